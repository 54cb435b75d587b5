// The provider of every benchmark: answers a fixed 500-token completion, at once or after DELAY_MS, or streams
// CHUNKS frames CHUNK_MS apart. It does as little as an HTTP server can, so that the systems in front are measured.
import { createServer } from "node:http";

const { PORT = "9100", DELAY_MS = "0", CHUNKS = "100", CHUNK_MS = "5" } = process.env;
const word = "benchmark ";
const answer = Buffer.from(
  JSON.stringify({
    id: "chatcmpl-benchmark",
    object: "chat.completion",
    created: 1774412483,
    model: "mock-model-2026-03-17",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: word.repeat(250), refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: {
      prompt_tokens: 20,
      completion_tokens: 500,
      total_tokens: 520,
      prompt_tokens_details: { cached_tokens: 0 },
    },
    service_tier: "default",
    system_fingerprint: "fp_benchmark",
  }),
);

function frame(delta, finishReason = null) {
  const chunk = {
    id: "chatcmpl-benchmark",
    object: "chat.completion.chunk",
    created: 1774412483,
    model: "mock-model-2026-03-17",
  };
  return `data: ${JSON.stringify({ ...chunk, choices: [{ index: 0, delta, finish_reason: finishReason }] })}\n\n`;
}

function stream(response) {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(frame({ role: "assistant", content: "" }));
  let sent = 0;
  const timer = setInterval(() => {
    // The send time travels in the text, so that a reader on the same clock can tell the delay of each chunk.
    if (sent++ < Number(CHUNKS))
      response.write(frame({ content: `@${(performance.timeOrigin + performance.now()).toFixed(3)} ` }));
    else {
      clearInterval(timer);
      response.end(`${frame({}, "stop")}data: [DONE]\n\n`);
    }
  }, Number(CHUNK_MS));
  response.on("close", () => clearInterval(timer));
}

createServer((request, response) => {
  let isStream = false;
  request.on("data", (chunk) => {
    isStream ||= chunk.includes('"stream":true');
  });
  request.on("end", () => {
    if (isStream) stream(response);
    else if (DELAY_MS === "0")
      response.writeHead(200, { "content-type": "application/json", "content-length": answer.length }).end(answer);
    else
      setTimeout(
        () =>
          response.writeHead(200, { "content-type": "application/json", "content-length": answer.length }).end(answer),
        Number(DELAY_MS),
      );
  });
}).listen(Number(PORT), "127.0.0.1", () => console.log("ready"));
