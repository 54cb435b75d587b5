import { expect, it } from "vitest";
import { forEveryRow } from "@/lib/core/contract-rows";
import { contractMatrix, type MatrixColumn } from "@/lib/core/probes/contract-matrix";

const column = (route: string, checks: MatrixColumn["checks"]): MatrixColumn => ({
  route,
  endpoint: "chat",
  states: forEveryRow((row) => (row === "error_shape" ? "stale" : "verified")),
  checks,
});

it("a row holds where every check that looks at it passed, and is broken by one that did not", () => {
  const matrix = contractMatrix([
    column("good", [
      { check: "error_status", pass: true, isTelling: true },
      { check: "error_shape", pass: true, isTelling: true },
    ]),
    column("bad", [
      { check: "error_status", pass: true, isTelling: true },
      { check: "error_shape", pass: false, isTelling: true },
      { check: "error_shape", pass: false, isTelling: true },
    ]),
    column("new", null),
    column("down", [{ check: "error_shape", pass: false, isTelling: false }]),
  ]);
  const row = (id: string) => matrix.find((line) => line.row === id)?.cells;
  expect(row("error_shape")).toEqual([
    { route: "good", endpoint: "chat", state: "stale", probes: "passed", failedChecks: [] },
    { route: "bad", endpoint: "chat", state: "stale", probes: "failed", failedChecks: ["error_shape"] },
    { route: "new", endpoint: "chat", state: "stale", probes: "not_run", failedChecks: [] },
    { route: "down", endpoint: "chat", state: "stale", probes: "unanswered", failedChecks: [] },
  ]);
  expect(row("maintenance_window")?.map(({ probes }) => probes)).toEqual([
    "no_probe",
    "no_probe",
    "no_probe",
    "no_probe",
  ]);
  expect(row("finish_reasons")?.map(({ probes }) => probes)).toEqual(["not_run", "not_run", "not_run", "not_run"]);
});
