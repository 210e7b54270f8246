import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { ReadableStream } from "node:stream/web";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { VersionTracker } from "../version-tracker.js";
import { type Content, type ContentOptions, contentVersion } from "./content-version.js";

const pieces = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 });

function expected(parts: readonly Uint8Array[]): string {
  return `sha256:${createHash("sha256").update(Buffer.concat(parts)).digest("hex")}`;
}

function webStream(parts: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}

afterEach(() => vi.restoreAllMocks());

describe.each([
  ["the platform's hash", false],
  ["our own hash", true],
])("with %s", (_, portable) => {
  test("bytes, blobs and streams have the SHA-256 of their bytes, however they are cut", async () => {
    if (portable) vi.spyOn(process, "getBuiltinModule").mockReturnValue(undefined);
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        const bytes = Buffer.concat(parts);
        const contents: Content[] = [
          bytes,
          Uint8Array.from(bytes).buffer,
          new DataView(Uint8Array.from(bytes).buffer),
          new Blob([Uint8Array.from(bytes)]),
          new File([Uint8Array.from(bytes)], "model.bin"),
          webStream(parts),
          (async function* () {
            yield* parts;
          })(),
        ];
        if (!portable) contents.push(Readable.from(parts));
        for (const content of contents) {
          expect(await contentVersion(content)).toBe(expected(parts));
        }
      }),
      { numRuns: 30 },
    );
  });
});

test("a web stream that can't be iterated is read all the same", async () => {
  const iterator = Object.getOwnPropertyDescriptor(ReadableStream.prototype, Symbol.asyncIterator);
  const parts = [new Uint8Array(70_000), new Uint8Array([1, 2, 3])];
  try {
    Reflect.deleteProperty(ReadableStream.prototype, Symbol.asyncIterator);
    expect(await contentVersion(webStream(parts))).toBe(expected(parts));
    const failing = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new Error("line dropped"));
      },
    });
    await expect(contentVersion(failing)).rejects.toThrow("line dropped");
  } finally {
    Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, iterator ?? {});
  }
});

test("progress counts the bytes up", async () => {
  const seen: number[] = [];
  const content = Readable.from([Buffer.alloc(10), Buffer.alloc(5), Buffer.alloc(1)]);
  await new VersionTracker({}).setContent("model", content, { onProgress: (n) => seen.push(n) });
  expect(seen).toEqual([10, 15, 16]);
});

test("setContent puts the version into the snapshot", async () => {
  const tracker = await new VersionTracker({}).setContent("model", Buffer.from("abc"));
  expect(tracker.snapshot().model).toBe(
    "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

test("a used name is refused before a byte is read, and when it was taken meanwhile", async () => {
  const tracker = new VersionTracker({ Model: "1" });
  const stream = webStream([new Uint8Array(1)]);
  await expect(tracker.setContent("Model", stream)).rejects.toThrow('"Model" is already used');
  await expect(tracker.setContent("hostname", stream)).rejects.toThrow("reserved");
  expect(stream.locked).toBe(false);
  const both = [Buffer.from("a"), Buffer.from("b")].map((c) => tracker.setContent("weights", c));
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
  ]);
});

describe("a content that can't be read", () => {
  test("says how far it came, and leaves the tracker as it was", async () => {
    const tracker = new VersionTracker({});
    const before = tracker.aggregatedVersion;
    const broken = Readable.from(
      (async function* () {
        yield Buffer.alloc(7);
        throw new Error("connection reset");
      })(),
    );
    const failure = await tracker.setContent("model", broken).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: "InlineageRuntimeError",
      code: "UNREADABLE_CONTENT",
      cause: { message: "connection reset" },
      message:
        '"model" failed after 7 bytes (Error: connection reset): give bytes, a Blob, a stream or fromPath()',
    });
    expect(tracker.aggregatedVersion).toBe(before);
    await expect(tracker.setContent("model", Buffer.from("a"))).resolves.toBe(tracker);
  });

  test("closes a stream of something else than bytes", async () => {
    const text = Readable.from(["text"], { encoding: "utf8" });
    await expect(contentVersion(text)).rejects.toThrow("not bytes");
    expect(text.destroyed).toBe(true);
    const objects = Readable.from([{ an: "object" }]);
    await expect(contentVersion(objects as AsyncIterable<Uint8Array>)).rejects.toThrow("not bytes");
  });

  test("a stream that something was read from already", async () => {
    const bytes = [Buffer.from("model"), Buffer.from("weights")];
    const read = Readable.from(bytes);
    for await (const _ of read);
    const begun = Readable.from(bytes);
    for await (const _ of begun.iterator({ destroyOnReturn: false })) break;
    for (const stream of [read, begun]) {
      await expect(contentVersion(stream)).rejects.toThrow("read before");
    }
    const readWeb = webStream(bytes);
    for await (const _ of readWeb);
    const begunWeb = webStream(bytes);
    const reader = begunWeb.getReader();
    await reader.read();
    reader.releaseLock();
    const locked = webStream(bytes);
    locked.getReader();
    for (const stream of [readWeb, begunWeb, locked]) {
      await expect(contentVersion(stream)).rejects.toThrow("failed after 0 bytes (TypeError: ");
    }
  });

  test("a stream that ends before its end", async () => {
    const cut = new Readable({
      read() {
        setTimeout(() => this.push(Buffer.alloc(10)), 1);
        setTimeout(() => this.destroy(), 20);
      },
    });
    await expect(contentVersion(cut)).rejects.toThrow("Premature close");
    const aborting = new AbortController();
    const endless = new ReadableStream<Uint8Array>({
      async pull(controller) {
        controller.enqueue(new Uint8Array(10));
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (aborting.signal.aborted) controller.error(aborting.signal.reason);
      },
    });
    setTimeout(() => aborting.abort(), 20);
    await expect(contentVersion(endless)).rejects.toThrow("AbortError");
  });

  test("an option there isn't", async () => {
    const options = { onprogress: () => {} } as ContentOptions;
    await expect(contentVersion(Buffer.from("a"), options)).rejects.toThrow(
      "the option onprogress can't be",
    );
  });

  test.each(["./model.onnx", undefined, null, 5, {}, [1], () => 1])("%j", async (content) => {
    await expect(contentVersion(content as unknown as Content)).rejects.toThrow(
      "give bytes, a Blob, a stream or fromPath()",
    );
  });

  test("counts a progress callback that throws as failed", async () => {
    const stream = Readable.from([Buffer.alloc(3), Buffer.alloc(3)]);
    const onProgress = () => {
      throw new Error("from the callback");
    };
    await expect(contentVersion(stream, { onProgress })).rejects.toThrow("from the callback");
    expect(stream.destroyed).toBe(true);
  });
});
