import { DrillRunParams } from "@/lib/contract/drill";
import { fileResponse } from "@/lib/http/file-response";
import { parseInput } from "@/lib/http/parse-input";
import { adaptRaw } from "@/lib/server/api";
import { exportEvidence } from "@/lib/server/verbs";

export const dynamic = "force-dynamic";
export const GET = adaptRaw({
  action: "drills.read",
  run: async (_request, { runtime, params }) => {
    const { id } = parseInput("params", DrillRunParams, params);
    const { text, fileName } = await exportEvidence(runtime.control, id);
    return fileResponse(text, fileName, "application/json");
  },
});
