/**
 * The page's own texts in English, as ICU MessageFormat, grouped by where they stand.
 *
 * Another language is a file like this one (its name is its tag) and a line in `LANGUAGES`; it may also hold the ids
 * of the kernel's templates and of the schema's static texts, and what it lacks stays English.
 */

export const en = {
  // Top line
  "page.title": "Linear convolutional network",
  "page.preset": "Example",
  "page.preset.own": "your own",
  "page.preset.changed": "Changed from “{title}”.",
  "page.controls_shown": "Controls",
  "page.panels": "Panels",
  "page.panels.shown": "Panels shown",
  "page.panels.none": "All pictures are hidden: choose some under Panels.",
  "page.theme": "Theme",
  "page.theme.auto": "auto",
  "page.theme.light": "light",
  "page.theme.dark": "dark",

  // The page in words
  "page.summary": "Summary",
  "page.summary.network":
    "{depth, plural, one {# layer} other {# layers}} of widths {widths, list} and strides {strides, list}, input size {input, integer}.",

  // What was done, and the way back
  "page.history": "History",
  "page.history.undo": "undo",
  "page.history.redo": "redo",
  "page.history.undo.button": "Undo (Ctrl+Z)",
  "page.history.redo.button": "Redo (Ctrl+Shift+Z)",
  "page.history.steps": "The last runs",
  "page.history.start": "start",
  "page.history.change": "{name} {before} → {after}",
  "page.history.parameter": "{section}, {name}",
  "page.history.more": " and {count} more",
  "page.history.refused": "What stood here before the page was reloaded does not run any more: {reason}.",

  // Runs that stay to be compared with
  "page.pins": "Pinned runs",
  "page.pins.pin": "Pin this run, to compare it with others",
  "page.pins.name": "run {letter}",
  "page.pins.against": "Against run {letter}: {said}",
  "page.pins.unpin": "Unpin run {letter}",

  // What is amiss with the kernel or a control, in the top line
  "page.badge.silent": "The kernel does not answer. The last run stays playable; reload the page for a new kernel.",
  "page.badge.wrong": "A control needs a look; the pictures show the last run that worked.",
  "page.badge.run_unreadable": "The new run could not be read: {reason}.",
  "page.badge.insights_unreadable": "What the theory says could not be read: {reason}.",

  // For those who see the page for the first time
  "page.welcome": "What this is",
  "page.welcome.away": "Put these sentences away",

  // Predictions
  "page.predict": "Predict",
  "page.predict.help": "Hide the future, say what will happen, then play",
  "page.predict.preset": "Example {number}",
  "page.panel.predict.before": "Nothing later than the cursor is shown. Say what will happen, then play to the end.",
  "page.panel.predict.after": "This is what happened.",
  "page.panel.predict.place": "Drag the rings with a question mark in the picture of the roots to where you expect the roots at the end. Two real ones put on each other leave the axis together.",
  "page.panel.roots.guess": "your prediction {number}",
  "page.panel.roots.guesses": "your prediction",
  "page.panel.predict.answer": "You said: {answer}.",
  "page.panel.predict.unanswered": "You gave no answer.",
  "page.panel.predict.play": "Play and see",
  "page.panel.predict.again": "Ask again",

  // What the kernel is at
  "page.work": "computing …",
  "page.work.at": "computing {what} · {seconds, integer} s",
  "page.work.stop": "Stop",
  "page.work.again": "Compute it after all",

  // The tour
  "page.tour": "Tour: 3 minutes",
  "page.tour.at": "{stop} of {stops}",
  "page.tour.back": "Back",
  "page.tour.next": "Next",
  "page.tour.finish": "Finish",
  "page.tour.leave": "Leave",
  "page.tour.done": "✓ Done: look at it as long as you like.",

  // The list of keys
  "page.keys": "Keys",
  "page.help": "Help",
  "page.help.button": "Help: keys and glossary (?)",
  "page.glossary": "Glossary: every symbol and term",
  "page.keys.note": "They work wherever nothing is typed or chosen. A button keeps Space, a slider and a picture keep their arrows.",
  "page.keys.toggle": "play or pause",
  "page.keys.back": "step back",
  "page.keys.forward": "step forward",
  "page.keys.leap_back": "leap back",
  "page.keys.leap_forward": "leap forward",
  "page.keys.start": "go to the start",
  "page.keys.end": "go to the end",
  "page.keys.loop": "loop on or off",
  "page.keys.slower": "slower",
  "page.keys.faster": "faster",
  "page.keys.help": "show this help",
  "page.key.space": "Space",
  "page.key.ctrl": "Ctrl",
  "page.key.shift": "Shift",
  "page.key.home": "Home",
  "page.key.end": "End",
  "page.dialog.close": "Close",

  // The player
  "page.player": "Player",
  "page.player.play": "Play",
  "page.player.pause": "Pause",
  "page.player.reset": "To the start",
  "page.player.back": "Step back",
  "page.player.forward": "Step forward",
  "page.player.position": "Playback position",
  "page.player.now": "t = {time}",
  "page.player.speed": "Speed",
  "page.player.times": "{speed}×",
  "page.player.axis": "Time axis",
  "page.player.axis.along": "along",
  "page.player.axis.help": "What passes evenly while one plays; along linear time the curves are drawn so, too",
  "page.player.axis.path": "path length",
  "page.player.axis.log": "log time",
  "page.player.axis.linear": "linear time",
  "page.player.loop": "Loop",
  "page.player.events": "Events of this run",

  // The line of text below the pictures
  "page.status.first": "The kernel computes the first run…",
  "page.status.hidden": "What happens is hidden until it has been played",
  "page.status.now": "now",
  "page.status.risk": "Risk",
  "page.status.gradient": "Gradient relative to its start",
  "page.status.drift": "Drift of the conserved differences",
  "page.status.reading":
    "t = {time, g}, risk {risk, g, 4}, gradient {gradient, g} of its start{drift, select, none {} other {, δ drifted by {drift, g}}}",

  // What stands beside the roots
  "page.beside": "Beside the roots",

  // The column of controls
  "page.controls": "Experiment",
  "page.controls.asleep": "Changing these needs a running kernel; playing does not.",
  "page.controls.section": "{section} settings",
  "page.controls.covered": "covered by the theorem",
  "page.controls.not_covered": "not covered by the theorem",
  "page.controls.folded": "More",
  "page.controls.slider": "{label}, slider",
  "page.controls.more": "More: {label}",
  "page.controls.less": "Less: {label}",
  "page.controls.reroll": "Reroll",
  "page.controls.reroll.of": "Reroll: {label}",
  "page.controls.use": "use {value}",
  "page.controls.undo": "undo",
  "page.controls.rows": "one line a layer",
  "page.controls.drop": "or drop a CSV file here",
  "page.controls.held": "{name}: {lines, plural, one {# line} other {# lines}}",
  "page.controls.held.unnamed": "data",

  // The network's controls
  "page.network.input": "Input size",
  "page.network.layer": "layer",
  "page.network.width": "width",
  "page.network.stride": "stride",
  "page.network.width.of": "Width of layer {layer}",
  "page.network.stride.of": "Stride of layer {layer}",
  "page.network.remove": "Remove layer {layer}",
  "page.network.add": "Add layer",

  // Marks on the slider of the step size
  "page.threshold.safe": "safe",
  "page.threshold.limit": "limit",

  // What a reader typed and no control can take
  "page.typed.not_whole": "“{typed}” is not a whole number; write for example 3.",
  "page.typed.not_whole.near": "“{typed}” is not a whole number; the nearest is {near}.",
  "page.typed.not_number": "“{typed}” is not a number; write for example 0.5 or 1e-3.",
  "page.typed.not_numbers": "“{typed}” is not a number; write for example 1, -0.5, 2.",
  "page.typed.too_large": "“{typed}” is too large.",
  "page.typed.file_too_long":
    "{name} is too long; files of up to {limit, integer} characters work, the previous data stay.",

  // Marks: what of a picture is pointed at and listed
  "page.mark.picture": "picture",
  "page.mark.keys": "Arrow keys go from value to value",
  "page.mark.rest": "{rest, plural, one {# more value is} other {# more values are}} in the table.",
  "page.mark.movable": "Enter picks it up.",
  "page.mark.held": "Picked up: arrow keys move it, with Shift faster; Enter drops it, Escape puts it back.",
  "page.mark.dropped": "Dropped.",
  "page.mark.back": "Put back.",
  "page.table": "table",
  "page.table.help": "Table of the values instead of the picture",
  "page.table.name": "name",
  "page.table.value": "value",
  "page.table.copy": "copy",
  "page.table.copy.help": "Copy the table",
  "page.table.copied": "Copied.",

  // Where many starts end
  "page.panel.starts.count": "How many starts",
  "page.panel.starts.starts": "{count} starts",
  "page.panel.starts.target": "draw the data anew too",
  "page.panel.starts.go": "Start",
  "page.panel.starts.progress": "Runs that have ended",
  "page.panel.starts.what": "Runs this problem from other seeds, in the background, and counts where they end.",
  "page.panel.starts.short": "Stopped before all {wanted} had ended.",
  "page.panel.starts.limit": "{kind}, risk {risk, g}",
  "page.panel.starts.share": "{share, percent}, probably {low, percent} to {high, percent}",
  "page.panel.starts.runs": "{count, plural, one {# run} other {# runs}}",
  "page.panel.starts.open": "Open the run with seed {seed}",
  "page.panel.starts.mark": "limit with risk {risk}",
  "page.panel.starts.others": "{count, plural, one {# run ends} other {# runs end}} at other limits, which are rarer.",

  // What all panels share
  "page.panel.layer": "layer {layer}",
  "page.panel.start": "start",
  "page.panel.about_flow": "about the flow",

  // Roots of the layers
  "page.panel.roots.zoom_in": "Zoom in",
  "page.panel.roots.zoom_out": "Zoom out",
  "page.panel.roots.fit": "fit",
  "page.panel.roots.fit.help": "Fit the roots of the whole run",
  "page.panel.roots.kept": "A real root leaves the axis only together with another one of its layer: put it on that first.",
  "page.panel.roots.drag": "drag a root",
  "page.panel.roots.keys": "Plus and minus zoom, 0 fits",
  "page.panel.roots.picture":
    "Complex plane at t = {time}: {roots, plural, one {# root} other {# roots}} of {layers, plural, one {# layer} other {# layers}}, {outside} outside the picture, {infinite} at infinity.",
  "page.panel.roots.name": "layer {layer}, root {number}",
  "page.panel.roots.other": "{label}, root {number}",
  "page.panel.roots.value": "{root}, |x| = {size}, arg x = {turn} π",
  "page.panel.roots.infinite": "at infinity",
  "page.panel.roots.together": "{count, plural, one {# root} other {# roots}} at this place of the picture",
  "page.panel.roots.together.legend": "several on each other",
  "page.panel.roots.final": "roots of v",
  "page.panel.roots.hollow": "hollow: {track}",
  "page.panel.roots.hollow.ended": "hollow: {track} (ended)",

  // Network
  "page.panel.network.layers": "layers {name}",
  "page.panel.network.picture": "Convolutional matrices at t = {time}. {matrices}.",
  "page.panel.network.matrix": "{name}: {rows} by {columns}, width {width}, stride {stride}",
  "page.panel.network.cell": "{name}, row {row}, column {column}",

  // Filters
  "page.panel.filters.against": "against {target}",
  "page.panel.filters.beside": "{entry}; {label} {target}",
  "page.panel.filters.picture": "Entries of the filters at t = {time}.",

  // Flow
  "page.panel.flow.risk": "risk − best",
  "page.panel.flow.of": "{track}: {quantity}",
  "page.panel.flow.ended": "ended",
  "page.panel.flow.floor": "From t = {time} on, risk − best is 0: no place on a log axis.",
  "page.panel.flow.picture": "Risk and gradient over time, at t = {time}; {best} is the best risk known.",

  // Conserved differences
  "page.panel.conserved.dotted": "dotted: {track}",
  "page.panel.conserved.single": "One layer: no difference to conserve.",
  "page.panel.conserved.exact": "No drift of δ: every difference is exact to the last digit.",
  "page.panel.conserved.drift": "Drift |δ(t) − δ(0)| of the numerics",
  "page.panel.conserved.drift.steps": "Drift |δ(t) − δ(0)|: steps do not conserve δ",
  "page.panel.conserved.drift.both": "Drift |δ(t) − δ(0)| of the flow's numerics, and of descent",
  "page.panel.conserved.why.flow": "Why δ is flat:",
  "page.panel.conserved.why.steps": "Why δ drifts:",
  "page.panel.conserved.picture": "Squared norms of the layers, their differences and the drift of these, at t = {time}.",

  // What the theorem says
  "page.panel.theorem.now": "{label} now",
  "page.panel.theorem.symbols": "Symbols:",
  "page.panel.theorem.needs": "Needs",
  "page.panel.theorem.breaks": "Would break it",
  "page.panel.theorem.break": "Break it: {changes, list}",
  "page.panel.theorem.break.help": "Make this change; the run of now stays as a ghost",
  "page.panel.theorem.hypothesis": "hypothesis, {source}",
  "page.panel.theorem.conclusion": "conclusion, {source}",

  // Where it ends
  "page.panel.critical.map": "All critical points",
  "page.panel.critical.map.open": "Critical points found",
  "page.panel.critical.levels": "Critical points by risk; arrow keys up and down go through them",
  "page.panel.critical.kind.global": "global minimum",
  "page.panel.critical.kind.global.short": "global min",
  "page.panel.critical.kind.local": "local minimum",
  "page.panel.critical.kind.local.short": "local min",
  "page.panel.critical.kind.saddle": "strict saddle",
  "page.panel.critical.kind.saddle.short": "saddle",
  "page.panel.critical.kind.degenerate": "degenerate",
  "page.panel.critical.kind.degenerate.short": "degenerate",
  "page.panel.critical.kind.undecided": "kind not decided",
  "page.panel.critical.kind.undecided.short": "undecided",
  "page.panel.critical.either": "{first} or {second}",
  "page.panel.critical.filter": "risk {risk}, roots {pattern}",
  "page.panel.critical.filter.reached": "reached by this run",
  "page.panel.critical.now": "risk now",
  "page.panel.critical.eigenvalue": "eigenvalue {number}",
  "page.panel.critical.mark": "critical filter",
  "page.panel.critical.mark.reached": "limit of this run",
  "page.panel.critical.spectrum": "Eigenvalues of the Hessian: {counts}",
  "page.panel.critical.spectrum.positive": "{count} positive",
  "page.panel.critical.spectrum.negative": "{count} negative",
  "page.panel.critical.spectrum.zero": "{count} not to be told from zero",
  "page.panel.critical.spectrum.scaling":
    "{count, plural, one {# of scaling (square)} other {# of scaling (squares)}}",
  "page.panel.critical.risk": "risk at the limit",
  "page.panel.critical.gap": "above the best filter",
  "page.panel.critical.rank": "rank of J",
  "page.panel.critical.rank.of": "{rank} of {largest}",
  "page.panel.critical.roots": "roots of v",
  "page.panel.critical.shared": "common roots",
  "page.panel.critical.proved": "proved",
  "page.panel.critical.seen": "seen",
  "page.panel.critical.shared.none": "none",
  "page.panel.critical.shared.one": "layers {layers, list} at {root}",

  // Space of the final filter
  "page.panel.space.reset": "reset",
  "page.panel.space.reset.help": "Reset the view",
  "page.panel.space.keys": "Drag, or Ctrl and arrow keys, to turn; 0 resets",
  "page.panel.space.cone": "cone of double roots",
  "page.panel.space.picture": "Coefficient space of the final filter v at t = {time}.",
  "page.panel.space.rule":
    "Two layers of width 2 have two real roots: they reach the outside of the cone and the cone itself, never its inside.",
  "page.panel.space.inside": "The {target} lies inside and cannot be reached.",
  "page.panel.space.on": "The {target} lies on it and can be reached, where both roots are one.",
  "page.panel.space.outside": "The {target} lies outside and can be reached.",

  // Targets by their number of critical filters
  "page.panel.targets.target": "target",
  "page.panel.targets.wall": "wall",
  "page.panel.targets.nearest": "the nearest one",
  "page.panel.targets.double": "double root",
  "page.panel.targets.minimum": "minimum",
  "page.panel.targets.other": "other critical filter",
  "page.panel.targets.risk": "risk {risk, g, 3}",
  "page.panel.targets.region": "region",
  "page.panel.targets.count": "{count, plural, one {# critical filter} other {# critical filters}}",
  "page.panel.targets.picture": "Map of targets, with the final filter v at t = {time}.",

  // Where a piece of what the theory says is missing
  "page.waiting.pending": "computing …",
  "page.waiting.unknown": "Not known for this run.",
} as const;
