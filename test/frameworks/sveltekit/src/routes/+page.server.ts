import versions from "virtual:versions";
import { tracked } from "@inlineage/runtime";

export const load = tracked("load", () => ({ versions }));
