import { fileStates } from "./file-states.js";
import { GitRepository } from "./git-repository.fixture.js";
import { findRepository, type Repository } from "./repository.js";

export async function stateOf(repository: GitRepository, path: string) {
  const lookup = (await findRepository(repository.directory)) as { repository: Repository };
  const result = await fileStates(lookup.repository, [path]);
  if (result.kind !== "ok") throw new Error(`git could not answer: ${result.kind}`);
  return result.states.get(path);
}

export function repositoryWith(files: Readonly<Record<string, string>>): GitRepository {
  const repository = GitRepository.create();
  repository.commit(files);
  return repository;
}

/** What any change of `a.ts` must come out as. */
export function dirty(repository: GitRepository) {
  return { kind: "dirty", blob: repository.hashObject("a.ts") };
}
