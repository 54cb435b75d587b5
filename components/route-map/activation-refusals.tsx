import type { ActivationRefusal } from "@/lib/contract/route-map-draft";
import dialog from "../alias/dialog.module.css";
import { ConsoleLink } from "../ui/console-link";

/** What stands against putting a draft in force, each with where to go for it. */
export function ActivationRefusals({ refusals }: { readonly refusals: readonly ActivationRefusal[] }) {
  if (refusals.length === 0) return null;
  return (
    <ul className={dialog.warning} aria-label="What stands against activating it">
      {refusals.map(({ alias, rule, text, href }) => (
        <li key={`${alias} ${rule}`}>
          {text}{" "}
          {href !== null && (
            <ConsoleLink href={href} className={dialog.link}>
              Open drill
            </ConsoleLink>
          )}
        </li>
      ))}
    </ul>
  );
}
