/** Which sets a changed path belongs to. Paths are latin1: a character for each byte. */
export class WatchedPaths {
  readonly #setsOf = new Map<string, number[]>();
  readonly #open = new Set<string>();

  constructor(sets: readonly (readonly string[])[]) {
    sets.forEach((paths, set) => {
      for (const path of paths) {
        const known = this.#setsOf.get(path);
        if (known) known.push(set);
        else this.#setsOf.set(path, [set]);
      }
    });
  }

  /** All of them, whatever the set. */
  get paths(): Iterable<string> {
    return this.#setsOf.keys();
  }

  /**
   * From now on, changes below the path are changes of it. A path that is a file where the walk begins stays that
   * same file to its end and needs no such care.
   */
  openUp(path: string): void {
    this.#open.add(path);
  }

  has(changed: string): boolean {
    return this.#setsOf.has(changed) || (this.#open.size > 0 && this.#above(changed).length > 0);
  }

  /** The sets that this change is one of. */
  setsOf(changed: string): readonly number[] {
    const exact = this.#setsOf.get(changed) ?? [];
    if (this.#open.size === 0) return exact;
    return [...exact, ...this.#above(changed).flatMap((path) => this.#setsOf.get(path) ?? [])];
  }

  #above(changed: string): string[] {
    const found: string[] = [];
    for (let slash = changed.indexOf("/"); slash >= 0; slash = changed.indexOf("/", slash + 1)) {
      const directory = changed.slice(0, slash);
      if (this.#open.has(directory)) found.push(directory);
    }
    return found;
  }
}
