/** Risk above its best known value and size of the gradient over flow time, both logarithmic. */

import type { PanelDefinition } from "../panel";
import { CURVES } from "../tabs";
import { FlowPanel } from "./panel";
import "./flow.css";

const flow: PanelDefinition = {
  title: "Flow",
  place: "side",
  tab: CURVES,
  create: (setting) => new FlowPanel(setting),
};

export default flow;
