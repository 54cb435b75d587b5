import { IconCpu, IconKey, IconUser, type TablerIcon } from "@tabler/icons-react";
import type { TimelineLine } from "@/lib/contract/rollout";
import { EmptyState } from "../ui/empty-state";
import { Timestamp } from "../ui/timestamp";
import styles from "./timeline-list.module.css";

const WHO: Readonly<Record<TimelineLine["actor_kind"], { readonly icon: TablerIcon; readonly word: string }>> = {
  person: { icon: IconUser, word: "person" },
  token: { icon: IconKey, word: "token" },
  system: { icon: IconCpu, word: "machine" },
  anonymous: { icon: IconUser, word: "somebody" },
};

/** What people and the machine did, newest first: who it was is told by a sign and a word. */
export function TimelineList({ lines }: { readonly lines: readonly TimelineLine[] }) {
  if (lines.length === 0) return <EmptyState title="Nothing is on record yet." />;
  return (
    <ol>
      {lines.map(({ seq, at, actor, actor_kind: kind, text }) => {
        const { icon: Icon, word } = WHO[kind];
        return (
          <li key={seq} className={styles.line} data-kind={kind}>
            <Timestamp at={at} />
            <span className={styles.who}>
              <Icon size={14} stroke={1.7} aria-hidden="true" />
              {kind === "system" ? word : actor}
            </span>
            <span>{text}</span>
          </li>
        );
      })}
    </ol>
  );
}
