"""The command line and the Voilà application."""
