"""Papers, as entries cite them."""

PAPER = "Diederen, Rauhut, Terstiege 2026"
KMMT = "Kohn, Merkh, Montúfar, Trager 2022"
DERIVED = "derived in docs/THEORY.md"
