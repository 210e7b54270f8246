import { createServer } from "node:net";

const probe = createServer().listen(0);
const { port } = probe.address();
await new Promise((resolve) => probe.close(resolve));
process.env.PORT = String(port);
console.info = console.log;
console.log = () => {};
await import("./.output/server/index.mjs");

const text = async (path) => (await fetch(`http://localhost:${port}${path}`)).text();
const [, versions] = (await text("/")).match(/<pre>(.*?)<\/pre>/);
console.info(versions.replaceAll("&quot;", '"'));
console.info(await text("/api/versions"));
process.exit();
