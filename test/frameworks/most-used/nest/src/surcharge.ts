import { tracked } from "@inlineage/runtime";

/** Its parameter has its type from the mark alone, which ts-loader, where it checks types, has to find. */
export const surcharge = tracked<(price: number) => number>("surcharge", (price) => price * 0);
