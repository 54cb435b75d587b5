import type { Metadata } from "next";
import { AliasPage } from "@/components/alias/alias-page";
import { Prefetched } from "@/components/prefetched";
import { type PageSearchParams, windowOf } from "@/lib/client/view-params";
import { requirePrincipal } from "@/lib/server/require-principal";
import { aliasAnswers } from "./alias-answers";

interface AliasRouteProps {
  readonly params: Promise<{ readonly alias: string }>;
  readonly searchParams: PageSearchParams;
}

export async function generateMetadata({ params }: AliasRouteProps): Promise<Metadata> {
  return { title: decodeURIComponent((await params).alias) };
}

export default async function AliasRoute({ params, searchParams }: AliasRouteProps) {
  await requirePrincipal();
  const alias = decodeURIComponent((await params).alias);
  return (
    <Prefetched answers={await aliasAnswers(alias, await windowOf(searchParams))}>
      <AliasPage alias={alias} />
    </Prefetched>
  );
}
