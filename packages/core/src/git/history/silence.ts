/** What took too long gives instead of its value. */
export const SILENCE = Symbol("nothing came in time");

/**
 * What the promise gives, or `SILENCE` when that takes too long: a process that is stopped, or that waits for a lock
 * or a network disk, must not hang a build.
 *
 * @param timeout milliseconds
 */
export async function unlessSilent<Value>(
  timeout: number,
  promise: Promise<Value>,
): Promise<Value | typeof SILENCE> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<typeof SILENCE>((resolve) => {
    timer = setTimeout(resolve, timeout, SILENCE);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}
