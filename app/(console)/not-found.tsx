import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <EmptyState title="There is nothing at this address.">
      The page, alias or request may have been renamed, or it was never here. <Link href="/">Go to Overview</Link>
    </EmptyState>
  );
}
