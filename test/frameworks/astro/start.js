import { readFileSync } from "node:fs";

const page = readFileSync("dist/index.html", "utf8");
const [, rendered] = page.match(/<pre>(.*?)<\/pre>/);
console.log(rendered.replaceAll("&quot;", '"'));
const [, inBrowser] = page.match(/inBrowser:"(\w+)"/);
console.log(JSON.stringify({ inBrowser }));
