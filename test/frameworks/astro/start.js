import { readFileSync } from "node:fs";

const page = readFileSync("dist/index.html", "utf8");
const [, rendered] = page.match(/<pre>(.*?)<\/pre>/);
console.log(rendered.replaceAll("&quot;", '"'));

const [, script] = page.match(/<script type="module">(.*?)<\/script>/s);
globalThis.document = { body: { append: (versions) => console.log(versions) } };
await import(`data:text/javascript,${encodeURIComponent(script)}`);
