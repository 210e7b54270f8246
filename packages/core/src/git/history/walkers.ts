/**
 * Where each set that has no answer yet stands. Sets at one commit go on together, so that a commit which changed
 * none of them costs nothing per set.
 */
export class Walkers {
  readonly #groups = new Map<string, Set<number>>();
  #size = 0;

  constructor(sets: Iterable<number>, start: string) {
    const group = new Set(sets);
    this.#size = group.size;
    if (group.size > 0) this.#groups.set(start, group);
  }

  /** How many sets are still under way. */
  get size(): number {
    return this.#size;
  }

  /** Each set that is under way, and where it stands. */
  *entries(): Generator<[set: number, place: string]> {
    for (const [place, group] of this.#groups) for (const set of group) yield [set, place];
  }

  /** The commits some set stands at. */
  get places(): string[] {
    return [...this.#groups.keys()];
  }

  hasAnyAt(place: string): boolean {
    return this.#groups.has(place);
  }

  isAt(place: string, set: number): boolean {
    return this.#groups.get(place)?.has(set) === true;
  }

  setsAt(place: string): number[] {
    return [...(this.#groups.get(place) ?? [])];
  }

  /** Lifts a set off its place, to be put somewhere or to end. It counts as under way meanwhile. */
  take(set: number, from: string): void {
    const group = this.#groups.get(from);
    group?.delete(set);
    if (group?.size === 0) this.#groups.delete(from);
  }

  put(set: number, to: string): void {
    const there = this.#groups.get(to);
    if (there) there.add(set);
    else this.#groups.set(to, new Set([set]));
  }

  /** The walk of a set that was taken off its place is over. */
  end(): void {
    this.#size -= 1;
  }

  moveAll(from: string, to: string): void {
    const group = this.#groups.get(from);
    if (!group) return;
    this.#groups.delete(from);
    const there = this.#groups.get(to) ?? new Set();
    const [larger, smaller] = there.size < group.size ? [group, there] : [there, group];
    for (const set of smaller) larger.add(set);
    this.#groups.set(to, larger);
  }
}
