export { current, runWith } from "./current-tracker.js";
export { fromPath, pathVersion } from "./path-version.js";
