import { h } from "../ui/dom";
import { t } from "../words";
import type { PanelFrame } from "./frame";
import type { Grab, Mark } from "./panel";

/** Pixels within which a mouse and a finger meet a mark. */
const REACH = 20;
const FINGER_REACH = 32;
/** Pixels that a finger may move in a tap. */
const STILL = 10;
/** Pixels that a key moves what is picked up, and with Shift. */
const STEP = 2;
const LEAP = 20;

const ARROWS: Record<string, readonly [number, number] | undefined> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What a reader reads: the marks of a picture as they are drawn now. */
export interface Readable {
  marks(): Mark[];
  /** The mark at a point of the stage. */
  hit(x: number, y: number, reach: number): Mark | null;
  highlight(layer: number | null): void;
}

/** The mark nearest to a point, if one is within `reach`. */
export function nearestMark(marks: readonly Mark[], x: number, y: number, reach: number): Mark | null {
  let found: Mark | null = null;
  let least = reach;
  for (const mark of marks) {
    const distance = Math.hypot(mark.x - x, mark.y - y);
    if (distance < least) [found, least] = [mark, distance];
  }
  return found;
}

/** Shows the value of the mark that a mouse, a finger or the keys point at. */
export class Reader {
  private readonly ring = h("div", { class: "lcn-ring", hidden: true, "aria-hidden": "true" });
  /** The mark that is read, and the point that met it; keys need no point. */
  private id: string | null = null;
  private point: [number, number] | null = null;
  private hovers = false;
  private held: Grab | null = null;

  /** `keys` says what other keys the picture has; null if keys go through its own buttons instead. */
  constructor(private readonly frame: PanelFrame, private readonly picture: Readable, keys: string | null) {
    const { stage } = frame;
    if (keys === null) stage.tabIndex = -1; // so that a tap elsewhere takes the focus away
    else frame.offerKeys(keys);
    stage.append(this.ring);
    stage.addEventListener("pointermove", (event) => this.hover(event));
    stage.addEventListener("pointerleave", () => this.hovers && this.leave());
    stage.addEventListener("pointerdown", (event) => (this.point = event.pointerType === "mouse" ? this.point : this.at(event)));
    stage.addEventListener("pointerup", (event) => this.tap(event));
    stage.addEventListener("keydown", (event) => this.key(event));
    stage.addEventListener("blur", () => {
      this.held?.drop();
      this.leave();
    });
  }

  /** Call when the picture has moved: what is read moves along, and its value changes. */
  follow(): void {
    if (this.id === null || this.picture.marks().length === 0) return; // a new run is yet to be drawn
    const byId = this.hovers ? null : this.find(this.id);
    this.show(byId ?? (this.point && this.picture.hit(...this.point, this.hovers ? REACH : FINGER_REACH)));
  }

  /** Call when the picture is at rest: what is moved by keys says where it is now. */
  rest(): void {
    if (this.held) this.speak();
  }

  /** Read a mark of the picture. */
  read(id: string): void {
    [this.hovers, this.point] = [false, null];
    this.show(this.find(id));
  }

  /** A pointer takes a mark along, or lets go of it. */
  hold(mark: Mark | null): void {
    this.held = mark?.grab ?? null;
    this.hovers = !mark;
    if (mark) this.show(mark);
  }

  /** Whether a mark is the one that is held. */
  holds(mark: Mark): boolean {
    return this.held !== null && this.held === mark.grab;
  }

  /** Nothing is read any more. */
  leave(): void {
    this.held = null;
    this.show(null);
  }

  private show(mark: Mark | null): void {
    this.id = mark && mark.id;
    this.ring.hidden = !mark || (this.hovers && !mark.grab);
    this.frame.stage.classList.toggle("lcn-grabbable", Boolean(mark?.grab));
    this.picture.highlight(mark?.layer ?? null);
    if (!mark) return this.frame.showTip(null);
    this.ring.style.transform = `translate(${mark.x.toFixed(1)}px, ${mark.y.toFixed(1)}px)`;
    const { scrollLeft, scrollTop } = this.frame.stage;
    this.frame.showTip([mark.name, mark.value], mark.x - scrollLeft, mark.y - scrollTop);
  }

  private at({ clientX, clientY }: PointerEvent): [number, number] {
    const { stage } = this.frame;
    const { left, top } = stage.getBoundingClientRect();
    return [clientX - left + stage.scrollLeft, clientY - top + stage.scrollTop];
  }

  private hover(event: PointerEvent): void {
    if (event.pointerType === "touch" || this.held) return;
    const { id } = this;
    const chosen = !this.hovers && id !== null;
    const point = this.at(event);
    const mark = event.buttons > 0 ? null : this.picture.hit(...point, REACH);
    if (chosen && !mark) return; // the mouse lies somewhere while keys or a finger chose
    [this.hovers, this.point] = [true, point];
    if (mark || id !== null) this.show(mark);
  }

  private tap(event: PointerEvent): void {
    if (event.pointerType === "mouse" || !this.point) return;
    const point = this.at(event);
    if (Math.hypot(point[0] - this.point[0], point[1] - this.point[1]) > STILL) return;
    [this.hovers, this.point] = [false, point];
    // The tap may also have moved the time: the picture of that comes first.
    requestAnimationFrame(() => this.show(this.picture.hit(...point, FINGER_REACH)));
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== this.frame.stage) return;
    const arrow = ARROWS[event.key];
    const done =
      arrow && this.held ? this.move(arrow, event.shiftKey)
      : arrow && !event.shiftKey ? this.go(arrow[0] + arrow[1])
      : event.key === "Enter" ? this.grab()
      : event.key === "Escape" && this.escape();
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** To the next mark or the one before. */
  private go(step: number): boolean {
    const marks = this.picture.marks();
    if (marks.length === 0) return false;
    const now = marks.findIndex(({ id }) => id === this.id);
    const next = now < 0 ? (step > 0 ? 0 : marks.length - 1) : (now + step + marks.length) % marks.length;
    this.read(marks[next].id);
    this.ring.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.speak(marks[next].grab && t("page.mark.movable"));
    return true;
  }

  private grab(): boolean {
    if (this.held) {
      this.held.drop();
      this.held = null;
      this.speak(t("page.mark.dropped"));
      return true;
    }
    this.held = this.find(this.id)?.grab ?? null;
    if (this.held) this.speak(t("page.mark.held"));
    return this.held !== null;
  }

  private move([dx, dy]: readonly [number, number], fast: boolean): boolean {
    const step = fast ? LEAP : STEP;
    this.held!.move(step * dx, step * dy);
    return true;
  }

  private escape(): boolean {
    if (this.id === null) return false;
    if (!this.held) this.show(null);
    else {
      this.held.cancel();
      this.held = null;
      this.speak(t("page.mark.back"));
    }
    return true;
  }

  private find(wanted: string | null): Mark | null {
    return this.picture.marks().find(({ id }) => id === wanted) ?? null;
  }

  private speak(more = ""): void {
    const mark = this.find(this.id);
    if (mark) this.frame.say(`${mark.name}: ${mark.value}. ${more}`);
  }
}
