import { Button } from "@mantine/core";
import { StatusShape } from "@/components/ui/status-shape";
import styles from "./dialog.module.css";

/** The server's own confirmation of a change. */
export function OrderDone({ text, note, onClose }: { text: string; note: string; onClose: () => void }) {
  return (
    <div className={styles.body}>
      <p className={styles.done}>
        <StatusShape status="healthy" size={18} />
        {text}
      </p>
      <p className={styles.note}>{note}</p>
      <div className={styles.buttons}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Close
        </Button>
      </div>
    </div>
  );
}
