"""An adversary of the verdicts: cases made to deceive them, and oracles that share no code.

`cases` makes the problems, `exact` knows the truth about them to 50 digits, `verdicts` holds what
the project says of a run against it, `agreement` what it says in several places against itself.
"""
