"""What is said of levels, groups, standings, and of what cannot be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.peers.bands import STEP
from meter.peers.cover import FEWEST
from meter.peers.groups import REST, find_band, find_peer_field
from webapp.filters import show_number
from webapp.languages import gettext as _
from webapp.languages import ngettext

if TYPE_CHECKING:
    from instruments.model.instrument import Instrument
    from meter.peers.bands import Standing
    from meter.peers.records import Spread, Withheld
    from meter.peers.seeing import Dark
    from meter.records import PeerLevel


def name_level(level: PeerLevel) -> str:
    """Name what peers see."""
    names = {
        "nothing": _("Nothing"),
        "spread": _("Spread"),
        "named": _("With our name"),
    }
    return names[level]


def say_level(level: PeerLevel) -> str:
    """Say what it means that peers see that much, to who decides."""
    words = {
        "nothing": _(
            "Your peers see nothing of your score, and you see nothing of theirs."
        ),
        "spread": _(
            "Your score counts in the spread of your group: the middle half and the"
            " median, in bands of five points. Nobody is named, and you see the spread"
            " too."
        ),
        "named": _(
            "As in the spread; and peers who show their own name see yours with your"
            " score. You see theirs."
        ),
    }
    return words[level]


def declare_level(level: PeerLevel) -> str:
    """Say what the units of a round see of each other, to who organises it."""
    words = {
        "nothing": _("Nothing: each unit sees its own result alone"),
        "spread": _("An anonymous spread, of those that consent"),
        "named": _("Names too, of those that consent"),
    }
    return words[level]


def offer_level(level: PeerLevel) -> str:
    """Say in a sentence what a level means, to who prepares rounds."""
    words = {
        "nothing": _("Nothing: each unit sees its own result alone."),
        "spread": _(
            "An anonymous spread: units that agree to it see where the middle half and"
            " the median of their peers lie, and nobody is named."
        ),
        "named": _(
            "Names too: beside the spread, units that agree to show their name and"
            " score see those of the others who do."
        ),
    }
    return words[level]


def say_unit(number: int) -> str:
    """Call a unit by a number where its name may not be seen."""
    return _("Unit %(number)s") % {"number": show_number(number)}


def say_group(worded: Instrument, field: str | None, group: str) -> str:
    """Say who the peers of a group are."""
    fact = find_peer_field(worded, field)
    if fact is None:
        return _("all who share this in the round")
    if group == REST:
        return _("those whose own group is too small to be shown")
    if fact.options is None:
        return _say_band(fact.title, *find_band(group))
    says = {option.code: option.say for option in fact.options}
    return _("%(fact)s: %(value)s") % {
        "fact": fact.title,
        "value": says.get(group, group),
    }


def _say_band(title: str, low: int, high: int | None) -> str:
    facts = {"fact": title, "low": show_number(low), "high": show_number(high or 0)}
    if high is None:
        return _("%(fact)s: %(low)s and more") % facts
    if not low:
        return _("%(fact)s: less than %(high)s") % facts
    return _("%(fact)s: from %(low)s to less than %(high)s") % facts


def say_spread(spread: Spread) -> str:
    """Say where the middle half and the median of a group lie."""
    return ngettext(
        "The middle half of %(num)s peer lies between %(low)s and %(high)s, the median"
        " between %(from)s and %(to)s.",
        "The middle half of %(num)s peers lies between %(low)s and %(high)s, the median"
        " between %(from)s and %(to)s.",
        spread.size,
    ) % {
        "num": show_number(spread.size),
        "low": show_number(spread.lower or 0),
        "high": show_number((spread.upper or 0) + STEP),
        "from": show_number(spread.middle or 0),
        "to": show_number((spread.middle or 0) + STEP),
    }


def say_standing(standing: Standing) -> str:
    """Say where the reader's own score stands; never a rank."""
    words = {
        "below": _("You are in the lower quarter."),
        "low edge": _("You are at the lower edge of the middle half."),
        "middle": _("You are in the middle half."),
        "high edge": _("You are at the upper edge of the middle half."),
        "above": _("You are in the upper quarter."),
    }
    return words[standing]


def say_dark(dark: Dark, size: int) -> str:
    """Say why no spread is shown, and what would change that."""
    words = {
        "unshared": _(
            "You let nothing be seen of this, so you see nothing of your peers. Choose"
            " “Spread” to see theirs."
        ),
        "unsubmitted": _(
            "You see your peers once your answers are submitted: nobody should answer"
            " by what others said."
        ),
        "unreleased": _(
            "There is no comparison of your group yet. The organiser makes one when"
            " enough have submitted."
        ),
        "withdrawn": _(
            "Somebody of your group has withdrawn since the last release. It can be"
            " shown again by a release from which nobody can be worked out."
        ),
        "few": ngettext(
            "%(num)s unit of your group shared this when the last release was made."
            " From %(fewest)s on it can be shown, so that each has five others beside"
            " it.",
            "%(num)s units of your group shared this when the last release was made."
            " From %(fewest)s on it can be shown, so that each has five others beside"
            " it.",
            size,
        )
        % {"num": show_number(size), "fewest": show_number(FEWEST)},
        "changed": _(
            "The last release could tell the score of a single unit: too few came, left"
            " or changed since what was shown before, or the scores lie too close"
            " together. It can be shown by a later release, when more have changed."
        ),
    }
    return words[dark]


def say_withheld(withheld: Withheld) -> str:
    """Say to the organiser, who sees all, why peers are not shown a group."""
    words = {
        "few": _("not shown: fewer than six"),
        "changed": _("not shown: with earlier releases or names a unit would be found"),
        "alike": _("not shown: the scores lie within five points"),
    }
    return words[withheld]
