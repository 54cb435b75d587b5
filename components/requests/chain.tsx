import type { ChainLink } from "@/lib/contract/requests";
import styles from "./chain.module.css";
import { chainPieces } from "./chain-text";

/** The attempt chain on one line: what failed, what was never called and why, what served. */
export function Chain({ attempts }: { readonly attempts: readonly ChainLink[] }) {
  if (attempts.length === 0) return <span className={styles.none}>no route called</span>;
  return (
    <span className={styles.chain}>
      {chainPieces(attempts).map((piece, index) => (
        <span key={piece.n} className={styles.piece}>
          {index > 0 && <span className={styles.arrow}>→ </span>}
          <span className={styles[piece.tone]}>
            {piece.route} {piece.text}
          </span>
        </span>
      ))}
    </span>
  );
}
