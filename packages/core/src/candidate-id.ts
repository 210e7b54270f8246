import { isComponent } from "./marks/component-script.js";

/** What ids of modules that may hold marks match: JavaScript, TypeScript, and components that hold either. */
export const SOURCE_ID = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)(?:\?|$)/;
/** What ids of other people's modules match. */
export const PACKAGE_ID = /[\\/]node_modules[\\/]/;

/** Asks for the text or the address of a file instead of its code. */
const NO_CODE = /[?&](?:raw|url)(?:[=&]|$)/;
/** Asks for one block of a component, as in `Page.vue?vue&type=style&index=0`. */
const BLOCK = /[?&]type=([^&]*)/;

/**
 * Whether a module may hold marks at all: its id names code of the user's own.
 *
 * @param isLinked whether an id below `node_modules` does so all the same
 */
export function isCandidateId(
  id: string,
  isLinked: (id: string) => boolean = () => false,
): boolean {
  if (!SOURCE_ID.test(id) || (PACKAGE_ID.test(id) && !isLinked(id))) return false;
  if (!isComponent(fileOf(id))) return true;
  const query = queryOf(id);
  return !NO_CODE.test(query) && (BLOCK.exec(query)?.[1] ?? "script") === "script";
}

/** Whether the module is the text of one block of a component, and not the whole of it. */
export function isBlockId(id: string): boolean {
  return isComponent(fileOf(id)) && BLOCK.test(queryOf(id));
}

/** The file a module id names: bundlers append queries (`?t=1`, `?vue&type=script`) to paths. */
export function fileOf(id: string): string {
  const query = id.indexOf("?");
  return query === -1 ? id : id.slice(0, query);
}

function queryOf(id: string): string {
  return id.slice(fileOf(id).length);
}
