/** ICU MessageFormat: parsed once by a library, filled in by `Intl`. */

import { parse, type Content, type FunctionArg, type Octothorpe, type PlainArg, type Select } from "@messageformat/parser";
import { isNotFinite, numberOf, type Message, type Value, type Values } from "../protocol/message";
import type { Numbers } from "./number";

type Token = Content | FunctionArg | Octothorpe | PlainArg | Select;

/** What a template needs to know of a language. */
export interface Grammar {
  readonly numbers: Numbers;
  readonly plurals: Intl.PluralRules;
  readonly lists: Intl.ListFormat;
  say(message: Message): string;
}

/** Named formats, as in `{x, g, 4}`. */
const FORMATS: Record<string, (grammar: Grammar, value: Value, style: string) => string> = {
  g: ({ numbers }, value, style) => numbers.short(numberOf(value), style ? Number(style) : undefined),
  e: ({ numbers }, value) => numbers.short(numberOf(value), 1),
  log10: ({ numbers }, value) => numbers.powerOfTen(numberOf(value)),
  percent: ({ numbers }, value) => numbers.percent(numberOf(value)),
  integer: ({ numbers }, value) => numbers.whole(numberOf(value)),
  list: (grammar, value) => write(value, grammar),
};

const parsed = new Map<string, readonly Token[]>();

/** Fill in a template. Throws an `Error` where template and values do not fit each other. */
export function fill(template: string, values: Values, grammar: Grammar): string {
  const tokens = parsed.get(template) ?? parse(template);
  parsed.set(template, tokens);
  return join(tokens, { values, grammar, counted: "#" });
}

interface Context {
  values: Values;
  grammar: Grammar;
  /** What `#` stands for. */
  counted: string;
}

function join(tokens: readonly Token[], context: Context): string {
  return tokens.map((token) => piece(token, context)).join("");
}

function piece(token: Token, context: Context): string {
  const { grammar, counted } = context;
  switch (token.type) {
    case "content":
      return token.value;
    case "octothorpe":
      return counted;
    case "argument":
      return write(valueOf(token.arg, context), grammar);
    case "function":
      return formatted(token, context);
    case "select":
      return join(chosen(token, [String(valueOf(token.arg, context))]), context);
    case "plural": {
      const count = numberOf(valueOf(token.arg, context));
      const tokens = chosen(token, [`=${count}`, grammar.plurals.select(count)]);
      return join(tokens, { ...context, counted: write(count, grammar) });
    }
    default:
      throw new Error(`{${token.arg}, ${token.type}} is not one of our forms`);
  }
}

function formatted({ arg, key, param = [] }: FunctionArg, context: Context): string {
  const format = FORMATS[key];
  if (!format) throw new Error(`{${arg}, ${key}} is not one of our formats`);
  return format(context.grammar, valueOf(arg, context), join(param, context).trim());
}

function chosen({ arg, cases }: Select, keys: string[]): readonly Token[] {
  for (const wanted of [...keys, "other"]) {
    const found = cases.find(({ key }) => key === wanted);
    if (found) return found.tokens;
  }
  throw new Error(`{${arg}} has no case for ${keys.join(" or ")}`);
}

function valueOf(name: string, { values }: Context): Value {
  const value = values[name];
  if (value === undefined) throw new Error(`{${name}} has no value`);
  return value;
}

/** A value as it stands in a text where no format is asked for. */
function write(value: Value, grammar: Grammar): string {
  if (typeof value === "number" || isNotFinite(value)) {
    const number = numberOf(value);
    return Number.isSafeInteger(number) ? grammar.numbers.bare(number) : grammar.numbers.short(number);
  }
  if (typeof value === "string") return value;
  if (isList(value)) return grammar.lists.format(value.map((each) => write(each, grammar)));
  return grammar.say(value);
}

/** `Array.isArray` does not narrow read-only arrays. */
function isList(value: Message | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value);
}
