import { createTwoFilesPatch } from "diff";
import { expect, test } from "vitest";
import { rawDiffLines } from "@/components/route-map/raw-diff-lines";

test("lines carry their numbers on the side they exist on", () => {
  const patch = createTwoFilesPatch(
    "a",
    "b",
    "primary: x\ngeneral: 5\nend: 1\n",
    "primary: x\ngeneral: 25\nnew: 2\nend: 1\n",
  );
  expect(rawDiffLines(patch)).toEqual([
    { kind: "hunk", text: "@@ -1,3 +1,4 @@", before: null, after: null },
    { kind: "same", text: "primary: x", before: 1, after: 1 },
    { kind: "deleted", text: "general: 5", before: 2, after: null },
    { kind: "inserted", text: "general: 25", before: null, after: 2 },
    { kind: "inserted", text: "new: 2", before: null, after: 3 },
    { kind: "same", text: "end: 1", before: 3, after: 4 },
  ]);
});

test("both sides can be put together again from the lines", () => {
  const before = Array.from({ length: 40 }, (_, index) => `field_${index}: ${index}`);
  const after = before.toSpliced(3, 1, "- dashed: value", "+ plus: value").toSpliced(30, 2);
  const lines = rawDiffLines(createTwoFilesPatch("a", "b", `${before.join("\n")}\n`, `${after.join("\n")}\n`));
  for (const line of lines) {
    if (line.before !== null) expect(before[line.before - 1]).toBe(line.text);
    if (line.after !== null) expect(after[line.after - 1]).toBe(line.text);
  }
  expect(lines.filter(({ kind }) => kind === "hunk")).toHaveLength(2);
});

test("no difference, and text that is no diff, give no lines", () => {
  expect(rawDiffLines("")).toEqual([]);
  expect(rawDiffLines("nothing here\nlooks like a diff\n")).toEqual([]);
});
