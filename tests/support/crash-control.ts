import { writeSync } from "node:fs";
import { openStore } from "@/db/sqlite/open-store";
import { auditEntry, controlChange, versionDraft } from "./store-fixtures";

/**
 * A process to kill: publishes one version after the other, each with a new record, a change of a second one, a line and
 * an audit row in the same transaction, and says on the output which were confirmed.
 */
const [file = "", workersDir = ""] = process.argv.slice(2);
const store = await openStore({ file, durability: "strict", workersDir });

for (let version = ((await store.routeMap.activeNumber()) ?? 0) + 1; ; version += 1) {
  const head = { kind: "rollout", subject: null, routeVersion: "published", body: { version } } as const;
  const counter = await store.control.record("rollout", "counter");
  const result = await store.control.commit(
    controlChange({
      routing: { kind: "publish", draft: versionDraft({ baseVersion: version === 1 ? null : version - 1 }) },
      records: [
        { ...head, id: `r${version}`, baseRevision: null, state: "completed" },
        { ...head, id: "counter", baseRevision: counter?.revision ?? null, state: "running" },
      ],
      timeline: [
        {
          atMs: Date.now(),
          kind: "rollout",
          id: "counter",
          subject: null,
          actor: "system",
          actorKind: "system",
          event: "counted",
          text: String(version),
          detail: null,
        },
      ],
      audit: auditEntry(),
    }),
  );
  if (result.kind !== "committed") throw new Error(`version ${version} was not committed: ${result.kind}`);
  writeSync(1, `${version}\n`);
}
