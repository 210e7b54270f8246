import { tracked } from "@inlineage/runtime";

/** The model of the worked example: a fixed multiplier times whatever comes in, where yours has learned weights. */
@tracked
export class Multiplier {
  readonly #value: number;

  constructor(value: number) {
    this.#value = value;
  }

  multiply(number: number): number {
    return this.#value * number;
  }
}
