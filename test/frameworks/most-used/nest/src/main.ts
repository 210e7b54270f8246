import "reflect-metadata";
import { NestFactory } from "@nestjs/core";
import { AppModule } from "./app.module";

async function main(): Promise<void> {
  const app = await NestFactory.create(AppModule, { logger: ["error", "warn"] });
  await app.listen(0, "127.0.0.1");
  const response = await fetch(`${await app.getUrl()}/price?number=2`);
  const { price, versions } = (await response.json()) as { price: number; versions: object };
  if (price !== 10) throw new Error(`the price is ${price}`);
  console.log(JSON.stringify(versions));
  await app.close();
}

void main();
