/**
 * A text answer that is not one of the JSON contracts. `fileName` makes browsers save it; it has to be made of letters,
 * digits, dot and dash only.
 */
export function fileResponse(text: string, fileName: string | null, contentType: string): Response {
  const headers = new Headers({
    "content-type": `${contentType}; charset=utf-8`,
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  });
  if (fileName !== null) headers.set("content-disposition", `attachment; filename="${fileName}"`);
  return new Response(text, { headers });
}
