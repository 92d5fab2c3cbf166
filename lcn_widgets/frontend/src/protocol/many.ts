/** Where the runs of other seeds end, as the kernel tells it while they do. */

import type { CriticalKind } from "./insights";
import type { Message } from "./message";

/** Runs that end at the same limit. */
export interface ManyLimit {
  kind: CriticalKind;
  pattern: string;
  pattern_message: Message;
  risk: number;
  count: number;
  /** Of all runs, with the ends of its 95 % confidence interval. */
  share: number;
  low: number;
  high: number;
  /** Of the first of them. */
  seed: number;
  roots_re: number[];
  roots_im: number[];
}

/** Empty until somebody has asked for the present problem. */
export interface Many {
  running?: boolean;
  /** Sections that are drawn anew with every seed. */
  anew?: string[];
  wanted?: number;
  done?: number;
  /** Why there is nothing, if so. */
  problem?: Message | null;
  message?: Message;
  limits?: ManyLimit[];
  /** Runs that end at limits that are not listed. */
  others?: number;
  /** Runs without a settled limit, by how they ended. */
  unsettled?: Message[];
}
