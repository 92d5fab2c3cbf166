// In place of d3-transition and d3-interpolate, of which d3-zoom asks for what glides: nothing here does, and they
// are 30 kB.
import { selection } from "d3-selection";

export function interrupt() {}

export function interpolateZoom() {
  throw new Error("nothing glides: zooming has duration 0");
}

selection.prototype.interrupt = function () {
  return this;
};
