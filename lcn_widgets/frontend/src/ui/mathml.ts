/** Formulas as MathML nodes, which every browser draws without fonts or scripts. */

type Part = Element | string;

function element(tag: string, ...children: Part[]): MathMLElement {
  const node = document.createElementNS("http://www.w3.org/1998/Math/MathML", tag) as MathMLElement;
  node.append(...children);
  return node;
}

export const mi = (name: string): MathMLElement => element("mi", name);
export const mo = (operator: string): MathMLElement => element("mo", operator);
export const mn = (number: string | number): MathMLElement => element("mn", String(number));
export const mrow = (...parts: Part[]): MathMLElement => element("mrow", ...parts);
export const msub = (base: Element, sub: Element): MathMLElement => element("msub", base, sub);
export const msubsup = (base: Element, sub: Element, sup: Element): MathMLElement =>
  element("msubsup", base, sub, sup);
export const mfrac = (above: Element, below: Element): MathMLElement => element("mfrac", above, below);
export const munder = (base: Element, below: Element): MathMLElement => element("munder", base, below);
export const mover = (base: Element, above: Element): MathMLElement => element("mover", base, above);
/** Words within a formula; MathML drops plain spaces at their ends. */
export const mtext = (words: string): MathMLElement => element("mtext", words.replace(/^ | $/g, "\u00a0"));
export const msup = (base: Element, sup: Element): MathMLElement => element("msup", base, sup);

/** A whole formula; `alttext` is what it says where MathML is not read. */
export function math(alttext: string, ...parts: Part[]): MathMLElement {
  const node = element("math", mrow(...parts));
  node.setAttribute("alttext", alttext);
  return node;
}

/** A bold vector or filter, such as w, with an optional layer: w⁽ⁱ⁾. */
export function filter(name: string, layer?: string): MathMLElement {
  const base = mi(name);
  if (layer === undefined) return base;
  return msup(base, mrow(mo("("), mi(layer), mo(")")));
}

export function norm(inside: Element): MathMLElement {
  return mrow(mo("‖"), inside, mo("‖"));
}

/** A comma list in brackets. */
export function tuple(values: (string | number)[]): MathMLElement {
  const parts = values.flatMap((value, index) => (index ? [mo(","), mn(value)] : [mn(value)]));
  return mrow(mo("("), ...parts, mo(")"));
}
