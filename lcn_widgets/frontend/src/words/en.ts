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
  "page.controls_shown": "Controls",
  "page.panels": "Panels",
  "page.panels.shown": "Panels shown",
  "page.panels.none": "All pictures are hidden: choose some under Panels.",
  "page.theme": "Theme",
  "page.theme.auto": "auto",
  "page.theme.light": "light",
  "page.theme.dark": "dark",

  // What is amiss with the kernel or a control, in the top line
  "page.badge.silent": "The kernel does not answer. The last run stays playable; reload the page for a new kernel.",
  "page.badge.wrong": "A control needs a look; the pictures show the last run that worked.",
  "page.badge.run_unreadable": "The new run could not be read: {reason}.",
  "page.badge.insights_unreadable": "What the theory says could not be read: {reason}.",

  // The list of keys
  "page.keys": "Keys",
  "page.keys.button": "Keys (?)",
  "page.keys.note": "They work while the focus is anywhere in this page but a field.",
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
  "page.keys.help": "show these keys",
  "page.key.space": "Space",
  "page.key.shift": "Shift",
  "page.key.home": "Home",
  "page.key.end": "End",
  "page.dialog.close": "Close",

  // The player
  "page.player": "Player",
  "page.player.play": "Play",
  "page.player.pause": "Pause",
  "page.player.reset": "Reset",
  "page.player.back": "Step back",
  "page.player.forward": "Step forward",
  "page.player.position": "Playback position",
  "page.player.now": "t = {time}",
  "page.player.speed": "Speed",
  "page.player.times": "{speed}×",
  "page.player.axis": "Time axis",
  "page.player.axis.help": "What playing moves along evenly",
  "page.player.axis.path": "path length",
  "page.player.axis.log": "log time",
  "page.player.loop": "Loop",
  "page.player.events": "Events of this run",

  // The line of text below the pictures
  "page.status.first": "The kernel computes the first run…",
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

  // Verdicts on a claim
  "page.verdict.holds": "holds",
  "page.verdict.fails": "fails",
  "page.verdict.not_covered": "not covered",
  "page.verdict.undecided": "cannot be decided",

  // Where a piece of what the theory says is missing
  "page.waiting.pending": "computing …",
  "page.waiting.unknown": "Not known for this run.",
} as const;
