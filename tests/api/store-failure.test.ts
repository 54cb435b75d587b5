import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiErrorBody } from "@/lib/contract/error";
import { type BootedRuntime, bootForTest } from "../support/booted-runtime";
import { callApi } from "../support/call-api";
import { CANARY_SECRETS, PASSWORDLESS_CONFIG } from "../support/config-fixtures";

let booted: BootedRuntime;
afterEach(() => booted.close());

describe("a store that cannot answer", () => {
  it("is 503 and says that nothing was changed, also when its error comes from another copy of the module", async () => {
    booted = await bootForTest({}, PASSWORDLESS_CONFIG);
    const { control } = booted.runtime;
    const { StoreError } = await import("@/db/store");
    vi.spyOn(control.store.reports, "recentChanges").mockRejectedValue(new StoreError("timeout", "It took too long."));
    vi.resetModules();
    const { GET } = await import("@/app/api/overview/route");
    const headers = { authorization: `Bearer ${CANARY_SECRETS.OPS_BOT_TOKEN}` };
    const response = await callApi(GET, "GET", "/api/overview", { headers });
    const { error } = ApiErrorBody.parse(await response.json());
    expect([response.status, error.code]).toEqual([503, "unavailable"]);
    expect(error.message).not.toContain("too long");
  });
});
