import versions from "virtual:versions";
import { tracked } from "@inlineage/runtime";
import { Controller, Get, Inject, Query } from "@nestjs/common";
import { PriceService } from "./price.service";

@Controller("price")
export class PriceController {
  constructor(
    // One is found by its token, the other by the metadata of its type.
    @Inject(PriceService) private readonly byToken: PriceService,
    private readonly byType: PriceService,
  ) {}

  @Get()
  @tracked("price_endpoint")
  price(@Query("number") number: string): object {
    return { price: this.byToken.price(Number(number)) + this.byType.price(0), versions };
  }
}
