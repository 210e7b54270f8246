import { createServer } from "node:http";
import { handler } from "./build/handler.js";

const server = createServer(handler);
server.listen(0, async () => {
  const page = await fetch(`http://localhost:${server.address().port}/`);
  const [, versions] = (await page.text()).match(/<pre>(.*?)<\/pre>/);
  console.log(versions.replaceAll("&quot;", '"'));
  server.closeAllConnections();
  server.close();
});
