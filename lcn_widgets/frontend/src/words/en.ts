/**
 * The page's own texts in English, as ICU MessageFormat, grouped by where they stand.
 *
 * Another language is a file like this one (its name is its tag) and a line in `LANGUAGES`; it may also hold the ids
 * of the kernel's templates and of the schema's static texts, and what it lacks stays English.
 */

export const en = {
  // Verdicts on a claim
  "page.verdict.holds": "holds",
  "page.verdict.fails": "fails",
  "page.verdict.not_covered": "not covered",
  "page.verdict.undecided": "cannot be decided",

  // Where a piece of what the theory says is missing
  "page.waiting.pending": "computing …",
  "page.waiting.unknown": "Not known for this run.",
} as const;
