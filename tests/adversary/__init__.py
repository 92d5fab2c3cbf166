"""An adversary of the verdicts: cases made to deceive them, and what is said of their runs."""
