/** The bytes of a buffer or of a view into one, without a copy; `undefined` when it is neither. */
export function bytesOf(part: unknown): Uint8Array | undefined {
  if (!(ArrayBuffer.isView(part) || part instanceof ArrayBuffer)) return;
  const { buffer, byteOffset, byteLength } = part as ArrayBufferView;
  return new Uint8Array(buffer ?? part, byteOffset, byteLength);
}
