/** Numbers as text in one language: as short as the digits that matter, with a true minus sign. */

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const UNKNOWN = "–";
/** Sizes outside are written with a power of ten; the upper one would round to six digits. */
const PLAIN_FROM = 1e-3;
const PLAIN_BELOW = 99999.5;
/** Decadic logarithms from this size on are written as the nearest power of ten alone. */
const POWER_ALONE = 15;

export class Numbers {
  readonly #formats = new Map<string, Intl.NumberFormat>();

  constructor(private readonly locale: string) {}

  /** `digits` significant digits, without zeros at the end: `0.5`, `1.25 × 10⁻⁹`. */
  short(value: number, digits = 3): string {
    return isPlain(value) ? this.#plain(value, 0, digits) : this.#power(value, 0, digits);
  }

  /** So many digits whatever the value, that a moving number does not jitter: `0.500`, `1.2 × 10⁻⁹`. */
  steady(value: number, digits = 3): string {
    if (value === 0) return this.short(value);
    const beside = Math.max(1, digits - 1); // the power takes the room of one
    return isPlain(value) ? this.#plain(value, digits, digits) : this.#power(value, beside, beside);
  }

  /** 10 to a power that may be beyond any float. */
  powerOfTen(exponent: number): string {
    const alone = Number.isFinite(exponent) && Math.abs(exponent) >= POWER_ALONE;
    return alone ? this.#digits(10) + this.raised(Math.round(exponent)) : this.short(10 ** exponent);
  }

  whole(value: number): string {
    return this.#written(value, { maximumFractionDigits: 0 });
  }

  percent(value: number): string {
    return this.#written(value, { style: "percent" });
  }

  /** A whole number as an exponent: `⁻¹²`. */
  raised(value: number): string {
    return (value < 0 ? "⁻" : "") + this.#raise(this.#digits(Math.abs(value)));
  }

  #plain(value: number, least: number, most: number): string {
    return this.#written(value, {
      ...significant(least, most),
      // Digits before the decimal point are never rounded away.
      maximumFractionDigits: 0,
      roundingPriority: "morePrecision",
      useGrouping: false,
    });
  }

  /** The locale gives mantissa and exponent, the layout is ours. */
  #power(value: number, least: number, most: number): string {
    const parts = this.#format({ ...significant(least, most), notation: "scientific" }).formatToParts(value);
    const at = parts.findIndex(({ type }) => type === "exponentSeparator");
    const exponent = parts.slice(at).map(({ type, value: text }) =>
      type === "exponentMinusSign" ? "⁻" : type === "exponentInteger" ? this.#raise(text) : "",
    );
    return `${joined(parts.slice(0, at))} × ${this.#digits(10)}${exponent.join("")}`;
  }

  #written(value: number, options: Intl.NumberFormatOptions): string {
    if (Number.isNaN(value)) return UNKNOWN;
    const format = this.#format({ ...options, signDisplay: "negative" }); // zero has no sign
    return joined(format.formatToParts(value));
  }

  #digits(whole: number): string {
    return this.#format({ useGrouping: false }).format(whole);
  }

  /** The locale's own digits, which follow its zero, as exponents. */
  #raise(digits: string): string {
    const zero = this.#digits(0).codePointAt(0)!;
    return [...digits].map((digit) => RAISED[digit.codePointAt(0)! - zero]).join("");
  }

  #format(options: Intl.NumberFormatOptions): Intl.NumberFormat {
    const key = JSON.stringify(options);
    const format = this.#formats.get(key) ?? new Intl.NumberFormat(this.locale, options);
    this.#formats.set(key, format);
    return format;
  }
}

/** Whether it is written without a power of ten. */
function isPlain(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || !Number.isFinite(size) || (size >= PLAIN_FROM && size < PLAIN_BELOW);
}

function significant(least: number, most: number): Intl.NumberFormatOptions {
  return { ...(least > 0 && { minimumSignificantDigits: least }), maximumSignificantDigits: most };
}

function joined(parts: Intl.NumberFormatPart[]): string {
  return parts.map(({ type, value }) => (type === "minusSign" ? "−" : value)).join("");
}
