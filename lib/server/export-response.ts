import { AuditExportQuery, ExportParams, RequestExportQuery } from "@/lib/contract/exports";
import type { Principal } from "@/lib/contract/session";
import { type ExportOrder, openExport } from "@/lib/control/open-export";
import { AppError } from "@/lib/http/errors";
import { parseInput, queryOf } from "@/lib/http/parse-input";
import type { Runtime } from "./runtime";

/** Exports that may be under way at once in this process. */
const AT_ONCE = 4;
let running = 0;

/**
 * An export as a file, sent as fast as the caller reads it. Throws `AppError` 400 for a bad kind, format or filter, and
 * 429 while too many others are under way.
 */
export async function exportResponse(
  request: Request,
  params: Readonly<Record<string, string>>,
  principal: Principal,
  { control }: Pick<Runtime, "control">,
): Promise<Response> {
  const order = orderOf(params, queryOf(new URL(request.url)));
  if (running >= AT_ONCE) {
    throw new AppError("rate_limited", `${AT_ONCE} exports are under way; wait for one to end.`, {
      retryAfterSeconds: 5,
    });
  }
  const { format } = order.query;
  const lines = await openExport(control, principal, order);
  const date = new Date(control.nowMs()).toISOString().slice(0, 10);
  return new Response(streamOf(lines), {
    headers: {
      "content-type": format === "csv" ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8",
      "content-disposition": `attachment; filename="switchyard-${order.kind}-${date}.${format}"`,
      "cache-control": "private, no-store, no-transform",
      "x-content-type-options": "nosniff",
    },
  });
}

function orderOf(params: Readonly<Record<string, string>>, query: Readonly<Record<string, string>>): ExportOrder {
  const { kind } = parseInput("params", ExportParams, params);
  return kind === "audit"
    ? { kind, query: parseInput("query", AuditExportQuery, query) }
    : { kind, query: parseInput("query", RequestExportQuery, query) };
}

/** One page is read for each time the caller asks for more. A caller that leaves ends the export. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  running += 1;
  let isEnded = false;
  const end = () => {
    if (!isEnded) running -= 1;
    isEnded = true;
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await lines.next();
          if (!done) {
            controller.enqueue(encoder.encode(value));
            return;
          }
          end();
          controller.close();
        } catch (error) {
          end();
          controller.error(error);
        }
      },
      async cancel() {
        end();
        await lines.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}
