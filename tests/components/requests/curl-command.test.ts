import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { curlCommand } from "@/components/requests/curl-command";

/** What the shell would hand to curl: the quoting is judged by a real shell. */
function shellWords(command: string): string[] {
  const script = `curl() { printf '%s\\0' "$@"; }; SWITCHYARD_KEY=sk-test; ${command}`;
  return execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" }).split("\0").slice(0, -1);
}

test("the command asks the gateway with the alias, a key from the environment and a placeholder message", () => {
  const command = curlCommand(
    { endpoint: "chat", stream: false, app_model_alias: "support-summary-v3" },
    "http://127.0.0.1:3000",
  );
  expect(shellWords(command)).toEqual([
    "http://127.0.0.1:3000/v1/chat/completions",
    "-H",
    "authorization: Bearer sk-test",
    "-H",
    "content-type: application/json",
    "-d",
    '{"model":"support-summary-v3","messages":[{"role":"user","content":"YOUR MESSAGE"}]}',
  ]);
});

test("a streamed request is streamed again, on its own endpoint", () => {
  const words = shellWords(
    curlCommand({ endpoint: "responses", stream: true, app_model_alias: "a" }, "https://gw.example.com"),
  );
  expect(words.slice(0, 2)).toEqual(["-N", "https://gw.example.com/v1/responses"]);
  expect(JSON.parse(words.at(-1) ?? "")).toEqual({ model: "a", input: "YOUR MESSAGE", stream: true });
});

test("an alias cannot break out of its quotes", () => {
  const alias = "x'; exit 1; '";
  const words = shellWords(
    curlCommand({ endpoint: "chat", stream: false, app_model_alias: alias }, "http://127.0.0.1:3000"),
  );
  expect(JSON.parse(words.at(-1) ?? "").model).toBe(alias);
});
