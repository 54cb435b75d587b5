import { type NextRequest, NextResponse } from "next/server";

/**
 * Gives every page its Content Security Policy with a fresh nonce. It decides nothing about who may see what:
 * each page and each handler asks that itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  // Where a signed-out visitor wanted to go; pages themselves do not know their address.
  headers.set("x-switchyard-path", request.nextUrl.pathname + request.nextUrl.search);
  // Next reads the nonce for its own scripts from the policy on the request.
  headers.set("content-security-policy", policy);
  // Where a signed-out person wanted to go; the sign-in page leads back there.
  headers.set("x-switchyard-path", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("x-content-type-options", "nosniff");
  return response;
}

/** Style attributes stay allowed because charts and layout set them; style elements and scripts need the nonce. */
function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    // The development build explains errors by eval and styles its overlay without a nonce; production does neither.
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src-elem 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = {
  matcher: ["/((?!api/|v1/|metrics|_next/static|_next/image|icon.svg|favicon.ico).*)"],
};
