"use client";

import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useRef } from "react";
import { signInMutation } from "@/lib/client/mutations";
import styles from "./sign-in-card.module.css";
import { signInRefusal } from "./sign-in-refusal";

/** E-mail and password. A refusal does not say which of the two was wrong, and gives the focus back to the password. */
export function SignInForm({ next }: { readonly next: string }) {
  const password = useRef<HTMLInputElement>(null);
  const signIn = useMutation({
    ...signInMutation(),
    // A new document: nothing read before signing in stays in memory.
    onSuccess: () => window.location.assign(next),
    onError: () => password.current?.select(),
  });

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: String(form.get("email")).trim(), password: String(form.get("password")) });
  }

  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput name="email" type="email" label="E-mail" size="sm" autoComplete="username" autoFocus required />
      <PasswordInput
        ref={password}
        name="password"
        label="Password"
        size="sm"
        autoComplete="current-password"
        required
      />
      {signIn.error !== null && (
        <p className={styles.refusal} role="alert">
          {signInRefusal(signIn.error)}
        </p>
      )}
      <Button type="submit" size="sm" loading={signIn.isPending || signIn.isSuccess}>
        Sign in
      </Button>
    </form>
  );
}
