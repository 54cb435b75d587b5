"use client";

import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { OrderFailure } from "@/components/alias/order-failure";
import { useSession } from "@/components/shell/session-context";
import { announce } from "@/lib/client/announce";
import { type RowPlace, verifyRowMutation } from "@/lib/client/contract-queries";
import { whyNotAllowed } from "@/lib/client/permissions";
import type { ContractRowView, ContractSheetView } from "@/lib/contract/contract-sheet";
import { Timestamp } from "../ui/timestamp";
import { ContractStateBadge } from "./contract-state-badge";
import { RowForm } from "./row-form";
import styles from "./worksheet-row.module.css";

export interface WorksheetRowProps {
  readonly sheet: ContractSheetView;
  readonly row: ContractRowView;
  readonly isEditing: boolean;
  readonly onEdit: (isOpen: boolean) => void;
}

/** One promise of a provider: what it says, what the gateway does by it, where it stands written, who checked it. */
export function WorksheetRow({ sheet, row, isEditing, onEdit }: WorksheetRowProps) {
  const place: RowPlace = { provider: sheet.provider, endpoint: sheet.endpoint, row: row.row };
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <h3 className={styles.label}>
          {row.label}
          {!row.is_required && <span className={styles.quiet}> optional</span>}
        </h3>
        <ContractStateBadge state={row.state} />
      </div>
      {isEditing ? (
        <RowForm sheet={sheet} row={row} place={place} onClose={() => onEdit(false)} />
      ) : (
        <>
          <p className={row.value === "" ? styles.missing : styles.value}>{row.value || "Nothing is known yet."}</p>
          {row.in_force !== null && (
            <p className={styles.force}>
              In force: <code>{row.in_force}</code>{" "}
              <span className={styles.quiet}>
                from the {row.in_force_from === "worksheet" ? "worksheet" : "route map"}
              </span>
            </p>
          )}
          {row.safe_wording !== "" && (
            <p className={styles.wording}>
              <span className={styles.quiet}>Safe to say:</span> {row.safe_wording}
            </p>
          )}
          {row.checks.length > 0 && (
            <p className={styles.wording}>
              <span className={styles.quiet}>Probes look for:</span> {row.checks.join("; ")}
            </p>
          )}
          <RowFoot row={row} place={place} sheet={sheet} onEdit={() => onEdit(true)} />
        </>
      )}
    </li>
  );
}

interface RowFootProps {
  readonly row: ContractRowView;
  readonly place: RowPlace;
  readonly sheet: ContractSheetView;
  readonly onEdit: () => void;
}

function RowFoot({ row, place, sheet, onEdit }: RowFootProps) {
  const { principal } = useSession();
  const verify = useMutation({
    ...verifyRowMutation(),
    onSuccess: () => announce(`${row.label} of ${sheet.provider} ${sheet.endpoint} is verified`),
  });
  const mayEdit = whyNotAllowed(principal, "contract.edit") === null;
  const mayVerify = whyNotAllowed(principal, "contract.verify") === null;
  const isOwn = row.edited_by !== null && row.edited_by === (principal.email ?? principal.id);
  return (
    <div className={styles.foot}>
      <p className={styles.source}>
        {row.source_url === null ? (
          "No source"
        ) : (
          <a href={row.source_url} target="_blank" rel="noreferrer noopener" className={styles.link}>
            {new URL(row.source_url).hostname}
          </a>
        )}
        {row.accessed_on !== null && `, read ${row.accessed_on}`}
        {row.verified_at !== null && (
          <>
            {" · verified by "}
            {row.verified_by} <Timestamp at={row.verified_at} withDay />
          </>
        )}
        {row.verified_at === null && row.edited_by !== null && ` · written by ${row.edited_by}`}
      </p>
      <div className={styles.buttons}>
        {mayEdit && (
          <Button variant="default" size="compact-sm" aria-label={`Edit ${row.label}`} onClick={onEdit}>
            Edit
          </Button>
        )}
        {mayVerify && row.value !== "" && !isOwn && (
          <Button
            variant={row.state === "verified" ? "default" : "light"}
            size="compact-sm"
            loading={verify.isPending}
            aria-label={`${row.state === "verified" ? "Verify again" : "Verify"}: ${row.label}`}
            onClick={() => verify.mutate({ place, baseRevision: sheet.revision })}
          >
            {row.state === "verified" ? "Verify again" : "Verify"}
          </Button>
        )}
      </div>
      {isOwn && row.state === "unverified" && (
        <p className={styles.quiet}>You wrote this row: somebody else has to verify it.</p>
      )}
      {verify.error !== null && <OrderFailure error={verify.error} />}
    </div>
  );
}
