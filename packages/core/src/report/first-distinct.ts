/** Items by key: the first so many, and one that stands for all others. */
export interface FirstDistinct<Item> {
  get(key: string): Item;
  /** In the order they came; `others` at the end, if there are any. */
  entries(): { key: string; item: Item; others: number; isExact: boolean }[];
}

/** So many others are told apart, to be counted. */
const MAX_COUNTED = 100_000;

/** @param limit how many items are kept apart */
export function createFirstDistinct<Item>(limit: number, create: () => Item): FirstDistinct<Item> {
  const items = new Map<string, Item>();
  const counted = new Set<string>();
  let others: Item | undefined;
  let isExact = true;

  return {
    get(key) {
      const known = items.get(key);
      if (known !== undefined) return known;
      if (items.size < limit) {
        const item = create();
        items.set(key, item);
        return item;
      }
      others ??= create();
      if (counted.size < MAX_COUNTED) counted.add(key);
      else if (!counted.has(key)) isExact = false;
      return others;
    },
    entries() {
      const kept = [...items].map(([key, item]) => ({ key, item, others: 0, isExact: true }));
      if (others === undefined) return kept;
      return [...kept, { key: "", item: others, others: counted.size, isExact }];
    },
  };
}
