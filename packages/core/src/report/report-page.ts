import { createHash } from "node:crypto";
import type { ReportData } from "./page/report-data.js";
import { pageScript } from "./page-script.js";
import { PAGE_STYLE } from "./page-style.js";

/** The report as one HTML file that asks for nothing else: no address is allowed to it, and no script but its own. */
export function reportPage(data: ReportData): string {
  const script = pageScript();
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(script)}'`,
    `style-src '${hashOf(PAGE_STYLE)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>inlineage report</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<noscript>This report draws itself with a script of its own; allow scripts for this file to read it.</noscript>
<script type="application/json" id="data">${scriptSafe(JSON.stringify(data))}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** Text in a script element ends at `</script` and takes `<!--` for a beginning (HTML, "Restrictions for contents"). */
function scriptSafe(json: string): string {
  return json.replaceAll("<", "\\u003c");
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
