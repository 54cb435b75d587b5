import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { SignInCard } from "@/components/sign-in/sign-in-card";
import { safeNextPath } from "@/lib/client/safe-next-path";
import type { PageSearchParams } from "@/lib/client/view-params";
import { runtime } from "@/lib/server/runtime";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { readonly searchParams: PageSearchParams }) {
  const next = safeNextPath((await searchParams).next);
  if ((await runtime().principalFor(await headers())) !== null) redirect(next);
  return <SignInCard environment={runtime().control.environment} next={next} />;
}
