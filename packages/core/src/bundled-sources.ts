import { readFileSync, statSync } from "node:fs";
import { isComponent } from "./marks/component-script.js";

/**
 * The files that modules with marks were made of, as they were then: a cache, a watcher that looks away or a checkout
 * while a bundler runs can leave a bundle with another text than the disk has by now.
 */
export interface BundledSources {
  /** Says that what is read from now on is of another build. */
  begin(): void;
  /**
   * Takes note of a file that is being transformed. What another plugin made of it says nothing about the file, and is
   * not noted, unless the file was changed since the build began: then its text may as well be one that it had before.
   *
   * @param file absolute path
   * @param text what the bundler read from it, or a part of that
   */
  add(file: string, text: string): void;
  drop(file: string): void;
  /** The bytes that a file had when its text was taken, where they are known. */
  of(file: string): Buffer | undefined;
}

export function createBundledSources(): BundledSources {
  const contents = new Map<string, Buffer>();
  let began = Number.POSITIVE_INFINITY;
  return {
    begin() {
      began = Date.now();
    },
    add(file, text) {
      const content = contentOf(file);
      const onDisk = content?.toString();
      const read = withoutMark(text);
      // Of components, blocks are handed over.
      const isSame = isComponent(file)
        ? onDisk?.includes(read)
        : onDisk !== undefined && withoutMark(onDisk) === read;
      if (!isSame && changedAt(file) > began) contents.set(file, Buffer.from(text));
      else if (content && onDisk?.includes(read)) contents.set(file, content);
      else contents.delete(file);
    },
    drop: (file) => contents.delete(file),
    of: (file) => contents.get(file),
  };
}

/** Whether a file is not what it was when its text was taken, or gone. */
export function hasChanged(file: string, sources: BundledSources): boolean {
  const content = sources.of(file);
  return content !== undefined && !contentOf(file)?.equals(content);
}

/** In milliseconds since 1970. A file that is gone may have gone just now. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.ctimeMs ?? Number.POSITIVE_INFINITY;
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Some bundlers keep the byte order mark. */
function withoutMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}
