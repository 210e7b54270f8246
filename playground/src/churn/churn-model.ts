import { readFile } from "node:fs/promises";
import { tracked } from "@inlineage/runtime";
import { env, InferenceSession, Tensor } from "onnxruntime-web";

/** What is asked about a customer. */
export interface Customer {
  /** Months as a customer. */
  months: number;
  /** Support tickets so far. */
  tickets: number;
  /** Monthly bill. */
  bill: number;
}

// One customer is no work for several threads.
env.wasm.numThreads = 1;

/** A trained model from an ONNX file. */
@tracked
export class ChurnModel {
  readonly #session: InferenceSession;

  private constructor(session: InferenceSession) {
    this.#session = session;
  }

  static async load(path: string): Promise<ChurnModel> {
    return new ChurnModel(await InferenceSession.create(await readFile(path)));
  }

  /** How probable it is that the customer leaves. */
  async predict({ months, tickets, bill }: Customer): Promise<number> {
    const customers = new Tensor("float32", Float32Array.of(months, tickets, bill), [1, 3]);
    const { probability } = await this.#session.run({ customers });
    return Number(probability?.data[0]);
  }
}
