/** Numbers as text in one language: as short as the digits that matter, with a true minus sign. */

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const UNKNOWN = "–";
/** Sizes outside are written with a power of ten; the upper one would round to six digits. */
const PLAIN_FROM = 1e-3;
const PLAIN_BELOW = 99999.5;
/** Larger numbers have enough digits without decimals. */
const DECIMALS_BELOW = 1e4;
const THREE_DECIMALS = { minimumFractionDigits: 3, maximumFractionDigits: 3, useGrouping: false };
/** Decadic logarithms from this size on are written as the nearest power of ten alone. */
const POWER_ALONE = 15;

export class Numbers {
  readonly #formats = new Map<string, Intl.NumberFormat>();

  constructor(private readonly locale: string) {}

  /** `digits` significant digits, without zeros at the end: `0.5`, `1.25 × 10⁻⁹`, `10⁻⁴`. */
  short(value: number, digits = 3): string {
    if (isPlain(value)) return this.#plain(value, { maximumSignificantDigits: digits });
    const { sign, mantissa, power } = this.#scientific(value, { maximumSignificantDigits: digits });
    return mantissa === this.bare(1) ? sign + power : `${sign}${mantissa} × ${power}`;
  }

  /** So many digits whatever the value, that a moving number does not jitter: `0.500`, `1.2 × 10⁻⁹`. */
  steady(value: number, digits = 3): string {
    if (value === 0) return this.short(value);
    if (isPlain(value)) return this.#plain(value, exactly(digits));
    const { sign, mantissa, power } = this.#scientific(value, exactly(Math.max(1, digits - 1)));
    return `${sign}${mantissa} × ${power}`;
  }

  /** Three decimals, as long as they can show it: `0.500`, `−2.000`. */
  decimal(value: number): string {
    const size = Math.abs(value);
    const fits = size === 0 || (size >= PLAIN_FROM && size < DECIMALS_BELOW);
    return fits ? this.#written(value, THREE_DECIMALS) : this.steady(value);
  }

  /** 10 to a power that may be beyond any float. */
  powerOfTen(exponent: number): string {
    const alone = Number.isFinite(exponent) && Math.abs(exponent) >= POWER_ALONE;
    return alone ? this.bare(10) + this.raised(Math.round(exponent)) : this.short(10 ** exponent);
  }

  /** A whole number, its digits in groups. */
  whole(value: number): string {
    return this.#written(value, { maximumFractionDigits: 0 });
  }

  /** A whole number, its digits in one row. */
  bare(value: number): string {
    return this.#written(value, { maximumFractionDigits: 0, useGrouping: false });
  }

  percent(value: number): string {
    return this.#written(value, { style: "percent" });
  }

  /** A whole number as an exponent: `⁻¹²`. */
  raised(value: number): string {
    return (value < 0 ? "⁻" : "") + this.#raise(this.bare(Math.abs(value)));
  }

  /** Digits before the decimal point are never rounded away. */
  #plain(value: number, digits: Intl.NumberFormatOptions): string {
    const beforePoint = { maximumFractionDigits: 0, roundingPriority: "morePrecision" } as const;
    return this.#written(value, { ...digits, ...beforePoint, useGrouping: false });
  }

  /** The parts are the locale's, the layout is ours. */
  #scientific(value: number, digits: Intl.NumberFormatOptions): Record<"sign" | "mantissa" | "power", string> {
    const parts = this.#format({ ...digits, notation: "scientific" }).formatToParts(Math.abs(value));
    const at = parts.findIndex(({ type }) => type === "exponentSeparator");
    const exponent = parts.slice(at).map((part) =>
      part.type === "exponentMinusSign" ? "⁻" : part.type === "exponentInteger" ? this.#raise(part.value) : "",
    );
    return {
      sign: value < 0 ? "−" : "",
      mantissa: parts.slice(0, at).map((part) => part.value).join(""),
      power: this.bare(10) + exponent.join(""),
    };
  }

  #written(value: number, options: Intl.NumberFormatOptions): string {
    if (Number.isNaN(value)) return UNKNOWN;
    const format = this.#format({ ...options, signDisplay: "negative" }); // zero has no sign
    return format.format(value).replace("-", "−"); // parts would take three times as long
  }

  /** The locale's own digits, which follow its zero, as exponents. */
  #raise(digits: string): string {
    const zero = this.bare(0).codePointAt(0)!;
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

function exactly(digits: number): Intl.NumberFormatOptions {
  return { minimumSignificantDigits: digits, maximumSignificantDigits: digits };
}
