import type { LedgerFailure } from "@/lib/core/ledger-record";
import type { ControlChange, ControlChangeResult, RecordWrite, RoutingChange, TimelineEntry } from "../control-store";
import type { DirectoryChange, DirectoryOutcome } from "../directory-changes";
import type { BreakerEvent, ClientRecord, ProviderKeyRecord, StoreError, TokenRecord, VersionDraft } from "../store";
import type { StoredAuditEntry } from "./audit-chain";
import type { Durability } from "./connection";

/** What the writer thread is started with. */
export interface WriterSettings {
  readonly file: string;
  readonly durability: Durability;
  readonly migrationsDir: string;
  /** False when the thread replaces one that died: requests of the living process are still running. */
  readonly closesInterrupted: boolean;
}

/** Changes of the control plane, each one transaction of its own. */
export type WriterCommand =
  | { readonly kind: "commit"; readonly change: StoredChange }
  | { readonly kind: "put_client"; readonly record: ClientRecord; readonly audit: StoredAuditEntry }
  | { readonly kind: "put_token"; readonly record: TokenRecord; readonly audit: StoredAuditEntry }
  | { readonly kind: "put_provider_key"; readonly record: ProviderKeyRecord; readonly audit: StoredAuditEntry }
  | { readonly kind: "directory"; readonly change: DirectoryChange; readonly audit: StoredAuditEntry }
  | { readonly kind: "append_audit"; readonly audit: StoredAuditEntry }
  | { readonly kind: "breaker_event"; readonly event: BreakerEvent }
  | {
      readonly kind: "identity";
      readonly sql: string;
      readonly params: readonly unknown[];
      readonly returnsRows: boolean;
    }
  | { readonly kind: "settle_rollups" };

/** A version draft with its content already as JSON text. */
export interface StoredDraft extends Omit<VersionDraft, "content"> {
  readonly content: string;
}

export type StoredRouting =
  | { readonly kind: "publish"; readonly draft: StoredDraft }
  | { readonly kind: "draft"; readonly draft: StoredDraft }
  | Extract<RoutingChange, { kind: "activate" }>;

export interface StoredRecordWrite extends Omit<RecordWrite, "body"> {
  readonly body: string;
}

export interface StoredTimelineEntry extends Omit<TimelineEntry, "detail"> {
  readonly detail: string;
}

/** A change with its JSON values already as text. */
export interface StoredChange extends Pick<ControlChange, "atMs" | "requires" | "onlyOne" | "deletesKeysOf"> {
  readonly routing: StoredRouting | null;
  readonly records: readonly StoredRecordWrite[];
  readonly timeline: readonly StoredTimelineEntry[];
  readonly audit: StoredAuditEntry | null;
}

export interface CommandResults {
  commit:
    | Exclude<ControlChangeResult, { kind: "version_conflict" }>
    | { readonly kind: "version_conflict"; readonly conflictWith: number };
  put_client: null;
  put_token: null;
  put_provider_key: null;
  directory: DirectoryOutcome;
  append_audit: null;
  breaker_event: null;
  identity: { readonly rows: unknown[][]; readonly changes: number };
  settle_rollups: null;
}

export type ToWriter =
  /** Entries as `encodeEntries` wrote them; numbered `first`, `first + 1`, ... */
  | { readonly type: "entries"; readonly first: number; readonly body: string }
  | { readonly type: "command"; readonly id: number; readonly command: WriterCommand }
  | { readonly type: "close" };

export type FromWriter =
  | { readonly type: "ready"; readonly interruptedRequests: number }
  | { readonly type: "refused_start"; readonly kind: StoreError["kind"]; readonly message: string }
  /** Every entry below `next` is settled: on disk, or listed in `failures` by its number. */
  | {
      readonly type: "settled";
      readonly next: number;
      readonly failures: readonly { readonly entry: number; readonly failure: LedgerFailure }[];
    }
  /** Somebody else holds the database; the writer keeps trying. */
  | { readonly type: "waiting" }
  | { readonly type: "result"; readonly id: number; readonly value: unknown }
  | { readonly type: "refused"; readonly id: number; readonly kind: StoreError["kind"]; readonly message: string }
  | { readonly type: "closed" };
