"use client";

import { Button, type ButtonProps, type ElementProps } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import styles from "./directory-list.module.css";

interface RowMenuButtonProps extends ButtonProps, ElementProps<"button", keyof ButtonProps | "title"> {
  /** What the row is called. */
  readonly title: string;
}

/** The button of a row's menu, named after the row. */
export function RowMenuButton({ title, ...rest }: RowMenuButtonProps) {
  return (
    <Button variant="default" size="compact-sm" className={styles.more ?? ""} aria-label={`Change ${title}`} {...rest}>
      <IconDots size={16} aria-hidden="true" />
    </Button>
  );
}
