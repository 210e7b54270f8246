/** A sleep that can be cut short from outside. For one sleeper at a time. */
export interface Doze {
  /** @param ms at most so long */
  sleep(ms: number): Promise<void>;
  /** Ends the sleep, if one goes on. */
  wake(): void;
}

/** What a timer can count; a larger delay would end at once. */
export const MAX_DELAY = 2 ** 31 - 1;

export function createDoze(): Doze {
  let wake = (): void => {};
  return {
    sleep: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, Math.min(ms, MAX_DELAY));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    wake: () => wake(),
  };
}
