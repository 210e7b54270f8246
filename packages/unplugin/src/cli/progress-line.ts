/** Somebody who waits this long, in milliseconds, wonders what is going on. */
const PATIENCE = 1000;
const WIPE = "\r\u001B[2K";

/** The line of a terminal that says what is being done. */
export interface ProgressLine {
  show(text: string): void;
  /** Makes room for what is printed to stay. */
  wipe(): void;
}

/** @param write to a terminal, and not to a file: a line in a log stays */
export function progressLine(
  write: (text: string) => void,
  { columns = 80, now = () => performance.now() }: { columns?: number; now?: () => number } = {},
): ProgressLine {
  const begin = now();
  let shown = false;
  return {
    show(text) {
      if (now() - begin < PATIENCE) return;
      // A line that wraps couldn't be wiped.
      write(`${WIPE}${text.slice(0, columns - 1)}`);
      shown = true;
    },
    wipe() {
      if (shown) write(WIPE);
      shown = false;
    },
  };
}
