type Callable = (...args: never[]) => unknown;

/** What `@tracked()` and `@tracked("name")` decorate with. */
export interface TrackedDecorator {
  /** On a class, in the legacy position. Asks for no constructor: a class may keep its own private. */
  (target: { readonly prototype: object }): void;
  /** On a class or a member of one, as TC39 specifies decorators. */
  (value: unknown, context: { readonly kind: DecoratorContext["kind"] }): void;
  /** On a member of a class, with TypeScript's `experimentalDecorators`. */
  (target: object, key: string | symbol, descriptor?: PropertyDescriptor): void;
}

/** What {@link tracked} can be called as. TypeScript tries the signatures in this order. */
export type Tracked = MarkFunction & TrackedDecorator & MarkWithName;

/** Marks a function; the name is the function's or the variable's. @returns the function itself */
type MarkFunction = <Function extends Callable>(fn: Function) => Function;

/** What a mark can say. */
export interface MarkSettings {
  /** @default the name of what is marked */
  readonly name?: string;
  /**
   * What the version follows: the file, or its import closure, which is the file and every first-party file it
   * reaches in the bundle.
   *
   * @default the plugin's option `scope`
   */
  readonly scope?: "file" | "closure";
}

interface MarkWithName {
  /** Makes a decorator; without a name, the name is `Class` or `Class.member`. */
  (settings?: string | MarkSettings): TrackedDecorator;
  /** Marks a function under a name of its own. @returns the function itself */
  <Function extends Callable>(settings: string | MarkSettings, fn: Function): Function;
}

/**
 * Marks a class, a method, an accessor, a field or a function whose version belongs in every snapshot.
 *
 * The bundler plugin reads the mark and erases it. Where the plugin doesn't run it does nothing: functions come back
 * as they are, decorated classes and members stay as they are.
 *
 * @example
 * @tracked export class Model {}
 * class Service { @tracked("predict") predict() {} }
 * export const endpoint = tracked("endpoint", async (input: number) => input);
 */
export const tracked = ((first: unknown, second: unknown) => {
  // What is called as a decorator gets no function second.
  if (typeof first === "string" || typeof second === "function") return second ?? decorate;
  if (second !== undefined) return undefined;
  return typeof first === "function" ? first : decorate;
}) as Tracked;

/** A decorator that returns nothing keeps what it decorates, in both kinds of decorators. */
function decorate(): void {}
