"""Agreement in words: the state of an item, a coefficient, and why there is none."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from scoring.quality.agreement import LEAST_ITEMS
from webapp.filters import show_number
from webapp.languages import gettext as _
from webapp.languages import ngettext
from webapp.states import State

if TYPE_CHECKING:
    from meter.comparison.disagreement import ItemSpread
    from meter.records import Apart
    from scoring.quality.agreement import Concord

DECIMALS = 2


def say_sheet(one: Apart) -> State:
    """Name how far somebody who answers apart has come."""
    if one.is_handed_in:
        return State(_("Handed in"), "done")
    if one.response.started_at is None:
        return State(_("Has not begun"), "none")
    return State(_("Answering"), "some")


def say_spread(one: ItemSpread) -> State:
    """Name whether those who answered an item answered alike."""
    if one.common is not None:
        return State(_("All alike"), "done")
    if len(one.given) <= 1:
        return State(_("Fewer than two answers"), "none")
    if one.is_free:
        return State(_("In words of their own"), "none")
    if one.agreement == 1:
        return State(_("Alike, and somebody does not know"), "some")
    return State(_("Not alike"), "stop" if not one.agreement else "some")


def say_alpha(found: Concord) -> str:
    """Write alpha with what it means; why there is none where something lacks."""
    if found.lack:
        return _say_lack(found)
    words = {
        "discuss": _("low: talk it over"),
        "tentative": _("tentative"),
        "fine": _("good"),
    }
    figure = show_number(found.alpha, DECIMALS)
    return _("%(figure)s, %(words)s") % {
        "figure": figure,
        "words": words[found.reading],
    }


def say_kappa(found: Concord) -> str:
    """Write weighted kappa; nothing where there are not two respondents."""
    return "" if isnan(found.kappa) else show_number(found.kappa, DECIMALS)


def say_basis(found: Concord) -> str:
    """Write on how many people and questions a coefficient rests."""
    people = ngettext("%(num)s person", "%(num)s people", found.respondents)
    questions = ngettext("%(num)s question", "%(num)s questions", found.items)
    return _("%(people)s, %(questions)s") % {
        "people": people % {"num": found.respondents},
        "questions": questions % {"num": found.items},
    }


def _say_lack(found: Concord) -> str:
    if found.lack == "respondents":
        return _("None: fewer than two people answered.")
    if found.lack == "variation":
        return _("None: all answers are the same.")
    return _(
        "None: two or more answered %(items)s of these, and it takes %(least)s."
    ) % {"items": found.items, "least": LEAST_ITEMS}
