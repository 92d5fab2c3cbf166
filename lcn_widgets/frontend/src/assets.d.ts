/** What the build provides. */

/** Style sheets are bundled; importing one has no value. */
declare module "*.css";

/** The folders of panels/ that panels.json names, in that order: see panels.mjs. */
declare module "manifest:panels" {
  const definitions: Record<string, import("./panels/panel").PanelDefinition>;
  export default definitions;
}
