import type { ReactNode } from "react";
import styles from "./environment-chip.module.css";

type Kind = "production" | "staging" | "other";

const SHAPES: Readonly<Record<Kind, ReactNode>> = {
  production: <path d="M5 .8 9.6 9H.4z" />,
  staging: <path d="M1 1h8v8H1z" />,
  other: <path d="M5 .4 9.6 5 5 9.6.4 5z" />,
};

/** Which environment a press here would change: a word and a shape, not colour alone. */
export function EnvironmentChip({ environment }: { readonly environment: string }) {
  const kind: Kind = environment === "production" || environment === "staging" ? environment : "other";
  return (
    <span className={`${styles.chip} ${styles[kind]}`}>
      <svg width="10" height="10" viewBox="0 0 10 10" fill="currentColor" aria-hidden="true" focusable="false">
        {SHAPES[kind]}
      </svg>
      {environment.toUpperCase()}
    </span>
  );
}
