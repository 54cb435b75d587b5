"use client";

import Link from "next/link";
import { useSearchParams } from "next/navigation";
import type { ComponentProps } from "react";
import { withLastingParams } from "@/lib/client/lasting-params";

type ConsoleLinkProps = Omit<ComponentProps<typeof Link>, "href"> & { readonly href: string };

/** A link inside the console that keeps the window and the time zone the reader chose. */
export function ConsoleLink({ href, ...rest }: ConsoleLinkProps) {
  const params = useSearchParams();
  return <Link href={withLastingParams(href, params)} prefetch={false} {...rest} />;
}
