"use client";

import { Button, PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { setPasswordMutation } from "@/lib/client/mutations";
import styles from "./sign-in-card.module.css";

const SHORTEST_PASSWORD = 12;

/** Chooses a password with the secret behind the address's `#`, which never left this browser before. */
export function SetPasswordForm() {
  const [problem, setProblem] = useState<string | null>(null);
  const choose = useMutation(setPasswordMutation());

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get("password"));
    const defect = defectOf(password, String(form.get("again")));
    setProblem(defect);
    if (defect === null) choose.mutate({ token: window.location.hash.slice(1), password });
  }

  if (choose.data !== undefined) {
    return (
      <div className={styles.form}>
        <p>The password of {choose.data.email} is set.</p>
        <Button component="a" href="/sign-in" size="sm">
          Sign in
        </Button>
      </div>
    );
  }
  const refusal = problem ?? choose.error?.message ?? null;
  return (
    <form className={styles.form} onSubmit={submit}>
      <PasswordInput
        name="password"
        label="New password"
        description={`${SHORTEST_PASSWORD} characters or more; a few words are easy to keep.`}
        size="sm"
        autoComplete="new-password"
        maxLength={256}
        autoFocus
        required
      />
      <PasswordInput name="again" label="Once more" size="sm" autoComplete="new-password" maxLength={256} required />
      {refusal !== null && (
        <p className={styles.refusal} role="alert">
          {refusal}
        </p>
      )}
      <Button type="submit" size="sm" loading={choose.isPending}>
        Set password
      </Button>
    </form>
  );
}

function defectOf(password: string, again: string): string | null {
  if (window.location.hash.length < 20) return "This address is not whole: open the link as it was given to you.";
  if (password.length < SHORTEST_PASSWORD) return `Take at least ${SHORTEST_PASSWORD} characters.`;
  return password === again ? null : "The two are not the same.";
}
