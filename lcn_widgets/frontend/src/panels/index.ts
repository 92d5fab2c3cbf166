import type { PanelFactory } from "../protocol/types";
import { createConserved } from "./conserved";
import { createCritical } from "./critical";
import { createFilters } from "./filters";
import { createFlow } from "./flow";
import { createNetwork } from "./network";
import { createRoots } from "./roots";
import { createSpace } from "./space";
import { createTheorem } from "./theorem";

/** Every panel by its name, in the order in which the page offers them. */
export const PANELS: Record<string, PanelFactory> = {
  roots: createRoots,
  network: createNetwork,
  flow: createFlow,
  conserved: createConserved,
  filters: createFilters,
  theorem: createTheorem,
  critical: createCritical,
  space: createSpace,
};
