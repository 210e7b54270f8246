/** A way to write values such that one value has one text. */
export interface Dialect {
  /** What stands between members. */
  comma: string;
  /** What stands between a key and its value. */
  colon: string;
  /** The order of keys; UTF-16 code units when absent. */
  compare?: (left: string, right: string) => number;
  /** Writes anything but an object. @returns `undefined` for what the dialect can't express */
  scalar(value: unknown): string | undefined;
  /** Writes an object met again inside itself, by how many levels further out it begins. */
  cycle?(distance: number): string;
  /**
   * Writes what is in an object beside its properties. When absent, only plain objects and arrays are taken.
   *
   * @param inside writes a part of it
   * @returns `undefined` for what the dialect can't express
   */
  contents?(part: object, tag: string, inside: (item: unknown) => string): string | undefined;
  /** What to do when a part is refused. */
  remedy: string;
}
