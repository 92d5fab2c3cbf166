/** What kind of point the run ends at, and all the points it could have ended at. */

import type { PanelDefinition } from "../panel";
import { CriticalPanel } from "./panel";
import "./critical.css";
import "./levels.css";

const critical: PanelDefinition = {
  title: "Where it ends",
  shortTitle: "Limit",
  place: "side",
  tellsEnd: true,
  create: (setting) => new CriticalPanel(setting),
};

export default critical;
