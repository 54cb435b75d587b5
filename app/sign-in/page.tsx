import type { Metadata } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { SignInCard } from "@/components/sign-in/sign-in-card";
import { safeNextPath } from "@/lib/client/safe-next-path";
import type { PageSearchParams } from "@/lib/client/view-params";
import { SSO_REFUSALS } from "@/lib/contract/sign-in-settings";
import { runtime } from "@/lib/server/runtime";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { readonly searchParams: PageSearchParams }) {
  const { next: wanted, refused } = await searchParams;
  const next = safeNextPath(wanted);
  if ((await runtime().principalFor(await headers())) !== null) redirect(next);
  const { control, singleSignOn } = runtime();
  return (
    <SignInCard
      environment={control.environment}
      next={next}
      singleSignOn={singleSignOn?.label ?? null}
      refused={SSO_REFUSALS.find((name) => name === refused) ?? null}
    />
  );
}
