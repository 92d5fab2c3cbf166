import type { Answers, Predictions, Question, Score } from "../../protocol/predictions";
import { h, uniqueId } from "../../ui/dom";
import { say, t } from "../../words";
import { BasePanel } from "../base";
import type { PanelSetting } from "../panel";

/** One fieldset a question; when the end has been seen, each has its score below it. */
export class PredictPanel extends BasePanel {
  private readonly form = h("div", { class: "lcn-predict" });
  private shown = "";

  constructor(setting: PanelSetting) {
    super(setting);
    this.frame.stage.append(this.form);
  }

  setPredictions(predictions: Predictions): void {
    const { questions, scores, hidden, answers } = predictions;
    const key = JSON.stringify([questions, hidden, hidden ? null : scores]);
    if (key !== this.shown) {
      this.shown = key;
      this.form.replaceChildren(
        h("p", { class: "lcn-note" }, t(hidden ? "page.panel.predict.before" : "page.panel.predict.after")),
        ...questions.map((question) => this.ask(question, predictions)),
        this.buttons(hidden),
      );
    }
    this.check(answers);
  }

  protected paint(): void {}

  private ask(question: Question, { hidden, scores, answers }: Predictions): HTMLElement {
    const { name, message } = question;
    const parts = hidden ? this.options(question) : outcome(question, answers[name], scores[name]);
    return h("fieldset", { "data-question": name }, h("legend", {}, say(message)), ...parts);
  }

  private options({ name, choices }: Question): HTMLElement[] {
    if (choices.length === 0) return [h("p", { class: "lcn-note" }, t("page.panel.predict.place"))];
    const group = uniqueId();
    return choices.map(({ value, label }) => {
      const input = h("input", { type: "radio", name: group, value });
      input.addEventListener("change", () => this.host.answer(name, value));
      return h("label", {}, input, say(label));
    });
  }

  /** Only the marks: a new radio button would not have the focus of the old one. */
  private check(answers: Answers): void {
    for (const field of this.form.querySelectorAll<HTMLElement>("[data-question]")) {
      const answer = answers[field.dataset.question!];
      for (const input of field.querySelectorAll("input")) input.checked = input.value === answer;
    }
  }

  private buttons(hidden: boolean): HTMLElement {
    const play = h("button", { type: "button", class: "lcn-button" }, t(hidden ? "page.panel.predict.play" : "page.panel.predict.again"));
    play.addEventListener("click", () => (hidden ? this.host.playFromStart() : this.host.predictAgain()));
    return h("p", {}, play);
  }
}

/** The answer given, and what became of it. */
function outcome({ choices }: Question, answer: Answers[string] | undefined, score: Score | undefined): HTMLElement[] {
  const chosen = choices.find(({ value }) => value === answer);
  const given = chosen && h("p", { class: "lcn-note" }, t("page.panel.predict.answer", { answer: say(chosen.label) }));
  const told = h(
    "p",
    { class: "lcn-score", "data-mark": score?.mark ?? "open", role: "status" },
    score ? say(score.message) : t("page.panel.predict.unanswered"),
  );
  return given ? [given, told] : [told];
}
