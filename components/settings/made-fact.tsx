import type { ReactNode } from "react";
import { Timestamp } from "../ui/timestamp";

/** When a token or key was made, or ended. */
export function madeFact(madeAt: string | null, revokedAt: string | null): ReactNode {
  if (revokedAt !== null) {
    return (
      <>
        revoked <Timestamp at={revokedAt} withDay />
      </>
    );
  }
  if (madeAt === null) return "made before this was kept";
  return (
    <>
      made <Timestamp at={madeAt} withDay />
    </>
  );
}
