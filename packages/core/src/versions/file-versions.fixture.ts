import { GitRepository, hideGit } from "../git/git-repository.fixture.js";
import { resolveFileVersions } from "./file-versions.js";
import { type FileVersion, formatVersion } from "./version.js";

/** Everything that is said of one file, and its version as users see it. */
export async function resolve(root: string, file: string) {
  const resolved = (await resolveFileVersions([file], { root })).get(file);
  if (!resolved) throw new Error(`no answer for ${file}`);
  return { ...resolved, text: formatVersion(resolved.version) };
}

export async function versionOf(repository: GitRepository, path: string) {
  return (await resolve(repository.directory, repository.path(path))).version;
}

/** A repository whose one commit holds these files. */
export function repositoryWith(files: Readonly<Record<string, string>>): GitRepository {
  const repository = GitRepository.create();
  repository.commit(files);
  return repository;
}

/** Asks as on a machine without git. */
export async function readVersionOf(repository: GitRepository, path: string): Promise<FileVersion> {
  hideGit();
  return versionOf(repository, path);
}

/** What a proven commit looks like that was read from the repository without git. */
export function readCommit(commit: string) {
  return { form: "commit", commit, source: "repository" };
}
