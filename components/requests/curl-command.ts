import type { RequestView } from "@/lib/contract/requests";

/**
 * A `curl` that asks the gateway the same kind of question: same alias, endpoint and streaming. The key and the message
 * are placeholders, because neither keys nor prompts are ever stored.
 * @param publicUrl where callers reach the gateway, without a trailing slash.
 */
export function curlCommand(
  request: Pick<RequestView, "endpoint" | "stream" | "app_model_alias">,
  publicUrl: string,
): string {
  const placeholder = "YOUR MESSAGE";
  const question =
    request.endpoint === "chat"
      ? { model: request.app_model_alias, messages: [{ role: "user", content: placeholder }] }
      : { model: request.app_model_alias, input: placeholder };
  const body = JSON.stringify(request.stream ? { ...question, stream: true } : question);
  const path = request.endpoint === "chat" ? "/v1/chat/completions" : "/v1/responses";
  return [
    `curl ${request.stream ? "-N " : ""}${quoteForShell(`${publicUrl}${path}`)}`,
    `  -H "authorization: Bearer $SWITCHYARD_KEY"`,
    `  -H 'content-type: application/json'`,
    `  -d ${quoteForShell(body)}`,
  ].join(" \\\n");
}

function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
