/** A command that works once `SWITCHYARD_KEY` holds a client key; the console never knows keys. */
export function firstRequestCurl(publicUrl: string, alias: string): string {
  const body = JSON.stringify({ model: alias, messages: [{ role: "user", content: "Say hello." }] });
  return [
    `curl ${publicUrl}/v1/chat/completions`,
    `-H "authorization: Bearer $SWITCHYARD_KEY"`,
    `-H "content-type: application/json"`,
    `-d '${body.replaceAll("'", "'\\''")}'`,
  ].join(" \\\n  ");
}
