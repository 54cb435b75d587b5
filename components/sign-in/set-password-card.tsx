import { SetPasswordForm } from "./set-password-form";
import { SignInFrame } from "./sign-in-frame";

/** Where a link from an admin leads. It says nothing about whom the link is for. */
export function SetPasswordCard({ environment }: { readonly environment: string }) {
  return (
    <SignInFrame environment={environment} title="Choose a password">
      <SetPasswordForm />
    </SignInFrame>
  );
}
