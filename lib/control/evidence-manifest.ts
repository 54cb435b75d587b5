import { createHash } from "node:crypto";
import { EVIDENCE_FORMAT, type EvidencePack, type EvidenceParts } from "@/lib/contract/evidence";
import { canonicalJson } from "@/lib/core/canonical-json";
import { asObject, parseJson } from "@/lib/core/json";

/** Puts the parts together with a hash of each and one over all. */
export function sealEvidence(runId: string, composedAt: string, parts: EvidenceParts): EvidencePack {
  const hashes = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, sha256(part)]));
  const head = { format: EVIDENCE_FORMAT, run_id: runId, composed_at: composedAt } as const;
  const pack = sha256({ ...head, parts: hashes });
  return { ...head, parts, manifest: { algorithm: "sha256", parts: hashes, pack } };
}

export type EvidenceCheck =
  | { readonly kind: "whole"; readonly runId: string; readonly pack: string; readonly partCount: number }
  /** Names of parts that were changed, added or removed; `head` and `manifest` for what holds them together. */
  | { readonly kind: "changed"; readonly parts: readonly string[] }
  | { readonly kind: "unreadable"; readonly why: string };

/** Recomputes every hash of a pack as it was downloaded. Never throws; needs nothing but the text. */
export function checkEvidence(text: string): EvidenceCheck {
  const pack = asObject(parseJson(text));
  if (pack === null) return { kind: "unreadable", why: "it is not a JSON document" };
  if (pack.format !== EVIDENCE_FORMAT) return { kind: "unreadable", why: `its format is not ${EVIDENCE_FORMAT}` };
  const parts = asObject(pack.parts);
  const manifest = asObject(pack.manifest);
  const hashes = asObject(manifest?.parts);
  if (parts === null || manifest === null || hashes === null) {
    return { kind: "unreadable", why: "it has no parts or no manifest" };
  }
  const names = [...new Set([...Object.keys(parts), ...Object.keys(hashes)])].sort();
  const changed = names.filter((name) => !Object.hasOwn(parts, name) || hashes[name] !== sha256(parts[name]));
  if (changed.length > 0) return { kind: "changed", parts: changed };
  const head = { format: pack.format, run_id: pack.run_id, composed_at: pack.composed_at };
  const whole = sha256({ ...head, parts: hashes });
  if (manifest.pack !== whole) return { kind: "changed", parts: ["head"] };
  if (manifest.algorithm !== "sha256" || Object.keys(manifest).length !== 3 || Object.keys(pack).length !== 5) {
    return { kind: "changed", parts: ["manifest"] };
  }
  return { kind: "whole", runId: String(pack.run_id), pack: whole, partCount: names.length };
}

function sha256(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
