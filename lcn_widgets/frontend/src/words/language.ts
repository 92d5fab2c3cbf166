/** One language: its texts, its plurals, its lists and its digits. */

import type { Message } from "../protocol/message";
import { Numbers } from "./number";
import { fill, type Grammar } from "./template";

/** Templates, or plain texts, by their ids. */
export type Catalogue = Readonly<Record<string, string>>;

export class Language implements Grammar {
  readonly numbers: Numbers;
  readonly plurals: Intl.PluralRules;
  readonly lists: Intl.ListFormat;
  readonly #complained = new Set<string>();

  /** `tag` as in HTML's `lang`; what `own` lacks is taken from the English `fallbacks`, in this order. */
  constructor(
    readonly tag: string,
    private readonly own: Catalogue,
    private readonly fallbacks: readonly Catalogue[],
  ) {
    this.numbers = new Numbers(tag);
    this.plurals = new Intl.PluralRules(tag);
    this.lists = new Intl.ListFormat(tag, { type: "conjunction" });
  }

  say({ id, values = {} }: Message): string {
    try {
      return fill(this.#template(id), values, this);
    } catch (error) {
      return this.#complain(id, (error as Error).message);
    }
  }

  /** A text without values, of which the English is known where it is used. */
  text(id: string, english: string): string {
    return this.own[id] ?? english;
  }

  #template(id: string): string {
    const template = [this.own, ...this.fallbacks].find((texts) => id in texts)?.[id];
    if (template === undefined) throw new Error("there is no template");
    return template;
  }

  /** Nobody overlooks the id where a text should be; the console says why, once. */
  #complain(id: string, reason: string): string {
    if (!this.#complained.has(id)) console.error(`The message "${id}" cannot be said: ${reason}.`);
    this.#complained.add(id);
    return `⟦${id}⟧`;
  }
}
