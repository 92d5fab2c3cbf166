/** Arrays of numbers, and reading them from the bytes the kernel sent. */

/** A row-major array as the kernel sent it: `data[row * columns + column]`. */
export interface Matrix {
  data: Float64Array;
  rows: number;
  columns: number;
}

/** Where an array lies in the buffer. */
export interface ArrayAddress {
  offset: number;
  shape: number[];
  dtype: string;
}

const ELEMENTS = {
  float64: Float64Array,
  float32: Float32Array,
  int32: Int32Array,
} as const;

/** One array as float64, without a copy where the bytes are aligned and already of that type. */
export function decodeArray(name: string, address: ArrayAddress, buffer: DataView): Float64Array {
  const Elements = ELEMENTS[address.dtype as keyof typeof ELEMENTS];
  if (!Elements) throw new Error(`array "${name}" has the unknown type ${address.dtype}`);
  const length = address.shape.reduce((product, extent) => product * extent, 1);
  const bytes = length * Elements.BYTES_PER_ELEMENT;
  if (address.offset < 0 || address.offset + bytes > buffer.byteLength) {
    throw new Error(`array "${name}" reaches beyond the ${buffer.byteLength} bytes received`);
  }
  const start = buffer.byteOffset + address.offset;
  // The buffer may be a slice of a whole websocket message and then start at any byte.
  const aligned = start % Elements.BYTES_PER_ELEMENT === 0;
  const view = aligned
    ? new Elements(buffer.buffer as ArrayBuffer, start, length)
    : new Elements(buffer.buffer.slice(start, start + bytes) as ArrayBuffer);
  return view instanceof Float64Array ? view : Float64Array.from(view);
}
