import {
  IconArrowsSplit2,
  IconFileCertificate,
  IconFlame,
  IconGitBranch,
  IconHistory,
  IconLayoutDashboard,
  IconListDetails,
  IconSettings,
  IconStairsUp,
  IconUserCheck,
  type TablerIcon,
} from "@tabler/icons-react";

export interface ConsolePage {
  readonly href: string;
  readonly label: string;
  readonly icon: TablerIcon;
  /** Second key of `g …`; null where there is none. */
  readonly shortcut: string | null;
  /** How many approvals wait stands beside it. */
  readonly countsApprovals?: boolean;
}

/** Watching first, then what is changed more rarely. Only pages that exist. */
export const WATCH_PAGES: readonly ConsolePage[] = [
  { href: "/", label: "Overview", icon: IconLayoutDashboard, shortcut: "o" },
  { href: "/rollouts", label: "Rollouts", icon: IconStairsUp, shortcut: "l" },
  { href: "/requests", label: "Requests", icon: IconListDetails, shortcut: "r" },
];

export const CHANGE_PAGES: readonly ConsolePage[] = [
  { href: "/aliases", label: "Aliases", icon: IconArrowsSplit2, shortcut: "a" },
  { href: "/approvals", label: "Approvals", icon: IconUserCheck, shortcut: "p", countsApprovals: true },
  { href: "/route-map", label: "Route map", icon: IconGitBranch, shortcut: "m" },
  { href: "/contracts", label: "Contracts", icon: IconFileCertificate, shortcut: "c" },
  { href: "/drills", label: "Drills", icon: IconFlame, shortcut: "d" },
  { href: "/audit", label: "Audit", icon: IconHistory, shortcut: "u" },
  { href: "/settings", label: "Settings", icon: IconSettings, shortcut: "s" },
];

export const CONSOLE_PAGES: readonly ConsolePage[] = [...WATCH_PAGES, ...CHANGE_PAGES];

/** Whether `page` is where the reader is: its own path or one below it. */
export function isCurrentPage(page: ConsolePage, pathname: string): boolean {
  return page.href === "/" ? pathname === "/" : pathname === page.href || pathname.startsWith(`${page.href}/`);
}
