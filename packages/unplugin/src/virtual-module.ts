/** What users import: `import versions, { manifest } from "virtual:versions"`. */
export const VIRTUAL_ID = "virtual:versions";
