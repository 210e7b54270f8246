import { randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OnLoadResult, PluginBuild } from "esbuild";
import { stampOf } from "./marked-file.js";

/**
 * Has esbuild's watch mode build again what changed between this plugin's look at it and esbuild's own, which comes
 * after (`runOnLoadPlugins` in esbuild's bundler.go): esbuild takes such a change for what was built.
 *
 * A plugin can't ask for a build. It can name files to be watched, so it names one that isn't there, and makes it.
 */
export class MissedEdits {
  readonly #stamps = new Map<string, string>();
  /** Of what the build before gave the signal: what changes in each build would have builds without end. */
  #signalled = new Set<string>();
  #signal = signalFile();

  constructor(build: PluginBuild) {
    build.onStart(() => {
      this.#tidy();
      this.#stamps.clear();
      this.#signal = signalFile();
    });
    build.onEnd(() => {
      const changed = [...this.#stamps].filter(([path, stamp]) => stampOf(path) !== stamp);
      const news = changed.filter(([path]) => !this.#signalled.has(path));
      this.#signalled = new Set(news.length > 0 ? changed.map(([path]) => path) : []);
      if (news.length > 0) this.#giveSignal();
    });
    build.onDispose(() => this.#tidy());
  }

  /**
   * @param result what esbuild is answered
   * @param stamps of the files this is from: paths to what `stampOf` told before they were read
   */
  watch(result: OnLoadResult, stamps: Iterable<readonly [path: string, stamp: string]>) {
    for (const [path, stamp] of stamps) this.#stamps.set(path, stamp);
    return { ...result, watchFiles: [...(result.watchFiles ?? []), this.#signal] };
  }

  #giveSignal(): void {
    try {
      writeFileSync(this.#signal, "");
    } catch {
      // Without it the next edit is built as usual.
    }
  }

  #tidy(): void {
    rmSync(this.#signal, { force: true });
  }
}

function signalFile(): string {
  return join(tmpdir(), `inlineage-missed-edit-${randomUUID()}`);
}
