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
  { columns = 80 }: { columns?: number } = {},
): ProgressLine {
  const begin = performance.now();
  let latest = "";
  let shown = false;
  let timer: NodeJS.Timeout | undefined;

  function show(): void {
    timer = undefined;
    // A line that wraps couldn't be wiped.
    write(`${WIPE}${latest.slice(0, columns - 1)}`);
    shown = true;
  }

  return {
    show(text) {
      latest = text;
      const rest = PATIENCE - (performance.now() - begin);
      if (rest <= 0) show();
      // What takes long may have nothing more to say.
      else timer ??= setTimeout(show, rest).unref();
    },
    wipe() {
      clearTimeout(timer);
      timer = undefined;
      if (shown) write(WIPE);
      shown = false;
    },
  };
}
