import type { SsoRefusal } from "@/lib/contract/sign-in-settings";
import styles from "./sign-in-card.module.css";
import { SignInForm } from "./sign-in-form";
import { SignInFrame } from "./sign-in-frame";
import { ssoRefusalText } from "./sso-refusal-text";

export interface SignInCardProps {
  readonly environment: string;
  readonly next: string;
  /** What the button of the sign-in service says; null where there is none. */
  readonly singleSignOn: string | null;
  /** Why the sign-in service's answer was not enough. */
  readonly refused: SsoRefusal | null;
}

/** The only page that reads nothing and needs nobody. */
export function SignInCard({ environment, next, singleSignOn, refused }: SignInCardProps) {
  return (
    <SignInFrame environment={environment} title="Sign in">
      {refused !== null && (
        <p className={styles.refusal} role="alert">
          {ssoRefusalText(refused)}
        </p>
      )}
      {singleSignOn !== null && (
        <>
          {/* A document of its own: the way leads to another site. */}
          <a className={styles.issuer} href={`/api/auth/sso/start?next=${encodeURIComponent(next)}`}>
            Sign in with {singleSignOn}
          </a>
          <p className={styles.or}>or with a password</p>
        </>
      )}
      <SignInForm next={next} />
      {environment === "demo" && (
        <p className={styles.hint}>
          <code>npm run demo</code> printed one sign-in for each role in its terminal.
        </p>
      )}
    </SignInFrame>
  );
}
