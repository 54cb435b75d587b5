import { expect, test, vi } from "vitest";
import { ProviderAttempt } from "@/lib/gateway/attempt";
import type { UpstreamListener } from "@/lib/upstream/upstream";

test("a defect of ours at the end of an attempt is told to its request, ends the call and reaches nobody else", async () => {
  let provider: UpstreamListener | null = null;
  const abort = vi.fn();
  const upstream = {
    call: (_request: unknown, listener: UpstreamListener) => {
      provider = listener;
      return { pause() {}, resume() {}, release() {}, abort };
    },
  };
  const defect = new Error("a finding that cannot be read");
  const reader = {
    expects: "application/json",
    isCommitted: false,
    isComplete: false,
    onData: () => ({ kind: "more" }) as const,
    onEnd: () => ({ kind: "served", held: Buffer.from("{}") }) as const,
    findings: () => {
      throw defect;
    },
  };
  const timeouts = { connectMs: 1000, headersMs: 1000, firstTokenMs: 1000, idleMs: 1000, totalMs: 1000 };
  const told = new Promise((resolve, reject) => {
    const order = { timeouts, reader, facts: { stream: false }, adaptations: [], traceHeaders: null };
    new ProviderAttempt(order as never, resolve, reject).start(upstream);
  });
  const listener = provider as UpstreamListener | null;
  listener?.onSent();
  listener?.onHead(200, { "content-type": "application/json" });
  listener?.onEnd();
  await expect(told).rejects.toBe(defect);
  expect(abort).toHaveBeenCalledOnce();
});
