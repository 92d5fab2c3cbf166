"""Voilà as an extension of the Jupyter server: the explorer's page, without outside requests."""

from lcn_widgets.app.settings import configure

configure(get_config())  # noqa: F821
