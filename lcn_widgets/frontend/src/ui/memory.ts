/** What this browser remembers of a reader; where it may not remember, everything is new each time. */

const PREFIX = "lcn.";

export function recall(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // a private window, or a frame without a store
  }
}
