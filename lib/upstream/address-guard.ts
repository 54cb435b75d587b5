import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Unicast by registration, yet not a place a model lives: a cloud's own wire server. */
const ALSO_REFUSED = new Set(["168.63.129.16"]);

/** True when `address` is a public unicast address. IPv4 written inside IPv6 is judged as IPv4. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === "unicast" && !ALSO_REFUSED.has(parsed.toString());
}

/**
 * Why a provider's base URL may not be called, in words; null when it may. Literal addresses are judged here because
 * a connection to a literal never asks the resolver; names are judged again when they are resolved.
 */
export function baseUrlDefect(baseUrl: string, allowPrivateNetwork: boolean): string | null {
  const url = new URL(baseUrl);
  if (url.protocol !== "https:" && url.protocol !== "http:") return "only http and https URLs can be called";
  if (url.username || url.password) return "credentials do not belong in a URL";
  if (allowPrivateNetwork) return null;
  if (url.protocol !== "https:") return "plain http is only allowed with allow_private_network";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !isPublicAddress(host)) return "the address is not public (allow_private_network is off)";
  if (host === "localhost" || host.endsWith(".localhost"))
    return "localhost is not public (allow_private_network is off)";
  return null;
}
