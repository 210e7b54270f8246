import versions from "virtual:versions";
import { tracked } from "@inlineage/runtime";
import { Multiplier } from "./multiplier.js";

const serve = tracked("serve", (number: number) => new Multiplier(5).multiply(number));
if (serve(2) !== 10) throw new Error(`${serve(2)}`);
console.log(JSON.stringify(versions));
