/** Questions before the run is played, and afterwards what became of the answers. */

import type { PanelDefinition } from "../panel";
import { PredictPanel } from "./panel";
import "./predict.css";

const predict: PanelDefinition = {
  title: "Predict, then play",
  shortTitle: "Prediction",
  place: "side",
  comesForward: true,
  isAvailable: ({ asked }) => asked,
  create: (setting) => new PredictPanel(setting),
};

export default predict;
