import { z } from "zod";
import { Role } from "./common";

/** Who is asking: a person with a session, or an access token. */
export const Principal = z.object({
  kind: z.enum(["person", "token"]),
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  roles: z.array(Role),
});
export type Principal = z.infer<typeof Principal>;

export const SignInRequest = z.object({ email: z.email().max(254), password: z.string().min(1).max(256) });
export type SignInRequest = z.infer<typeof SignInRequest>;

/** `GET /api/session`: what the shell needs before anything else. */
export const SessionView = z.object({
  principal: Principal,
  environment: z.string(),
  instance_count: z.number().int(),
  active_version: z.number().int(),
  public_url: z.string(),
});
export type SessionView = z.infer<typeof SessionView>;

/** `POST /api/auth/sign-out`. */
export const SignedOut = z.object({ signed_out: z.literal(true) });
export type SignedOut = z.infer<typeof SignedOut>;
