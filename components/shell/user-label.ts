import type { Principal } from "@/lib/contract/session";

/** "Sam · operator": who is signed in and as what. */
export function userLabel({ name, roles }: Principal): string {
  return roles.length === 0 ? name : `${name} · ${roles.join(", ")}`;
}
