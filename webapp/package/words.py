"""The labels of a package in the language that is spoken."""

from __future__ import annotations

from instruments.model.answers import Missing
from meter.exchange.package.words import Words
from webapp.languages import gettext as _
from webapp.package.guide import write_guide
from webapp.package.rules import write_rules
from webapp.package.titles import write_titles
from webapp.words import say_missing


def write_words(language: str) -> Words:
    """Write the labels; `language` is that of the instrument's words."""
    return Words(
        language=language,
        unit=_("Unit"),
        name=_("Name"),
        yes=_("Yes"),
        no=_("No"),
        given=_("Given, and withheld"),
        score=_("Score: %(title)s"),
        coverage=_("Coverage: %(title)s"),
        low=_("Lowest possible score: %(title)s"),
        high=_("Highest possible score: %(title)s"),
        stage=_("Stage: %(title)s"),
        chosen=_("%(option)s: %(title)s"),
        titles=write_titles(),
        guide=write_guide(),
        rules=write_rules(),
        reasons={reason: say_missing(reason) for reason in Missing},
    )
