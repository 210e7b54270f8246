import { InlineageRuntimeError } from "../errors.js";
import { bytesOf } from "../hashing/bytes.js";
import { createSha256Stream } from "./sha256-stream.js";

/** Bytes, a Blob or File, a web stream, or whatever gives bytes when iterated, as Node's streams do. */
export type Content = Bytes | Blob | ByteStream;

type Bytes = ArrayBuffer | ArrayBufferView;
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
 * Reads a stream to its end, piece by piece.
 *
 * @param name what the content is for, to say in an error
 * @throws (rejects) InlineageRuntimeError `UNREADABLE_CONTENT` when a stream fails and on what isn't a content
 */
export async function contentVersion(
  content: Content | ContentSource,
  options: ContentOptions = {},
  name = "content",
): Promise<string> {
  const sha256 = createSha256Stream();
  let bytes = 0;

  function take(chunk: unknown): void {
    const piece = bytesOf(chunk);
    if (!piece) throw new TypeError("not bytes");
    sha256.update(piece);
    bytes += piece.length;
    options.onProgress?.(bytes);
  }

  try {
    if ("contentVersion" in content) return await content.contentVersion(options);
    const stream = "stream" in content ? content.stream() : content;
    if (Symbol.asyncIterator in stream) for await (const chunk of stream) take(chunk);
    // Not every browser can iterate a web stream.
    else if (isWebStream(stream)) await stream.pipeTo(new WritableStream({ write: take }));
    else take(stream);
  } catch (cause) {
    if (cause instanceof InlineageRuntimeError) throw cause;
    throw new InlineageRuntimeError(
      "UNREADABLE_CONTENT",
      `${JSON.stringify(name)} failed after ${bytes} bytes (${cause})`,
      "give bytes, a Blob, a stream of bytes or fromPath()",
      { cause },
    );
  }
  return `sha256:${sha256.hex()}`;
}

function isWebStream(stream: object): stream is ReadableStream<Bytes> {
  return "pipeTo" in stream;
}
