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
const NOT_FINITE: Readonly<Record<string, number>> = { inf: Infinity, "-inf": -Infinity, nan: NaN };

/** The number that was sent. Throws an `Error` where it is none. */
export function numberOf(value: Value): number {
  const number = typeof value === "string" ? NOT_FINITE[value] : value;
  if (typeof number !== "number") throw new Error(`${JSON.stringify(value)} is not a number`);
  return number;
}
