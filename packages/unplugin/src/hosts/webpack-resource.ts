/** As in webpack's `util/identifier`: a NUL escapes what would start the query or the fragment. */
const PATH = /^(?:\0.|[^?#\0])*/s;

/** The file a resource names: without query and fragment, which never change what webpack reads from the disk. */
export function resourcePath(resource: string): string {
  const [path = resource] = PATH.exec(resource) ?? [];
  return path.replace(/\0(.)/gs, "$1");
}
