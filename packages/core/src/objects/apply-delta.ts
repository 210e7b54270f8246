/**
 * What a delta makes of its base: gitformat-pack(5), "Deltified representation".
 *
 * @throws when the delta doesn't fit the base
 */
export function applyDelta(base: Buffer, delta: Buffer): Buffer {
  let position = 0;
  const byte = (): number => {
    const value = delta[position++];
    if (value === undefined) throw new RangeError("a delta ends too early");
    return value;
  };
  const size = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const part = byte();
      value += (part & 0x7f) * factor;
      if (part < 0x80) return value;
    }
  };

  if (size() !== base.length) throw new RangeError("a delta of another base");
  const result = Buffer.alloc(checkedSize(size()));
  let written = 0;
  while (position < delta.length) {
    const instruction = byte();
    if (instruction >= 0x80) {
      let offset = 0;
      let length = 0;
      if (instruction & 0x01) offset = byte();
      if (instruction & 0x02) offset += byte() * 0x100;
      if (instruction & 0x04) offset += byte() * 0x10000;
      if (instruction & 0x08) offset += byte() * 0x1000000;
      if (instruction & 0x10) length = byte();
      if (instruction & 0x20) length += byte() * 0x100;
      if (instruction & 0x40) length += byte() * 0x10000;
      if (length === 0) length = 0x10000;
      written += copy(base, offset, length, result, written);
    } else {
      if (instruction === 0) throw new RangeError("an instruction of the future");
      written += copy(delta, position, instruction, result, written);
      position += instruction;
    }
  }
  if (written !== result.length) throw new RangeError("a delta leaves a gap");
  return result;
}

function copy(from: Buffer, offset: number, length: number, to: Buffer, at: number): number {
  if (offset + length > from.length || at + length > to.length) {
    throw new RangeError("a delta copies from nowhere");
  }
  return from.copy(to, at, offset, offset + length);
}

/** Commits and directory listings are never larger; a damaged size must not exhaust the memory. */
const MAX_OBJECT = 256 * 1024 * 1024;

/** @throws when no commit or tree is that large */
export function checkedSize(size: number): number {
  if (!(size <= MAX_OBJECT)) throw new RangeError(`an object of ${size} bytes`);
  return size;
}
