import type { PanelFactory } from "../types";
import { createConserved } from "./conserved";
import { createFilters } from "./filters";
import { createFlow } from "./flow";
import { createNetwork } from "./network";
import { createRoots } from "./roots";

/** Every panel by its name, in the order in which the page offers them. */
export const PANELS: Record<string, PanelFactory> = {
  roots: createRoots,
  network: createNetwork,
  flow: createFlow,
  conserved: createConserved,
  filters: createFilters,
};
