import type { Tab } from "./panel";

/** The tab of all panels of curves. */
export const CURVES: Tab = { name: "curves", title: "Curves" };
