import { tracked } from "@inlineage/runtime";
import { Injectable } from "@nestjs/common";

@tracked
@Injectable()
export class PriceService {
  @tracked
  price(number: number): number {
    return number * 5;
  }
}
