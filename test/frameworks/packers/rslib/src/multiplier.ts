import { tracked } from "@inlineage/runtime";

@tracked
export class Multiplier {
  constructor(readonly value: number) {}

  multiply(number: number): number {
    return number * this.value;
  }
}
