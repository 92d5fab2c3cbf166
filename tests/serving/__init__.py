"""A served explorer and those who use it, without a browser."""
