/** Formulas as MathML nodes, which every browser draws without fonts or scripts. */

type Part = Element | string;

const MATHML = "http://www.w3.org/1998/Math/MathML";

function element(tag: string, ...children: Part[]): MathMLElement {
  const node = document.createElementNS(MATHML, tag) as MathMLElement;
  node.append(...children);
  return node;
}

export const mi = (name: string): MathMLElement => element("mi", name);
export const mo = (operator: string): MathMLElement => element("mo", operator);
export const mn = (number: string | number): MathMLElement => element("mn", String(number));
export const mrow = (...parts: Part[]): MathMLElement => element("mrow", ...parts);
export const msub = (base: Element, sub: Element): MathMLElement => element("msub", base, sub);
export const msup = (base: Element, sup: Element): MathMLElement => element("msup", base, sup);

/** A whole formula; `alttext` is what it says where MathML is not read. */
export function math(alttext: string, ...parts: Part[]): MathMLElement {
  const node = element("math", mrow(...parts));
  node.setAttribute("alttext", alttext);
  return node;
}

/** MathML of the kernel; null where it is none. Whatever is no plain MathML in it is left out. */
export function parsedMath(source: string, alttext: string): MathMLElement | null {
  const { documentElement: root } = new DOMParser().parseFromString(source, "application/xml");
  if (root.namespaceURI !== MATHML || root.localName !== "math") return null;
  const node = copied(root);
  node.setAttribute("alttext", alttext);
  return node;
}

const ATTRIBUTES = ["display", "fence", "stretchy", "width", "mathvariant"];

/** Element and text nodes of MathML with attributes that only arrange it: nothing that could act. */
function copied(source: Element): MathMLElement {
  const node = element(source.localName);
  for (const name of ATTRIBUTES) {
    const value = source.getAttribute(name);
    if (value !== null) node.setAttribute(name, value);
  }
  for (const child of source.childNodes) {
    if (child instanceof Element) {
      if (child.namespaceURI === MATHML) node.append(copied(child));
    } else node.append(child.textContent ?? "");
  }
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
