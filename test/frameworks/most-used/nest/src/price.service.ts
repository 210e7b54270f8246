import { tracked } from "@inlineage/runtime";
import { Injectable } from "@nestjs/common";
import { surcharge } from "./surcharge";

@tracked
@Injectable()
export class PriceService {
  @tracked
  price(number: number): number {
    return number * 5 + surcharge(number);
  }
}
