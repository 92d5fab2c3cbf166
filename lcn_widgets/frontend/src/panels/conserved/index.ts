/** Squared norms of the layers, their conserved differences δ, and the numerical drift of δ. */

import type { PanelDefinition } from "../panel";
import { CURVES } from "../tabs";
import { ConservedPanel } from "./panel";
import "./conserved.css";

const conserved: PanelDefinition = {
  title: "Conserved differences",
  shortTitle: "Conserved",
  place: "side",
  tab: CURVES,
  create: (setting) => new ConservedPanel(setting),
};

export default conserved;
