import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Principal } from "@/lib/contract/session";
import { runtime } from "./runtime";

/** The signed-in person of a page, or a redirect to the sign-in page that leads back to where they wanted to go. */
export async function requirePrincipal(): Promise<Principal> {
  const requestHeaders = await headers();
  const principal = await runtime().principalFor(requestHeaders);
  if (principal !== null) return principal;
  redirect(`/sign-in?next=${encodeURIComponent(requestHeaders.get("x-switchyard-path") ?? "/")}`);
}
