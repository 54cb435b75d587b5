import type { ReportQueries } from "../queries/report-queries";

export type ReportName = keyof ReportQueries;

/** What a report is asked with: the parameters of its query after the connection. */
export type ReportArguments<Name extends ReportName> =
  Parameters<ReportQueries[Name]> extends [unknown, ...infer Rest] ? Rest : never;

export type ReportResult<Name extends ReportName> = ReturnType<ReportQueries[Name]>;

export interface ReportOrder {
  readonly id: number;
  readonly name: ReportName;
  readonly args: readonly unknown[];
}

/** Answers come as JSON text: parsing it costs the main thread less than receiving a structured clone. */
export type ReportAnswer =
  | { readonly id: number; readonly json: string }
  | { readonly id: number; readonly error: string; readonly kind: "corrupt" | "unreadable" };

/** `open`: the connection is open and the thread may be ended at any moment. */
export type FromReportWorker = "open" | ReportAnswer;
