/** What a bundler writes in a resource before a `?` or `#` that is part of a file's name. */
export type ResourceEscape = "\0" | "\u200b";

/** As in webpack's `util/identifier`: path, then query and fragment. */
const PATHS: Record<ResourceEscape, RegExp> = {
  "\0": /^(?:\0.|[^?#\0])*/s,
  "\u200b": /^(?:\u200b.|[^?#\u200b])*/s,
};

/** The file a resource names: without query and fragment, which never change what is read from the disk. */
export function resourcePath(resource: string, escapedBy: ResourceEscape): string {
  const [path = resource] = PATHS[escapedBy].exec(resource) ?? [];
  return path.replaceAll(escapedBy, "");
}
