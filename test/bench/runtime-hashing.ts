import { open } from "node:fs/promises";
import { join } from "node:path";
import { contentVersion } from "@inlineage/runtime";
import { pathVersion } from "@inlineage/runtime/node";
import { execa } from "execa";
import { emptyFolder } from "../src/support/temporary-folder.js";
import { formatRatio, formatSpread, interleave } from "./measure.js";
import type { Table } from "./table.js";

const SIZE = 2 ** 28;
const ROUNDS = 5;

/** How fast contents are hashed, against sha256sum. */
export async function runtimeHashing(): Promise<Table> {
  const model = join(emptyFolder("hashing"), "model.bin");
  const file = await open(model, "w");
  const piece = Buffer.alloc(2 ** 20, "model");
  for (let written = 0; written < SIZE; written += piece.length) await file.write(piece);
  await file.close();
  const bytes = Buffer.alloc(SIZE / 4, "model");
  const timed = (work: () => Promise<unknown>) => async () => {
    const started = performance.now();
    await work();
    return { time: performance.now() - started };
  };
  const times = await interleave(
    {
      sha256sum: timed(() => execa("sha256sum", [model])),
      path: timed(() => pathVersion(model)),
      // What browsers run: four times a quarter, without the platform's own hash.
      portable: timed(() => withoutPlatformHash(() => contentVersion(bytes))),
    },
    ROUNDS,
  );
  const portable = times.portable.time.map((quarter) => quarter * 4);
  const row = (name: string, values: readonly number[]) => [
    name,
    formatSpread(values),
    `${Math.round(SIZE / 2 ** 20 / (Math.min(...values) / 1000))} MB/s`,
    formatRatio(values, times.sha256sum.time),
  ];
  return {
    title: "Hashing a content",
    note: `${SIZE / 2 ** 20} MB, ${ROUNDS} rounds in turn. Median (least to most), the best throughput, and the ratio.`,
    columns: ["how", "time", "throughput", "sha256sum"],
    rows: [
      row("sha256sum, with its process", times.sha256sum.time),
      row("pathVersion()", times.path.time),
      row("contentVersion() where the platform has no such hash", portable),
    ],
  };
}

async function withoutPlatformHash(work: () => Promise<unknown>): Promise<void> {
  const { getBuiltinModule } = process;
  Object.defineProperty(process, "getBuiltinModule", { value: undefined, configurable: true });
  try {
    await work();
  } finally {
    Object.defineProperty(process, "getBuiltinModule", {
      value: getBuiltinModule,
      configurable: true,
    });
  }
}
