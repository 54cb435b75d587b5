"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { withLastingParams } from "@/lib/client/lasting-params";
import styles from "./dialog.module.css";

/** Leads from a rollback that was just made to what is being checked after it. */
export function VerificationLink({ id, onFollow }: { readonly id: string; readonly onFollow: () => void }) {
  const params = useSearchParams();
  return (
    <Button
      component={Link}
      href={withLastingParams(`/rollbacks/${id}`, params)}
      prefetch={false}
      onClick={onFollow}
      className={styles.link ?? ""}
      data-autofocus
    >
      Watch the verification
    </Button>
  );
}
