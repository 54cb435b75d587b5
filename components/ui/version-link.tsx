import { ConsoleLink } from "./console-link";

/** A route map version, "v42", leading to what it changed. */
export function VersionLink({ version }: { readonly version: number }) {
  return (
    <ConsoleLink href={`/route-map?version=${version}`} className="mono">
      v{version}
    </ConsoleLink>
  );
}
