/** Calls a user's function later and ignores what it throws, so that nothing it does reaches the one who records. */
export function tell(callback: () => unknown): void {
  Promise.resolve()
    .then(callback)
    .catch(() => {});
}
