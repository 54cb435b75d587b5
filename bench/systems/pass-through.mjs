// A bare node:http + undici pass-through that does nothing else: the yardstick. API=dispatch uses undici's callbacks,
// API=request the promise interface with a body stream.
import { createServer } from "node:http";
import { Pool } from "undici";

const { PORT = "9101", UPSTREAM = "http://127.0.0.1:9100", API = "dispatch" } = process.env;
const pool = new Pool(UPSTREAM);

function viaDispatch(_request, response, body) {
  pool.dispatch(
    { method: "POST", path: "/v1/chat/completions", headers: { "content-type": "application/json" }, body },
    {
      onRequestStart() {},
      onResponseStart(_controller, status, headers) {
        response.writeHead(status, { "content-type": headers["content-type"] });
      },
      onResponseData(_controller, chunk) {
        response.write(chunk);
      },
      onResponseEnd() {
        response.end();
      },
      onResponseError() {
        response.destroy();
      },
    },
  );
}

async function viaRequest(_request, response, body) {
  const answer = await pool.request({
    method: "POST",
    path: "/v1/chat/completions",
    headers: { "content-type": "application/json" },
    body,
  });
  response.writeHead(answer.statusCode, { "content-type": answer.headers["content-type"] });
  answer.body.pipe(response);
}

const forward = API === "dispatch" ? viaDispatch : viaRequest;
createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => forward(request, response, chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
}).listen(Number(PORT), "127.0.0.1", () => console.log("ready"));
