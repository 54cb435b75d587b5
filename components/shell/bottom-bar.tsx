"use client";

import { IconDots } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { ConsoleLink } from "@/components/ui/console-link";
import { ApprovalCount } from "./approval-count";
import styles from "./bottom-bar.module.css";
import { CONSOLE_PAGES, isCurrentPage } from "./pages";

const MoreSheet = dynamic(() => import("./more-sheet").then((module) => module.MoreSheet), { ssr: false });

const BAR_PAGES = CONSOLE_PAGES.slice(0, 4);

/** The way around on a phone: four pages, and the rest behind More. */
export function BottomBar() {
  const pathname = usePathname();
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  return (
    <>
      <nav className={styles.bar} aria-label="Console">
        {BAR_PAGES.map((page) => (
          <ConsoleLink
            key={page.href}
            href={page.href}
            className={styles.item}
            aria-current={isCurrentPage(page, pathname) ? "page" : undefined}
          >
            <page.icon size={19} stroke={1.6} aria-hidden="true" />
            {page.label}
          </ConsoleLink>
        ))}
        <button
          type="button"
          className={`${styles.item} ${styles.more}`}
          aria-haspopup="dialog"
          onClick={() => setIsMoreOpen(true)}
        >
          <IconDots size={19} stroke={1.6} aria-hidden="true" />
          More
          <ApprovalCount />
        </button>
      </nav>
      {isMoreOpen && <MoreSheet onClose={() => setIsMoreOpen(false)} />}
    </>
  );
}
