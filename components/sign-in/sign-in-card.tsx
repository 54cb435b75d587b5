import { BrandMark } from "@/components/shell/brand-mark";
import { EnvironmentChip } from "@/components/shell/environment-chip";
import styles from "./sign-in-card.module.css";
import { SignInForm } from "./sign-in-form";

/** The only page without a principal. It says where one signs in, and never which accounts there are. */
export function SignInCard({ environment, next }: { readonly environment: string; readonly next: string }) {
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <span className={styles.name}>
            <BrandMark size={26} />
            Switchyard
          </span>
          <EnvironmentChip environment={environment} />
        </div>
        <h1 className={styles.title}>Sign in</h1>
        <SignInForm next={next} />
        {environment === "demo" && (
          <p className={styles.hint}>
            <code>npm run demo</code> printed one sign-in for each role in its terminal.
          </p>
        )}
      </div>
    </main>
  );
}
