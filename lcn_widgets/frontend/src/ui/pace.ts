/** Milliseconds between two changes of a number that moves: faster than this nobody reads. */
export const PACE = 90;
