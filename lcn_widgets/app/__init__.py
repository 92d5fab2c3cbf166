"""The explorer as an application: console script, Voilà settings and page template."""
