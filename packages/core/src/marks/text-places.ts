/** Where some texts are in a longer one. */
export interface TextPlaces {
  /** Whether one of them begins in this range of offsets. */
  isAnyIn(start: number, end: number): boolean;
}

export function textPlaces(code: string, texts: readonly string[]): TextPlaces {
  const offsets: number[] = [];
  for (const text of texts) {
    for (let at = code.indexOf(text); at !== -1; at = code.indexOf(text, at + 1)) offsets.push(at);
  }
  offsets.sort((a, b) => a - b);
  return {
    isAnyIn(start, end) {
      let [low, high] = [0, offsets.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((offsets[middle] as number) < start) low = middle + 1;
        else high = middle;
      }
      return low < offsets.length && (offsets[low] as number) < end;
    },
  };
}
