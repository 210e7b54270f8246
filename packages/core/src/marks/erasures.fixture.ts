import { IMPORT_ERASURES } from "./import-erasures.fixture.js";
import { MARK_ERASURES } from "./mark-erasures.fixture.js";

export interface Erasure {
  what: string;
  code: string;
  expected: string;
  file: string;
}

export const ERASURES: readonly Erasure[] = [...MARK_ERASURES, ...IMPORT_ERASURES];
