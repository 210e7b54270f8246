import { createHash } from "node:crypto";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, test } from "vitest";

const SIZE = 2 * 2 ** 30;
/** Of it, what is read as a stream. */
const PART = 2 ** 28;
const MEGABYTE = 2 ** 20;

let folder: string;
let model: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "inlineage-large-"));
  model = join(folder, "model.bin");
  const file = await open(model, "w");
  // Sparse: two gigabytes to read that take no room on the disk.
  await file.write(createHash("sha256").update("begin").digest());
  await file.write(Buffer.from("end"), 0, 3, SIZE - 3);
  await file.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a model of 2 GiB is hashed in constant memory, to what sha256sum prints", async () => {
  const program = `
    import { VersionTracker } from "@inlineage/runtime";
    import { fromPath } from "@inlineage/runtime/node";
    import { createReadStream } from "node:fs";
    const before = process.memoryUsage.rss();
    let peak = before;
    const onProgress = () => { peak = Math.max(peak, process.memoryUsage.rss()); };
    const tracker = new VersionTracker({});
    await tracker.setContent("path", fromPath(process.argv[1]), { onProgress });
    await tracker.setContent("stream", createReadStream(process.argv[1], { end: ${PART - 1} }), { onProgress });
    const { path, stream } = tracker.snapshot();
    console.log(JSON.stringify({ path, stream, grown: peak - before }));`;
  const [whole, part, { stdout }] = await Promise.all([
    execa("sha256sum", [model]),
    execa("bash", ["-c", `head -c ${PART} "$0" | sha256sum`, model]),
    execa(process.execPath, ["--input-type=module", "--eval", program, model], {
      cwd: import.meta.dirname,
    }),
  ]);
  const { path, stream, grown } = JSON.parse(stdout) as Record<string, string | number>;
  expect({ path, stream }).toEqual({
    path: `sha256:${whole.stdout.slice(0, 64)}`,
    stream: `sha256:${part.stdout.slice(0, 64)}`,
  });
  expect(Number(grown) / MEGABYTE).toBeLessThan(100);
});
