/**
 * Where each set that has no answer yet stands. Sets at one commit go on together, so that a commit which changed
 * none of them costs nothing per set.
 */
export class Walkers {
  readonly #groups = new Map<string, Set<number>>();

  constructor(sets: Iterable<number>, start: string) {
    const group = new Set(sets);
    if (group.size > 0) this.#groups.set(start, group);
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

  *setsAt(places: Iterable<string>): Generator<number> {
    for (const place of places) yield* this.#groups.get(place) ?? [];
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

  /** Lifts a set off its place: its walk is over, or it is put somewhere else later. */
  take(set: number, from: string): void {
    const group = this.#groups.get(from);
    group?.delete(set);
    if (group?.size === 0) this.#groups.delete(from);
  }

  *takeAll(places: Iterable<string>): Generator<{ set: number; place: string }> {
    for (const place of places) {
      const group = this.#groups.get(place) ?? [];
      this.#groups.delete(place);
      for (const set of group) yield { set, place };
    }
  }

  put(set: number, to: string): void {
    const there = this.#groups.get(to);
    if (there) there.add(set);
    else this.#groups.set(to, new Set([set]));
  }
}
