/** What the kernel says: never a sentence, but which sentence and with which values. */

/** A number, an id or a name, another message, or a list of those. */
export type Value = number | string | Message | readonly Value[];

export type Values = Readonly<Record<string, Value>>;

export interface Message {
  /** Where its template stands in the schema's `words`, or in a catalogue of the page. */
  id: string;
  values?: Values;
}

/** JSON knows no infinity and no NaN: they come as text. */
const NOT_FINITE = { inf: Infinity, "-inf": -Infinity, nan: NaN } as const;

export type NotFinite = keyof typeof NOT_FINITE;

export function isNotFinite(value: unknown): value is NotFinite {
  return typeof value === "string" && Object.hasOwn(NOT_FINITE, value);
}

/** The number that was sent. Throws an `Error` where it is none. */
export function numberOf(value: Value): number {
  const number = isNotFinite(value) ? NOT_FINITE[value] : value;
  if (typeof number !== "number") throw new Error(`${JSON.stringify(value)} is not a number`);
  return number;
}
