/** The bytes of a buffer or of a view into one, without a copy; `undefined` when it is neither. */
export function bytesOf(part: unknown): Uint8Array | undefined {
  if (part instanceof ArrayBuffer) return new Uint8Array(part);
  if (ArrayBuffer.isView(part))
    return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
  return;
}
