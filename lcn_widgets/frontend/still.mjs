// In place of d3-transition, of which d3-zoom asks to interrupt what glides: nothing here does, and it is 14 kB.
import { selection } from "d3-selection";

export function interrupt() {}

selection.prototype.interrupt = function () {
  return this;
};
