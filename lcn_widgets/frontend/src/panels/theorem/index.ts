/** The chain from the data to convergence, with each link's bound beside its present value. */

import type { PanelDefinition } from "../panel";
import { TheoremPanel } from "./panel";
import "./theorem.css";
import "./logbar.css";
import "./explain.css";

const theorem: PanelDefinition = {
  title: "What the theorem says",
  shortTitle: "Theorem",
  place: "side",
  tellsEnd: true,
  create: (setting) => new TheoremPanel(setting),
};

export default theorem;
