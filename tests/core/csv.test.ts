import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvLine } from "@/lib/core/csv";

describe("a line of CSV", () => {
  it.each([
    ["=HYPERLINK(1)", `"'=HYPERLINK(1)"`],
    ["+1", `"'+1"`],
    ["-1", `"'-1"`],
    ["@SUM(A1)", `"'@SUM(A1)"`],
    ["\t=1", `"'\t=1"`],
    ["\r=1", `"'\r=1"`],
    ["  =1", `"'  =1"`],
    ["\uff1d1", `"'\uff1d1"`],
  ])("keeps a spreadsheet from reading %j as a formula", (text, line) => {
    expect(csvLine([text])).toBe(line);
  });

  it("leaves numbers, truth and ordinary text as they are, and null empty", () => {
    expect(csvLine([-1.5, true, null, "a-b", 'say "hi"', "two\nlines"])).toBe(
      '-1.5,true,,"a-b","say ""hi""","two\nlines"',
    );
  });

  it("never lets text leave its cell", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (cells) => {
        const withoutQuoted = csvLine(cells)
          .replaceAll('""', "")
          .replaceAll(/"[^"]*"/g, "");
        expect(withoutQuoted).toBe(",".repeat(cells.length - 1));
      }),
    );
  });
});
