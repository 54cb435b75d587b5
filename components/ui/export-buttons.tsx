import { Button } from "@mantine/core";
import styles from "./export-buttons.module.css";

export interface ExportButtonsProps {
  /** Where the rows of this address are to be had as a file. */
  readonly pathOf: (format: "jsonl" | "csv") => string;
}

/** The rows of a list as a file: what is narrowed here is narrowed there. */
export function ExportButtons({ pathOf }: ExportButtonsProps) {
  return (
    <>
      <Button component="a" variant="default" className={styles.export} href={pathOf("csv")} download>
        Export CSV
      </Button>
      <Button component="a" variant="default" className={styles.export} href={pathOf("jsonl")} download>
        Export JSON Lines
      </Button>
    </>
  );
}
