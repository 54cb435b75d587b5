"use client";

import { Button, Modal } from "@mantine/core";
import dialog from "@/components/alias/dialog.module.css";
import { CopyButton } from "../ui/copy-button";
import styles from "./secret-once.module.css";

/** Something handed out once. */
export interface ShownSecret {
  readonly noun: "link" | "token" | "key";
  /** What it is: "Key of web-app". */
  readonly label: string;
  readonly text: string;
  /** What to do with it. */
  readonly advice: string;
}

export interface SecretOnceProps {
  readonly title: string;
  readonly secret: ShownSecret;
  readonly onClose: () => void;
}

/** The only time a secret is seen. A click beside the dialog does not close it: it could not be opened again. */
export function SecretOnce({ title, secret, onClose }: SecretOnceProps) {
  return (
    <Modal opened onClose={onClose} title={title} closeOnClickOutside={false} closeOnEscape={false}>
      <div className={dialog.body}>
        <p className={dialog.warning}>Copy it now: it is shown this once and cannot be read again.</p>
        <div>
          <p className={dialog.label}>{secret.label}</p>
          <code className={styles.secret}>{secret.text}</code>
        </div>
        <p className={dialog.note}>{secret.advice}</p>
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose}>
            I have copied it
          </Button>
          <CopyButton value={secret.text} label={`Copy ${secret.noun}`} />
        </div>
      </div>
    </Modal>
  );
}
