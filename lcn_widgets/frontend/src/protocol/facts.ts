/** Facts of any shape as the kernel sends them: what JSON has no form for comes as something else. */

import { decodeArray, type ArrayAddress } from "./arrays";
import { isNotFinite, numberOf, type Message, type NotFinite } from "./message";

/** A value before it is decoded: an address stands for an array, a text for a number that is not finite. */
export type Sent<T> = T extends Float64Array
  ? ArrayAddress
  : T extends number
    ? T | NotFinite
    : T extends Message
      ? T
      : T extends object
        ? { [Key in keyof T]: Sent<T[Key]> }
        : T;

/** The facts with all their arrays and numbers. Throws an `Error` that names the array if the bytes do not fit. */
export function decodeFacts<T>(sent: Sent<T>, buffer: DataView): T {
  return decoded(sent, [], buffer) as T;
}

function decoded(sent: unknown, path: readonly string[], buffer: DataView): unknown {
  if (isNotFinite(sent)) return numberOf(sent);
  if (typeof sent !== "object" || sent === null) return sent;
  if (isAddress(sent)) return decodeArray(path.join("."), sent, buffer);
  if (Array.isArray(sent)) return sent.map((entry, i) => decoded(entry, [...path, String(i)], buffer));
  return Object.fromEntries(Object.entries(sent).map(([key, entry]) => [key, decoded(entry, [...path, key], buffer)]));
}

function isAddress(value: object): value is ArrayAddress {
  return "offset" in value && "shape" in value && "dtype" in value;
}
