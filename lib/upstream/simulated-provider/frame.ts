/** One server-sent event. `token` frames carry visible output and are paced; the others follow at once. */
export interface Frame {
  readonly text: string;
  readonly isToken: boolean;
}

export function dataFrame(data: unknown, isToken = false): Frame {
  return { text: `data: ${JSON.stringify(data)}\n\n`, isToken };
}

/** An event with its name, as the Responses endpoint frames them. */
export function namedFrame(type: string, fields: Readonly<Record<string, unknown>>, isToken = false): Frame {
  return { text: `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`, isToken };
}

export const DONE_FRAME: Frame = { text: "data: [DONE]\n\n", isToken: false };
