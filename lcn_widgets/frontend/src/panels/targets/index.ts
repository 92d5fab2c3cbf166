/** All targets that the data could have, by how many critical filters the network has for each. */

import type { PanelDefinition } from "../panel";
import { isPending } from "../waiting";
import { TargetsPanel } from "./panel";
import "./targets.css";

const targets: PanelDefinition = {
  title: "Map of targets",
  shortTitle: "Targets",
  place: "side",
  // As with the space of v: few networks have it, and whoever looks at it keeps it meanwhile.
  tellsEnd: true,
  isAvailable: ({ insights, watched }) => Boolean(insights?.target_map) || (watched && isPending(insights, "target_map")),
  create: (setting) => new TargetsPanel(setting),
};

export default targets;
