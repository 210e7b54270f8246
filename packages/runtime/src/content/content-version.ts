import { InlineageRuntimeError } from "../errors.js";
import { createHasher } from "../hashing/block-hash.js";
import { bytesOf } from "../hashing/bytes.js";
import { SHA256 } from "../hashing/sha256.js";
import { checkOptions } from "../options.js";

/** Bytes, a Blob or File, a web stream, or whatever gives bytes when iterated, as Node's streams do. */
export type Content = Bytes | Blob | ByteStream;

type Bytes = ArrayBuffer | ArrayBufferView;
type NodeStream = AsyncIterable<Bytes> & { readonly readableDidRead?: boolean };
type ByteStream = ReadableStream<Bytes> | AsyncIterable<Bytes>;

export interface ContentOptions {
  /**
   * Called after each piece that was read.
   *
   * @param bytes how many have been read so far
   */
  onProgress?: ((bytes: number) => void) | undefined;
}

/** Something that tells its version itself, as `fromPath` of `@inlineage/runtime/node` does. */
export interface ContentSource {
  contentVersion(options: ContentOptions): Promise<string>;
}

/**
 * The version of a content: `sha256:` and what `sha256sum` prints for it.
 *
 * Reads a stream to its end, piece by piece. One that something was read from before is refused, as far as that shows:
 * an async generator can't tell.
 *
 * @param name what the content is for, to say in an error
 * @throws (rejects) InlineageRuntimeError `UNREADABLE_CONTENT` when a stream fails and on what isn't a content,
 *   `INVALID_OPTION` on an option that isn't one
 */
export async function contentVersion(
  content: Content | ContentSource,
  options: ContentOptions = {},
  name = "content",
): Promise<string> {
  const { onProgress = () => {} } = options;
  checkOptions(options, { onProgress: typeof onProgress === "function" });
  // Whatever plain JavaScript hands over, such as null.
  const source = content as Partial<ContentSource> | undefined;
  if (source?.contentVersion) return source.contentVersion(options);
  const sha256 = createHasher(SHA256);
  let bytes = 0;

  function take(chunk: unknown): void {
    const piece = bytesOf(chunk);
    if (!piece) throw new TypeError("not bytes");
    sha256.update(piece);
    bytes += piece.length;
    onProgress(bytes);
  }

  try {
    const stream = "stream" in content ? content.stream() : (content as Bytes | ByteStream);
    if ("pipeTo" in stream) {
      // A response refuses a stream that something was read from, which nothing else tells.
      new Response(stream);
      // Not every browser can iterate a web stream.
      await stream.pipeTo(new WritableStream({ write: take }));
    } else if (Symbol.asyncIterator in stream) {
      if ((stream as NodeStream).readableDidRead) throw new TypeError("read before");
      for await (const chunk of stream) take(chunk);
    } else take(stream);
  } catch (cause) {
    throw new InlineageRuntimeError(
      "UNREADABLE_CONTENT",
      `${JSON.stringify(name)} failed after ${bytes} bytes (${cause})`,
      "give bytes, a Blob, a stream or fromPath()",
      { cause },
    );
  }
  return `sha256:${sha256.digest("hex")}`;
}
