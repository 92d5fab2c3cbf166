"""What every symbol and every term means, in plain words. May import inputs."""

from lcn_widgets.core.glossary.entries import GLOSSARY
from lcn_widgets.core.glossary.glossary import Glossary
from lcn_widgets.core.glossary.term import Term

__all__ = ["GLOSSARY", "Glossary", "Term", "explain"]

explain = GLOSSARY.explain
