import { createService } from "./service.js";

const DEFAULT_PORT = 3000;
const LARGEST_PORT = 65_535;

async function main(): Promise<void> {
  const port = portFrom(process.env.PORT);
  const service = await createService();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void service.close());
  }
  const url = await service.listen({ port, host: process.env.HOST || "127.0.0.1" });
  console.log(`The multiplier answers at ${url} and describes itself at ${url}/docs. Ask it:`);
  console.log(
    `  curl ${url}/multiplier_endpoint --header 'content-type: application/json' --data '{"number": 2}'`,
  );
}

/** @param text a port number, 0 for any free one; absent or empty for the default */
function portFrom(text = ""): number {
  const port = text === "" ? DEFAULT_PORT : Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= LARGEST_PORT) return port;
  throw new Error(
    `PORT is ${JSON.stringify(text)}: set it to a whole number from 0 to ${LARGEST_PORT}`,
  );
}

function describe(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code !== "EADDRINUSE") return message;
  return `port ${port} is already in use: choose another, for example PORT=${(port ?? 0) + 1} npm start`;
}

try {
  await main();
} catch (error) {
  console.error(describe(error));
  process.exitCode = 1;
}
