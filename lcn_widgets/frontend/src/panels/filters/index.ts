/** The filters w⁽ⁱ⁾ of the layers and the final filter v against the target, as bars. */

import type { PanelDefinition } from "../panel";
import { FiltersPanel } from "./panel";

const filters: PanelDefinition = {
  title: "Filters",
  place: "band",
  create: (setting) => new FiltersPanel(setting),
};

export default filters;
