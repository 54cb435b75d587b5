import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { describe, expect, it, onTestFinished } from "vitest";
import { ReportThread } from "@/db/sqlite/report-thread";
import { testWorkersDir } from "../../support/build-workers";
import { tempStore } from "../../support/temp-store";

describe("report thread", () => {
  it("stops a report at its limit, says so, and answers the next one from a fresh thread", async () => {
    const store = await tempStore();
    let spawned = 0;
    const reports = new ReportThread(() => {
      spawned += 1;
      return new Worker(join(testWorkersDir, "report-worker.js"), { workerData: { file: store.file } });
    });
    onTestFinished(() => reports.close());
    // No thread starts within a millisecond, so this report cannot be ready.
    await expect(reports.run("recentChanges", [10], 1)).rejects.toMatchObject({ kind: "timeout" });
    expect(await reports.run("recentChanges", [10])).toEqual([]);
    expect(spawned).toBe(2);
  });

  it("refuses what waits when it is closed", async () => {
    const store = await tempStore();
    const reports = new ReportThread(
      () => new Worker(join(testWorkersDir, "report-worker.js"), { workerData: { file: store.file } }),
    );
    const waiting = [reports.run("recentChanges", [10]), reports.run("verifyAudit", [])];
    const refused = waiting.map((report) => expect(report).rejects.toMatchObject({ kind: "closed" }));
    await reports.close();
    await Promise.all(refused);
  });

  it("ends no thread before it has opened the database: that would end the process from Node 22 on", async () => {
    const store = await tempStore();
    const heard: unknown[] = [];
    const reports = new ReportThread(() => {
      const worker = new Worker(join(testWorkersDir, "report-worker.js"), { workerData: { file: store.file } });
      return worker.on("message", (message) => heard.push(message)).on("exit", () => heard.push("exit"));
    });
    const refused = expect(reports.run("recentChanges", [10])).rejects.toMatchObject({ kind: "closed" });
    await reports.close();
    await refused;
    expect([heard[0], heard.at(-1)]).toEqual(["open", "exit"]);
  });
});
