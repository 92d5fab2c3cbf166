/** What differs between two settings of the controls, in a few words. */

import { kindOf, type Schema } from "../protocol/schema";
import { differing, type Controls } from "../state/history";
import { formatShort, t, text } from "../words";

/** More values than these are not written out. */
const MOST = 2;
/** Longer texts are cut. */
const LONGEST = 18;

/** `strides 2, 1 → 2, 2`; "" where nothing differs. */
export function changes(schema: Schema, before: Controls, after: Controls): string {
  const names = differing(before, after).filter((name) => isInUse(schema, name, after));
  const parts = names.slice(0, MOST).map((name) => {
    const [old, now] = [before, after].map((controls) => written(schema, name, controls[name]));
    return t("page.history.change", { name: nameOf(schema, name), before: old, after: now });
  });
  const rest = names.length - parts.length;
  return parts.join("; ") + (rest > 0 ? t("page.history.more", { count: rest }) : "");
}

/** Parameters of a kind that is not chosen change with another one, and say nothing. */
function isInUse(schema: Schema, name: string, controls: Controls): boolean {
  if (!(name in schema.parameters)) return true;
  return schema.sections.some((section) => kindOf(section, controls[section.name])?.parameters.includes(name));
}

function nameOf(schema: Schema, name: string): string {
  if (name === "input_dim") return t("page.network.input");
  if (name === "widths") return t("page.network.width");
  if (name === "strides") return t("page.network.stride");
  const section = schema.sections.find((each) => name === each.name || name.startsWith(`${each.name}_`));
  const heading = section ? text(`section.${section.name}.label`, section.label) : "";
  const parameter = schema.parameters[name];
  if (!parameter) return heading;
  return t("page.history.parameter", { section: heading, name: text(`parameter.${name}.label`, parameter.label) });
}

function written(schema: Schema, name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((each) => (typeof each === "number" ? formatShort(each) : String(each))).join(", ");
  if (typeof value === "number") return formatShort(value);
  const section = schema.sections.find((each) => each.name === name);
  const kind = section && kindOf(section, value);
  if (kind) return text(`${name}.${kind.value}.label`, kind.label);
  const line = String(value).replace(/\s+/g, " ").replace(/\d+\.\d{4,}/g, (digits) => formatShort(Number(digits)));
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
