/** Types of the page's own texts, read off their English: which ids there are, and which values each one needs. */

import type { Value } from "../protocol/message";
import type { en } from "./en";

type Templates = typeof en;

/** Ids of the page's texts. */
export type PageId = keyof Templates;

/** Ids of those that need no values. */
export type LabelId = { [Id in PageId]: [Names<Templates[Id]>] extends [never] ? Id : never }[PageId];

/** What follows an id: the values of its template, or nothing. */
export type ValuesOf<Id extends PageId> = [Names<Templates[Id]>] extends [never]
  ? []
  : [values: Record<Names<Templates[Id]>, Value>];

/** Names of a template's arguments: what follows its opening braces. */
type Names<Template extends string> = Template extends `${string}{${infer Rest}`
  ? Identifier<First<First<Rest, "}">, ",">> | Names<Rest>
  : never;

/** The text before a mark, or all of it. */
type First<Text extends string, Mark extends string> = Text extends `${infer Before}${Mark}${string}` ? Before : Text;

/** Nothing for the texts in braces that plural and select choose from. */
type Identifier<Text extends string> = Text extends "" | `${string}${" " | "#" | "{"}${string}` ? never : Text;
