/** The pieces streams are written from: chat chunks, and Responses events with their names. */
export const data = (value: unknown, end = "\n") => `data: ${JSON.stringify(value)}${end}${end}`;
export const chunk = (delta: object, finishReason: string | null = null, index = 0) => ({
  id: "c1",
  object: "chat.completion.chunk",
  model: "model-a",
  choices: [{ index, delta, finish_reason: finishReason }],
});
export const say = (content: string, end?: string) => data(chunk({ content }), end);
export const ROLE = data(chunk({ role: "assistant", content: "" }));
export const STOP = data(chunk({}, "stop"));
export const DONE = "data: [DONE]\n\n";

export const event = (type: string, fields: object = {}) => `event: ${type}\n${data({ type, ...fields })}`;
export const CREATED = event("response.created", {
  response: { id: "resp_1", status: "in_progress", model: "model-a" },
});
export const delta = (text: string) => event("response.output_text.delta", { delta: text });
export const COMPLETED = event("response.completed", {
  response: { id: "resp_1", status: "completed", model: "model-a", output: [], usage: null },
});
