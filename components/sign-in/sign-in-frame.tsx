import type { ReactNode } from "react";
import { BrandMark } from "@/components/shell/brand-mark";
import { EnvironmentChip } from "@/components/shell/environment-chip";
import styles from "./sign-in-card.module.css";

export interface SignInFrameProps {
  readonly environment: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** The card of the pages without a principal. It says where one is, and never which accounts there are. */
export function SignInFrame({ environment, title, children }: SignInFrameProps) {
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
        <h1 className={styles.title}>{title}</h1>
        {children}
      </div>
    </main>
  );
}
