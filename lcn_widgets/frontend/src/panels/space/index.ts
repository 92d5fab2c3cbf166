/** The space of the three coefficients of v with the cone of double roots. */

import type { PanelDefinition } from "../panel";
import { isPending } from "../waiting";
import { SpacePanel } from "./panel";
import "./space.css";

const space: PanelDefinition = {
  title: "Space of the final filter",
  shortTitle: "Space",
  place: "side",
  tellsEnd: true,
  // Only architectures with a cone have a space that can be drawn. Whoever looks at it keeps it
  // while it is not known whether the next run has one.
  isAvailable: ({ insights, watched }) => Boolean(insights?.cone) || (watched && isPending(insights, "cone")),
  create: (setting) => new SpacePanel(setting),
};

export default space;
