import { tracked } from "@inlineage/runtime";
import { Multiplier } from "~/multiplier";

export const Price = tracked("Price", ({ number }: { number: number }) => (
  <b>{new Multiplier(5).multiply(number)}</b>
));
