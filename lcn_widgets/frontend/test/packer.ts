import type { ArrayAddress } from "../src/protocol/arrays";

/** Lays arrays one after another, each at a multiple of eight bytes. */
export class Packer {
  readonly parts: Float64Array[] = [];
  #length = 0;

  add(values: ArrayLike<number>, shape: number[] = [values.length]): ArrayAddress {
    const offset = 8 * this.#length;
    this.parts.push(Float64Array.from(values));
    this.#length += values.length;
    return { offset, shape, dtype: "float64" };
  }

  /** The bytes, starting `shift` bytes into a larger message as on a websocket. */
  view(shift = 0): DataView {
    const bytes = new Uint8Array(shift + 8 * this.#length);
    let at = shift;
    for (const part of this.parts) {
      bytes.set(new Uint8Array(part.buffer), at);
      at += part.byteLength;
    }
    return new DataView(bytes.buffer, shift);
  }
}
