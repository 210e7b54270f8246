import versions from "virtual:versions";
import { tracked } from "@inlineage/runtime";

const endpoint = tracked("endpoint", () => versions);

export default defineEventHandler(() => endpoint());
