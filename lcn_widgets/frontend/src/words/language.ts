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

  /** `tag` as in HTML's `lang`; what the `catalogues` lack is said in another language, if there is one. */
  constructor(
    readonly tag: string,
    private readonly catalogues: readonly Catalogue[],
    private readonly other: Language | null = null,
  ) {
    this.numbers = new Numbers(tag);
    this.plurals = new Intl.PluralRules(tag);
    this.lists = new Intl.ListFormat(tag, { type: "conjunction" });
  }

  say(message: Message): string {
    const { id, values = {} } = message;
    const template = this.#find(id);
    if (template === undefined) return this.other?.say(message) ?? this.#complain(id, "there is no template");
    try {
      return fill(template, values, this);
    } catch (error) {
      return this.#complain(id, (error as Error).message);
    }
  }

  /** A text without values, of which the English is known where it is used. */
  text(id: string, english: string): string {
    return this.#find(id) ?? english;
  }

  #find(id: string): string | undefined {
    return this.catalogues.find((catalogue) => id in catalogue)?.[id];
  }

  /** Nobody overlooks the id where a text should be; the console says why, once. */
  #complain(id: string, reason: string): string {
    if (!this.#complained.has(id)) console.error(`The message "${id}" cannot be said: ${reason}.`);
    this.#complained.add(id);
    return `⟦${id}⟧`;
  }
}
