import { type CorpusRow, error, json } from "./corpus-row";

const CLOUDFLARE_502 = `<!DOCTYPE html>
<html class="no-js" lang="en-US">
<head>
<title>api.openai.com | 502: Bad gateway</title>
<meta charset="UTF-8" /><link rel="stylesheet" id="cf_styles-css" href="/cdn-cgi/styles/main.css" />
</head><body><span class="inline-block">Bad gateway</span><span class="code-label">Error code 502</span></body></html>`;

/** Providers and models in trouble. */
export const SERVER_FAILURES: readonly CorpusRow[] = [
  {
    source: "protocol T2: a gateway's own timeout",
    status: 408,
    body: error({
      message: "Request exceeded the timeout sent in the request: 1000ms",
      type: "timeout_error",
      param: null,
      code: null,
    }),
    class: "server_error",
    detail: "timeout",
  },
  { source: "protocol H1: Cloudflare page", status: 502, body: CLOUDFLARE_502, class: "server_error", detail: null },
  {
    source: "protocol H1: Cloudflare timeout page",
    status: 524,
    body: "<html><head><title>api.openai.com | 524: A timeout occurred</title></head></html>",
    class: "server_error",
    detail: "timeout",
  },
  {
    source: "protocol H2: Cloudflare JSON",
    status: 502,
    body: error({ code: 502, message: "Bad gateway.", param: null, type: "cf_bad_gateway" }),
    headers: { server: "cloudflare", "cf-ray": "7d1a2b3c4d5e6f70-AMS" },
    class: "server_error",
    detail: null,
  },
  {
    source: "protocol H5: llama.cpp loading",
    status: 503,
    body: error({ code: 503, message: "Loading model", type: "unavailable_error" }),
    class: "route_unavailable",
    detail: "overloaded",
  },
  {
    source: "protocol H6: OpenAI overloaded",
    status: 503,
    body: error({
      message: "The engine is currently overloaded, please try again later",
      type: "service_unavailable_error",
      code: "server_is_overloaded",
      param: null,
    }),
    class: "route_unavailable",
    detail: "overloaded",
  },
  {
    source: "protocol H7: Anthropic overloaded",
    status: 529,
    body: json({
      type: "error",
      error: { type: "overloaded_error", message: "Overloaded" },
      request_id: "req_011CTest",
    }),
    class: "route_unavailable",
    detail: "overloaded",
  },
  { source: "protocol H: bare 503", status: 503, body: "", class: "server_error", detail: null },
  { source: "protocol H: bare 500", status: 500, body: "Internal Server Error", class: "server_error", detail: null },
  { source: "protocol H: origin unreachable", status: 521, body: "", class: "server_error", detail: null },
  {
    source: "protocol 2.5: OpenAI server error",
    status: 500,
    body: error({ message: "The server had an error", type: "server_error", param: null, code: null }),
    class: "server_error",
    detail: null,
  },
  {
    source: "protocol 1.3: saturated group at 503",
    status: 503,
    body: error({
      message: "The upstream load of the current group is saturated, please try again later",
      code: "upstream_load_saturated",
    }),
    class: "route_unavailable",
    detail: "overloaded",
  },
  {
    source: "protocol V6: Mistral flat, unknown model",
    status: 400,
    body: json({
      object: "error",
      message: "Invalid model: x",
      type: "invalid_request_error",
      param: "model",
      code: "unknown_model",
    }),
    class: "route_unavailable",
    detail: "model_not_found",
  },
  {
    source: "protocol V8: vLLM unknown model",
    status: 404,
    body: error({ message: "The model `x` does not exist.", type: "NotFoundError", param: null, code: 404 }),
    class: "route_unavailable",
    detail: "model_not_found",
  },
  {
    source: "protocol M1: OpenAI unknown model",
    status: 404,
    body: error({
      message: "The model `gpt-4.1-nano-wrong` does not exist or you do not have access to it.",
      type: "invalid_request_error",
      param: null,
      code: "model_not_found",
    }),
    class: "route_unavailable",
    detail: "model_not_found",
  },
  {
    source: "protocol M2: CometAPI unknown model at 503",
    status: 503,
    body: error({
      code: "model_not_found",
      message:
        "no available channel for group default and model sora-2-all (distributor) (request id: 20260205132859798638387SIHCnxzJ)",
      type: "comet_api_error",
    }),
    class: "route_unavailable",
    detail: "model_not_found",
  },
  {
    source: "protocol M2: CometAPI unpriced model at 400, without a code",
    status: 400,
    body: error({
      type: "comet_api_error",
      message: "model claude-haiku-4-5 has not been priced by the administrator yet",
    }),
    class: "route_unavailable",
    detail: "model_not_found",
  },
  {
    source: "protocol 1.3: busy model",
    status: 500,
    body: error({
      message: "The model is currently busy, please try again later",
      type: "bad_response_status_code",
      code: "bad_response_status_code",
    }),
    class: "route_unavailable",
    detail: "overloaded",
  },
];
