import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { StatusShape } from "@/components/ui/status-shape";
import styles from "./dialog.module.css";

export interface OrderDoneProps {
  readonly text: string;
  readonly note: string;
  /** Where what follows can be watched. */
  readonly next?: ReactNode;
  readonly onClose: () => void;
}

/** The server's own confirmation of a change. */
export function OrderDone({ text, note, next, onClose }: OrderDoneProps) {
  return (
    <div className={styles.body}>
      <p className={styles.done}>
        <StatusShape status="healthy" size={18} />
        {text}
      </p>
      <p className={styles.note}>{note}</p>
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose} {...(next === undefined ? { "data-autofocus": true } : {})}>
          Close
        </Button>
        {next}
      </div>
    </div>
  );
}
