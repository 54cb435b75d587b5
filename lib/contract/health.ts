import { z } from "zod";

/** `GET /api/health`: the process answers. Says nothing about whether it should get traffic. */
export const HealthView = z.object({ status: z.literal("ok") });
export type HealthView = z.infer<typeof HealthView>;

/** `GET /api/ready`: 200 when this instance may get traffic, else 503; `degraded` names what does not work either way. */
export const ReadyView = z.object({
  ready: z.boolean(),
  degraded: z.array(z.enum(["draining", "spooling", "read_only", "shedding"])),
});
export type ReadyView = z.infer<typeof ReadyView>;
