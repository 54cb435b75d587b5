import { renderToString } from "react-dom/server";
import { expect, test } from "vitest";
import { MinuteStrip } from "@/components/charts/minute-strip";
import { strip } from "../../support/console-fixtures";

test("the strip is drawn on the server and says in words what it shows", () => {
  const html = renderToString(<MinuteStrip minutes={strip(7, "failing")} />);
  expect(html.match(/<rect/g)).toHaveLength(60);
  expect(html).toContain("52 healthy minutes, 1 degraded, 7 failing");
});

test("an hour without traffic is said, not drawn as zeros", () => {
  const minutes = strip(0, "healthy").map((minute) => ({ ...minute, requests: 0, failed: 0 }));
  expect(renderToString(<MinuteStrip minutes={minutes} />)).toContain("no traffic in this hour");
});

test("failures stand on top of traffic, so a failing minute is taller than a healthy one of the same traffic", () => {
  const [first] = strip(0, "healthy");
  if (!first) throw new Error("the fixture has minutes");
  const minutes = [
    { ...first, requests: 100, failed: 0, status: "healthy" as const },
    { ...first, at: "2026-11-20T02:18:00.000Z", requests: 100, failed: 20, status: "failing" as const },
  ];
  const heights = [...renderToString(<MinuteStrip minutes={minutes} />).matchAll(/ height="([\d.]+)"/g)].map((match) =>
    Number(match[1]),
  );
  expect(heights[1]).toBeGreaterThan(heights[0] ?? 0);
});
