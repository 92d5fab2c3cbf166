/** The roots of all layer polynomials p̃ᵢ in the complex plane. */

import type { PanelDefinition } from "../panel";
import { RootsPanel } from "./panel";
import "./roots.css";

const roots: PanelDefinition = {
  title: "Roots of the layers",
  shortTitle: "Roots",
  place: "main",
  create: (setting) => new RootsPanel(setting),
};

export default roots;
