import type { Build } from "@inlineage/core";
import { RESOLVED_ID } from "../rollup/index.js";

/** What Vitest tells of a module that it is about to cache. `false` keeps the module out. */
type CacheKeyGenerator = (module: { id: string; sourceCode: string }) => false | undefined;

/** What plugins get to say about `fsModuleCache`, with Vitest 5 and with Vitest 4. */
export interface VitestCache {
  defineCacheKeyGenerator?(generator: CacheKeyGenerator): void;
  experimental_defineCacheKeyGenerator?(generator: CacheKeyGenerator): void;
}

/**
 * Vitest takes modules that it has cached on the disk for unchanged as long as their files are. The versions change
 * with every commit, and a file with marks counts because it is transformed.
 */
export function keepOutOfCache(cache: VitestCache, build: Build): void {
  const generator: CacheKeyGenerator = ({ id, sourceCode }) => {
    const hasMarks = build.isCandidateId(id) && build.mayHoldMarks(sourceCode);
    return id === RESOLVED_ID || hasMarks ? false : undefined;
  };
  // Vitest 5 has both, and calls the second deprecated.
  if (cache.defineCacheKeyGenerator) cache.defineCacheKeyGenerator(generator);
  else cache.experimental_defineCacheKeyGenerator?.(generator);
}
