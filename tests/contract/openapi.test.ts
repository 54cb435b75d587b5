import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { API_ERROR_CODES } from "@/lib/contract/error";
import { openApiDocument } from "@/lib/contract/openapi";
import { STATUS_OF } from "@/lib/http/errors";

const document = JSON.parse(JSON.stringify(openApiDocument()));
const operations = Object.entries<Record<string, Operation>>(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

interface Operation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Record<string, { readonly schema: Record<string, unknown> }> };
  readonly responses: Record<string, { readonly description: string }>;
}

/** What is served: `app/api/.../route.ts` with the methods it exports. */
function servedOperations(): string[] {
  return readdirSync("app/api", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts"))
    .flatMap((file) => {
      const path = `/api/${file.replace(/\/?route\.ts$/, "")}`.replaceAll(/\[(\w+)\]/g, "{$1}");
      const source = readFileSync(`app/api/${file}`, "utf8");
      return [...source.matchAll(/export const (GET|POST|DELETE|PUT|PATCH)\b/g)].map(
        ([, method]) => `${method} ${path}`,
      );
    })
    .sort();
}

describe("OpenAPI document", () => {
  it("describes exactly what is served", () => {
    const described = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`).sort();
    expect(described).toEqual(servedOperations());
  });

  it("is OpenAPI 3.1 whose references all resolve", () => {
    expect(document.openapi).toBe("3.1.0");
    const text = JSON.stringify(document);
    const names = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) expect(Object.keys(document.components.schemas)).toContain(name);
    expect(text).not.toContain('"$schema"');
  });

  it("declares every path parameter of its paths, and gives every operation its own id", () => {
    for (const { path, operation } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = operation.parameters.filter((parameter) => parameter.in === "path");
      expect(declared.map(({ name }) => name)).toEqual(named);
      expect(declared.every(({ required }) => required === true)).toBe(true);
    }
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("says what a shift takes and how it can be refused", () => {
    const shift: Operation = document.paths["/api/aliases/{alias}/shift"].post;
    expect(shift.parameters.map(({ name }) => name)).toEqual(["alias", "If-Match", "Idempotency-Key"]);
    expect(shift.requestBody?.content["application/json"]?.schema).toMatchObject({
      required: ["cohort", "percent", "reason"],
      properties: { percent: { type: "number", minimum: 0, maximum: 100 } },
    });
    expect(Object.keys(shift.responses)).toEqual(
      expect.arrayContaining(["200", "400", "401", "403", "404", "409", "412", "415", "428"]),
    );
  });

  it("tells the same status for a refusal as the server gives", () => {
    const described = new Map<string, string>();
    for (const { operation } of operations) {
      for (const [status, { description }] of Object.entries(operation.responses)) {
        described.set(description.split(":")[0] ?? "", status);
      }
    }
    for (const code of API_ERROR_CODES) expect([code, described.get(code)]).toEqual([code, String(STATUS_OF[code])]);
  });
});
