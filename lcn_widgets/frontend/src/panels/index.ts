/** All panels by name, in the order in which the page offers them: those that panels.json names. */

import definitions from "manifest:panels";
import { text } from "../words";
import type { PanelDefinition } from "./panel";

export const PANELS: ReadonlyMap<string, PanelDefinition> = new Map(Object.entries(definitions));

/** What the panel is called where room is scarce. */
export function shortTitle(name: string, { title, shortTitle = title }: PanelDefinition): string {
  return text(`panel.${name}.short_title`, shortTitle);
}
