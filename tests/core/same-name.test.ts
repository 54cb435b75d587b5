import { describe, expect, it } from "vitest";
import { sameName } from "@/lib/core/same-name";

/** What a bundler does: the same source, evaluated twice. */
function copyOfModule() {
  return class Refusal extends Error {
    static override readonly [Symbol.hasInstance] = sameName("Refusal");
    override name = "Refusal";
  };
}

describe("errors that cross bundles", () => {
  it("are recognised by every copy of their class", () => {
    const [Here, There] = [copyOfModule(), copyOfModule()];
    expect(new There("no") instanceof Here).toBe(true);
  });

  it("are not confused with other errors, nor with things that only carry the name", () => {
    const Here = copyOfModule();
    expect(new Error("no") instanceof Here).toBe(false);
    expect(new TypeError("no") instanceof Here).toBe(false);
    expect(Object({ name: "Refusal" }) instanceof Here).toBe(false);
    expect(Object(null) instanceof Here).toBe(false);
  });
});
