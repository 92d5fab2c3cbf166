/** The chain of the theorem: what is claimed, together with what a run makes of it. */

import type { Link, Statement, Theorem } from "../../protocol/insights";
import type { ChainLink, Claim, Schema } from "../../protocol/schema";

/** A claim and a run's word on it. */
export interface Judged {
  claim: Claim;
  statement: Statement;
}

/** One step from the data to convergence. */
export interface Step {
  link: Link;
  meaning: ChainLink;
  /** The statement that decides it. */
  decisive: Judged;
  /** All its statements. */
  judged: Judged[];
}

/** The steps of a run, in the order of the theorem; what the kernel has not described is left out. */
export function stepsOf({ links, statements }: Theorem, { chain, claims }: Pick<Schema, "chain" | "claims">): Step[] {
  const all = statements.flatMap((statement): Judged[] => {
    const claim = claims.find(({ name }) => name === statement.name);
    return claim ? [{ claim, statement }] : [];
  });
  return links.flatMap((link): Step[] => {
    const meaning = chain.find(({ name }) => name === link.name);
    const decisive = all.find(({ claim }) => claim.name === link.decisive);
    if (!meaning || !decisive) return [];
    return [{ link, meaning, decisive, judged: all.filter(({ claim }) => meaning.statements.includes(claim.name)) }];
  });
}
