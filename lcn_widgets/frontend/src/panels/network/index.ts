/** The layers as banded matrices W⁽ᴺ⁾ ⋯ W⁽¹⁾ = V with the values of the present frame. */

import type { PanelDefinition } from "../panel";
import { NetworkPanel } from "./panel";
import "./network.css";

const network: PanelDefinition = {
  title: "Network",
  place: "band",
  create: (setting) => new NetworkPanel(setting),
};

export default network;
