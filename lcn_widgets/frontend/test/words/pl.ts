/** A beginning of a second language: three plural forms, a decimal comma. */

export default {
  "page.player.play": "Odtwórz",
  "test.steps": "{steps, plural, one {# krok} few {# kroki} other {# kroków}} o długości η = {size, g}",
  "test.layers": "warstwy {layers, list}",
  "loss.square.label": "Kwadrat",
};
