/** The last `node_modules` of a path, and the name that follows. */
const PACKAGE_FOLDER = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/s;

/** The folder of the package that a path leads into, or `undefined` when it is below no `node_modules`. */
export function packageFolderOf(path: string): string | undefined {
  return PACKAGE_FOLDER.exec(path)?.[0];
}
