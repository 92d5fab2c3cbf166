/** Where the runs of other seeds end: a bar a limit, which grows while they are computed. */

import type { PanelDefinition } from "../panel";
import { StartsPanel } from "./panel";
import "./starts.css";

const starts: PanelDefinition = {
  title: "Many starts",
  shortTitle: "Starts",
  place: "side",
  tellsEnd: true,
  create: (setting) => new StartsPanel(setting),
};

export default starts;
