import { element, quoted } from "./elements.js";
import type { ReportData } from "./report-data.js";

const VERSION = /^"(?:([0-9a-f]{40}|[0-9a-f]{64})(-dirty\.[0-9a-f]+)?|(blob:)([0-9a-f]{40,64}))"$/;
const HASH = /^"([a-z0-9-]+:)([0-9a-f]{32,64}(?:\.dir)?)"$/;
const SHORT = 10;

/** Whether a value is the version of code, and not one that the service set. */
export function isCode(value: string): boolean {
  return VERSION.test(value);
}

/** A version or value: short where it is a hash, with the commit where the repository knows it. */
export function versionText(data: ReportData, value: string | undefined): HTMLElement {
  if (value === undefined) return element("span", { class: "absent" }, "absent");
  const version = VERSION.exec(value);
  if (version) return codeVersion(data, value, version);
  const hash = HASH.exec(value);
  if (!hash) return quoted(value, "value");
  const [, kind = "", digest = ""] = hash;
  return element("code", { title: kind + digest }, `${kind}${digest.slice(0, SHORT)}`);
}

function codeVersion(data: ReportData, value: string, version: RegExpExecArray): HTMLElement {
  const [, commit, dirty = "", blob = "", content = ""] = version;
  const id = element(
    "code",
    { title: JSON.parse(value) as string },
    commit ? commit.slice(0, SHORT) + dirty : `${blob}${content.slice(0, SHORT)}`,
  );
  const known = commit ? data.commits[commit] : undefined;
  if (!known) return id;
  const { date, author, subject } = known;
  return element(
    "span",
    { class: "commit" },
    id,
    " ",
    quoted(subject, "subject"),
    " ",
    element(
      "span",
      { class: "by" },
      quoted(author),
      date ? ", " : "",
      element("span", { class: "date" }, (date ?? "").replace("T", " ")),
    ),
  );
}
