import type { Metadata } from "next";
import { Prefetched } from "@/components/prefetched";
import { RollbackView } from "@/components/rollbacks/rollback-view";
import { rollbackQuery } from "@/lib/client/rollback-queries";
import { readAnswers } from "@/lib/server/read-answers";
import { requirePrincipal } from "@/lib/server/require-principal";
import { runtime } from "@/lib/server/runtime";

export const metadata: Metadata = { title: "Rollback" };

export default async function RollbackPage({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  await requirePrincipal();
  const { id } = await params;
  const answers = await readAnswers([[rollbackQuery(id), async () => runtime().reads.rollback(id)]]);
  return (
    <Prefetched answers={answers}>
      <RollbackView id={id} />
    </Prefetched>
  );
}
