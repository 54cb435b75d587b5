"use client";

import { usePathname } from "next/navigation";
import { ConsoleLink } from "@/components/ui/console-link";
import { ApprovalCount } from "./approval-count";
import { BrandMark } from "./brand-mark";
import { CHANGE_PAGES, type ConsolePage, isCurrentPage, WATCH_PAGES } from "./pages";
import styles from "./rail.module.css";

/** The way around on a desktop. */
export function Rail() {
  const pathname = usePathname();
  return (
    <nav className={styles.rail} aria-label="Console">
      <ConsoleLink href="/" className={styles.brand}>
        <BrandMark />
        Switchyard
      </ConsoleLink>
      <RailGroup pages={WATCH_PAGES} pathname={pathname} />
      <RailGroup pages={CHANGE_PAGES} pathname={pathname} />
    </nav>
  );
}

function RailGroup({ pages, pathname }: { readonly pages: readonly ConsolePage[]; readonly pathname: string }) {
  return (
    <ul className={styles.group}>
      {pages.map((page) => (
        <li key={page.href}>
          <ConsoleLink
            href={page.href}
            className={styles.link}
            aria-current={isCurrentPage(page, pathname) ? "page" : undefined}
          >
            <page.icon size={16} stroke={1.6} aria-hidden="true" />
            {page.label}
            {page.countsApprovals && <ApprovalCount />}
          </ConsoleLink>
        </li>
      ))}
    </ul>
  );
}
