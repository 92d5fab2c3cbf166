"""The mathematics: NumPy and SciPy only."""
