import type { Endpoint } from "../routing-snapshot";
import { isTerminalEvent, type ProbeAnswer } from "./probe-answer";

type Finding = readonly [pass: boolean, seen: string];

const DONE = "[DONE]";

/** The order of events on a stream, per endpoint: seed 003's second parser. */
export const checkStream = {
  opening(endpoint: Endpoint, { events }: ProbeAnswer): Finding {
    const first = events[0] ?? "nothing";
    return [first === (endpoint === "chat" ? "chat.completion.chunk" : "response.created"), first.slice(0, 60)];
  },

  order(endpoint: Endpoint, { events, sequence }: ProbeAnswer): Finding {
    const closing = events.findIndex((name) => name === DONE || isTerminalEvent(name));
    const isInOrder = sequence.every((number, index) => index === 0 || number > (sequence[index - 1] ?? number));
    if (!isInOrder) return [false, "sequence numbers go back"];
    if (events.includes("unreadable")) return [false, "an event that is no JSON"];
    const late = closing === -1 ? [] : events.slice(closing + 1).filter((name) => name !== DONE);
    if (late.length > 0) return [false, `${late[0]?.slice(0, 60)} after the end`];
    const foreign = endpoint === "chat" ? events.find((name) => name.startsWith("response.")) : undefined;
    return foreign === undefined ? [true, `${events.length} events`] : [false, foreign];
  },

  /** A Responses stream ends with its terminal event; `[DONE]` may follow it and proves nothing alone. */
  end(endpoint: Endpoint, { events, finishReason }: ProbeAnswer): Finding {
    const last = events.at(-1) ?? "nothing";
    if (endpoint === "chat") return [last === DONE && finishReason !== null, last.slice(0, 60)];
    const terminal = last === DONE ? (events.at(-2) ?? "nothing") : last;
    return [isTerminalEvent(terminal), terminal.slice(0, 60)];
  },
} as const;
