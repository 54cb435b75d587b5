/** Characters that end a word in prose, JSON and URLs' query parts. */
const WORD = /[^\s"'`<>(){}[\],;]+/g;

const KEY_PREFIX =
  /^(?:sk|pk|rk|gsk|xai|hf|ghp|gho|ghs|github_pat|glpat|xox[abprs]|whsec|ya29)[-_.]|^(?:AKIA|ASIA|AIza|eyJ)/;

/** Words after which a value is a credential: `api_key=...`, `"password": "..."`, `Bearer ...`. Not "tokens". */
const LABEL = /(?:api[-_]?key|secret|password|passwd|credential|authorization|access[-_]?token|auth[-_]?token)$/;
const SCHEMES: ReadonlySet<string> = new Set(["bearer", "basic"]);

/**
 * Hides what looks like a credential or an address: keys with a known prefix, keys already masked with asterisks, long
 * mixed runs of letters and digits, values behind a telling label, e-mail addresses. One pass, one simple pattern.
 */
export function hideTokens(text: string): string {
  let before: "nothing" | "label" | "separator" | "scheme" = "nothing";
  return text.replace(WORD, (word) => {
    if (word === ":" || word === "=") {
      before = before === "label" ? "separator" : "nothing";
      return word;
    }
    const name = word.length <= 64 ? word.replace(/[:=]$/, "").toLowerCase() : "";
    const isValue = (before === "separator" && word.length >= 4) || (before === "scheme" && word.length >= 8);
    if (SCHEMES.has(name)) {
      before = "scheme";
      return word;
    }
    before = "nothing";
    if (isValue) return "[key]";
    if (LABEL.test(name)) before = name.length < word.length ? "separator" : "label";
    return word.includes("@") ? hideAddresses(word) : hideParts(word);
  });
}

function hideParts(word: string): string {
  if (word.includes("***")) return "[key]";
  let isLabelled = false;
  return word
    .split(/([=:&?|])/)
    .map((part) => {
      if (part.length <= 1) return part;
      const isCredential = isLabelled || looksLikeKey(part);
      isLabelled = part.length <= 64 && LABEL.test(part.toLowerCase());
      return isCredential ? "[key]" : part;
    })
    .join("");
}

const LONG_RUN = 20;

function looksLikeKey(part: string): boolean {
  if (part.length >= 8 && KEY_PREFIX.test(part)) return true;
  if (part.length < LONG_RUN) return false;
  return part.split(/[^A-Za-z0-9]/).some((run) => run.length >= LONG_RUN && /[0-9]/.test(run) && /[A-Za-z]/.test(run));
}

function hideAddresses(word: string): string {
  const pieces = word.split("@");
  const isAddress = pieces.some((piece, index) => {
    const domain = pieces[index + 1];
    return domain !== undefined && /[A-Za-z0-9]$/.test(piece) && /^[A-Za-z0-9-]+\./.test(domain.slice(0, 256));
  });
  return isAddress ? "[email]" : hideParts(word);
}
