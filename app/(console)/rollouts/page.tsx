import type { Metadata } from "next";
import { createLoader } from "nuqs/server";
import { Prefetched } from "@/components/prefetched";
import { rolloutsParsers } from "@/components/rollouts/rollouts-url";
import { RolloutsView } from "@/components/rollouts/rollouts-view";
import { rolloutsQuery } from "@/lib/client/rollout-queries";
import type { PageSearchParams } from "@/lib/client/view-params";
import { readAnswers } from "@/lib/server/read-answers";
import { requirePrincipal } from "@/lib/server/require-principal";
import { runtime } from "@/lib/server/runtime";

export const metadata: Metadata = { title: "Rollouts" };

const loadState = createLoader(rolloutsParsers);

export default async function RolloutsPage({ searchParams }: { readonly searchParams: PageSearchParams }) {
  await requirePrincipal();
  const { show } = await loadState(searchParams);
  const { reads } = runtime();
  const answers = await readAnswers([
    [rolloutsQuery("open"), () => reads.rollouts(true)],
    ...(show === "all" ? [[rolloutsQuery("all"), () => reads.rollouts(false)] as const] : []),
  ]);
  return (
    <Prefetched answers={answers}>
      <RolloutsView />
    </Prefetched>
  );
}
