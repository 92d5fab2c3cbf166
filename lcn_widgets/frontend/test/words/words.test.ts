import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import type { Message, Values } from "../../src/protocol/message";
import {
  formatNumber, formatPowerOfTen, formatShort, formatValue, language, LANGUAGES, learn, say, setLanguage, superscript, t, text,
} from "../../src/words";
import sentences from "./sentences.json";
import tiny from "./pl";

const errors = mock.method(console, "error", () => {});
beforeEach(() => errors.mock.resetCalls());
afterEach(() => setLanguage("en"));

learn({
  "test.steps": "{steps, plural, one {# step} other {# steps}} of η = {size, g}",
  "test.ended": "the run {ending, select, rest {came to rest} other {went on}}{why, select, none {} other {: {reason}}}",
  "test.layers": "layers {layers, list}",
  "test.share": "{share, percent} of {count, integer}",
  "test.tolerance": "below {tolerance, e}",
  "test.bound": "at most {bound, log10}",
  "test.rounded": "{x, g} or {x, g, 5}",
  "test.plain": "{whole} and {part} of {name}",
  "test.exactly": "{n, plural, =0 {nobody} one {# by {m, plural, one {#} other {# each}}} other {#}}",
  "test.broken": "half {a",
  "test.strange": "{x, roman}",
});
const of = (id: string, values: Message["values"] = {}): string => say({ id: `test.${id}`, values });

test("a template is read as Python reads it", () => {
  for (const [i, { template, values, sentence }] of sentences.entries()) {
    learn({ [`test.case.${i}`]: template });
    assert.equal(of(`case.${i}`, values as unknown as Values), sentence, `${template} ${JSON.stringify(values)}`);
  }
});

test("messages choose by plural and id, nest, and join lists", () => {
  assert.equal(of("steps", { steps: 1, size: 0.5 }), "1 step of η = 0.5");
  assert.equal(of("steps", { steps: 12_000, size: 1e-5 }), "12000 steps of η = 10⁻⁵");
  const reason = { id: "test.layers", values: { layers: [1, 2, 3] } };
  assert.equal(of("ended", { ending: "rest", why: "some", reason }), "the run came to rest: layers 1, 2, and 3");
  assert.equal(of("ended", { ending: "limit", why: "none" }), "the run went on");
  assert.equal(of("layers", { layers: [reason, "x"] }), "layers layers 1, 2, and 3 and x");
  assert.equal(of("exactly", { n: 0 }), "nobody");
  assert.equal(of("exactly", { n: 1, m: 3 }), "1 by 3 each");
});

test("numbers in messages have the named formats, also where JSON has no number for them", () => {
  assert.equal(of("share", { share: 0.213, count: 1234567 }), "21% of 1,234,567");
  assert.equal(of("tolerance", { tolerance: 1e-10 }), "below 10⁻¹⁰");
  assert.equal(of("tolerance", { tolerance: 0.05 }), "below 0.05");
  assert.equal(of("bound", { bound: 73.2 }), "at most 10⁷³");
  assert.equal(of("bound", { bound: -20 }), "at most 10⁻²⁰");
  assert.equal(of("bound", { bound: 1 }), "at most 10");
  assert.equal(of("bound", { bound: "-inf" }), "at most 0");
  assert.equal(of("rounded", { x: -11.4375 }), "−11.4 or −11.438");
  assert.equal(of("rounded", { x: "-inf" }), "−∞ or −∞");
  assert.equal(of("rounded", { x: "nan" }), "– or –");
  assert.equal(of("plain", { whole: 20, part: 0.3125, name: "Huber" }), "20 and 0.313 of Huber");
});

test("numbers are short and keep their leading digits", () => {
  assert.equal(formatNumber(0), "0");
  assert.equal(formatNumber(0.5), "0.500");
  assert.equal(formatNumber(11.4375, 4), "11.44");
  assert.equal(formatNumber(-0.3125), "−0.313");
  assert.equal(formatNumber(12345.678), "12346");
  assert.equal(formatNumber(1e-8), "1.0 × 10⁻⁸");
  assert.equal(formatNumber(-4.26e12), "−4.3 × 10¹²");
  assert.equal(formatNumber(9.99e-10, 3), "1.0 × 10⁻⁹");
  assert.equal(formatNumber(Infinity), "∞");
  assert.equal(formatNumber(-Infinity), "−∞");
  assert.equal(formatNumber(NaN), "–");
  assert.equal(formatValue(-1.23456), "−1.235");
  assert.equal(formatValue(0), "0.000");
  assert.equal(formatValue(1e-4), "1.0 × 10⁻⁴");
  assert.equal(formatShort(0.5), "0.5");
  assert.equal(formatShort(-0), "0");
  assert.equal(formatShort(99999.4), "99999");
  assert.equal(formatShort(99999.6), "10⁵");
  assert.equal(formatShort(0.001), "0.001");
  assert.equal(formatShort(1.234e-9), "1.23 × 10⁻⁹");
  assert.equal(formatShort(999.6), "1000");
  assert.equal(formatShort(-0.0009996), "−10⁻³");
  assert.equal(formatPowerOfTen(400), "10⁴⁰⁰");
  assert.equal(formatPowerOfTen(Infinity), "∞");
  assert.equal(formatPowerOfTen(NaN), "–");
  assert.equal(superscript(-104), "⁻¹⁰⁴");
});

test("a second language is one file: page, kernel and static texts, plurals, lists and digits follow it", () => {
  LANGUAGES.pl = tiny;
  setLanguage("pl-PL");
  assert.equal(language(), "pl");
  assert.equal(t("page.player.play"), "Odtwórz");
  assert.equal(t("page.player.pause"), "Pause");
  assert.equal(of("steps", { steps: 1, size: 0.5 }), "1 krok o długości η = 0,5");
  assert.equal(of("steps", { steps: 3, size: 1.5e-5 }), "3 kroki o długości η = 1,5 × 10⁻⁵");
  assert.equal(of("steps", { steps: 25, size: 2 }), "25 kroków o długości η = 2");
  assert.equal(of("layers", { layers: [1, 2] }), "warstwy 1 i 2");
  const reason = { id: "test.layers", values: { layers: [1, 2.5] } }; // within an English sentence all is English
  assert.equal(of("ended", { ending: "rest", why: "", reason }), "the run came to rest: layers 1 and 2.5");
  assert.equal(text("loss.square.label", "Square"), "Kwadrat");
  assert.equal(text("loss.huber.label", "Huber"), "Huber");
  assert.equal(formatNumber(-0.3125), "−0,313");
  delete LANGUAGES.pl;
  setLanguage("pl");
  assert.equal(language(), "en");
  assert.equal(t("page.player.play"), "Play");
  assert.equal(text("loss.square.label", "Square"), "Square");
});

test("a language with digits of its own has them in powers of ten too", () => {
  LANGUAGES.fa = {};
  setLanguage("fa");
  assert.equal(formatShort(2.5e-12), "۲٫۵ × ۱۰⁻¹²");
  delete LANGUAGES.fa;
});

test("what cannot be said shows its id and is reported once", () => {
  const said = (): string[] => errors.mock.calls.map(({ arguments: [words] }) => String(words));
  assert.equal(of("unknown"), "⟦test.unknown⟧");
  assert.equal(of("unknown"), "⟦test.unknown⟧");
  assert.deepEqual(said(), ['The message "test.unknown" cannot be said: there is no template.']);
  assert.equal(of("layers"), "⟦test.layers⟧");
  assert.match(said()[1], /\{layers\} has no value/);
  assert.equal(of("broken"), "⟦test.broken⟧");
  assert.equal(of("strange", { x: 1 }), "⟦test.strange⟧");
  assert.equal(of("rounded", { x: "many" }), "⟦test.rounded⟧");
  assert.equal(of("plain", { whole: 1, part: 2, name: { id: "gone" } }), "1 and 2 of ⟦gone⟧");
  assert.equal(said().length, 6);
});

test("an id or a value that is not in the catalogue does not compile", () => {
  // @ts-expect-error: no such id
  assert.equal(t("page.not.there"), "⟦page.not.there⟧");
  // @ts-expect-error: a value is missing
  assert.equal(t("page.controls.more"), "⟦page.controls.more⟧");
  // @ts-expect-error: a value of another name
  assert.equal(t("page.controls.held", { name: "a", rows: 3 }), "⟦page.controls.held⟧");
  // @ts-expect-error: a label has no values
  assert.equal(t("page.theme", { value: 1 }), "Theme");
  assert.equal(t("page.controls.held", { name: "a", lines: 3 }), "a: 3 lines");
});
