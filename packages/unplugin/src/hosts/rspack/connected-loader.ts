import type { LoaderContext } from "@rspack/core";

export interface ConnectedOptions {
  /** Whether the module graph of the bundle itself has a module of this resource. */
  isConnected(compilation: Compilation, resource: string): boolean;
}

type Context = LoaderContext<ConnectedOptions>;
type Compilation = Context["_compilation"];

/** Leaves nothing of what the bundle has anyway: what that imports is known, and needn't be built a second time. */
export function pitch(this: Context): string | undefined {
  return this.getOptions().isConnected(this._compilation, this.resource) ? "" : undefined;
}

export default function unchanged(code: string): string {
  return code;
}
