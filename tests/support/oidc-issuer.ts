import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the issuer says about whoever signs in, and what it gets wrong on purpose. */
export interface IssuerMood {
  claims: Record<string, unknown>;
  /** Claims of the ID token that replace the right ones. */
  forged: Record<string, unknown>;
  /** Signs with a key that is not among its published ones. */
  signsWithUnknownKey: boolean;
}

export interface OidcIssuer {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly mood: IssuerMood;
  /** What was asked of the authorization endpoint, newest last. */
  readonly asked: URLSearchParams[];
  close(): Promise<void>;
}

interface Grant {
  readonly nonce: string | null;
  readonly challenge: string | null;
  readonly redirectUri: string | null;
}

/** A small OpenID Connect issuer over real HTTP that checks PKCE, client secret and redirect address as a good one does. */
export async function startOidcIssuer(): Promise<OidcIssuer> {
  const published = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const unknown = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const clientId = "switchyard-test";
  const clientSecret = "canary-oidc-client-secret-3f61";
  const mood: IssuerMood = { claims: {}, forged: {}, signsWithUnknownKey: false };
  const asked: URLSearchParams[] = [];
  const grants = new Map<string, Grant>();

  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = new URL(request.url ?? "/", url);
    if (at.pathname === "/.well-known/openid-configuration") return json(response, discovery());
    if (at.pathname === "/jwks") {
      return json(response, {
        keys: [{ ...published.publicKey.export({ format: "jwk" }), kid: "k1", alg: "RS256", use: "sig" }],
      });
    }
    if (at.pathname === "/authorize") return authorize(at, response);
    if (at.pathname === "/token") return token(new URLSearchParams(await bodyOf(request)), response);
    response.writeHead(404).end();
  }

  function discovery() {
    return {
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      userinfo_endpoint: `${url}/userinfo`,
      jwks_uri: `${url}/jwks`,
      id_token_signing_alg_values_supported: ["RS256"],
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
    };
  }

  function authorize({ searchParams }: URL, response: ServerResponse): void {
    asked.push(searchParams);
    const code = randomBytes(16).toString("base64url");
    grants.set(code, {
      nonce: searchParams.get("nonce"),
      challenge: searchParams.get("code_challenge"),
      redirectUri: searchParams.get("redirect_uri"),
    });
    const back = new URL(searchParams.get("redirect_uri") ?? url);
    back.searchParams.set("code", code);
    back.searchParams.set("state", searchParams.get("state") ?? "");
    response.writeHead(302, { location: back.toString() }).end();
  }

  function token(form: URLSearchParams, response: ServerResponse): void {
    const code = form.get("code") ?? "";
    const grant = grants.get(code);
    grants.delete(code);
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const isRight =
      grant !== undefined &&
      grant.challenge === challenge &&
      grant.redirectUri === form.get("redirect_uri") &&
      form.get("client_secret") === clientSecret;
    if (!isRight) {
      response.writeHead(400, { "content-type": "application/json" }).end('{"error":"invalid_grant"}');
      return;
    }
    json(response, {
      access_token: "canary-oidc-access-token-91d2",
      token_type: "Bearer",
      expires_in: 300,
      id_token: idToken(grant),
    });
  }

  function idToken({ nonce }: Grant): string {
    const nowS = Math.floor(Date.now() / 1_000);
    const right = { iss: url, aud: clientId, iat: nowS, exp: nowS + 300, nonce, ...mood.claims };
    const text = [
      { alg: "RS256", kid: "k1", typ: "JWT" },
      { ...right, ...mood.forged },
    ]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    const { privateKey } = mood.signsWithUnknownKey ? unknown : published;
    return `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}`;
  }

  return {
    url,
    clientId,
    clientSecret,
    mood,
    asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("utf8");
}
