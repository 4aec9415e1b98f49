"""Commitments as a page: the promises of each city and of the network."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.filters import say_day
from webapp.languages import gettext as _
from webapp.paging import Pages, open_page
from webapp.states import State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from meter.network.records import Commitment, CommitmentState, CommitmentVersion
    from webapp.network.places import Place
    from webapp.network.theme_words import Themes

PAGE_MOST = 100
"""Commitments on one page."""

NETWORK = "network"
"""What stands for the network among the ids of units."""


@dataclass(frozen=True)
class VersionLine:
    """What a commitment was from some time on."""

    at: dt.datetime
    who: str
    text: str
    theme: str
    owner: str
    due_on: dt.date
    state: State
    reason: str


@dataclass(frozen=True)
class CommitmentLine:
    """A commitment as it stands, and what it was before, the last first."""

    id: int
    unit: str
    text: str
    theme: str
    owner: str
    due_on: dt.date
    state: State
    reason: str
    former: tuple[VersionLine, ...]
    may_change: bool


@dataclass(frozen=True)
class CommitmentsPage:
    """The commitments of a workshop, or of one of its cities.

    `of` is the id of the unit that was chosen, or `network`.
    """

    lines: tuple[CommitmentLine, ...]
    units: tuple[tuple[str, str], ...]
    of: str
    state: str
    counts: str
    pages: Pages


def make_commitments_page(
    commitments: Sequence[Commitment],
    place: Place,
    themes: Themes,
    of: str = "",
    state: str = "",
    *,
    number: int = 1,
) -> CommitmentsPage:
    """List commitments, those of one city or in one state alone where that is asked."""
    found = [
        one
        for one in commitments
        if of in {"", _code(one)} and state in {"", _tell(one, place.today)}
    ]
    pages = open_page(len(found), PAGE_MOST, number)
    return CommitmentsPage(
        tuple(_make_line(one, place, themes) for one in pages.cut(found)),
        _list_units(commitments),
        of,
        state,
        _count(commitments, place.today),
        pages,
    )


def _tell(one: Commitment, today: dt.date) -> str:
    return "overdue" if one.is_overdue(today) else one.now.state


def _code(one: Commitment) -> str:
    return str(one.unit.id) if one.unit else NETWORK


def say_unit(one: Commitment) -> str:
    """Name who promises."""
    return one.unit.name if one.unit else _("The network")


def say_state(state: CommitmentState) -> State:
    """Name the state of a commitment."""
    words = {"open": _("Open"), "done": _("Done"), "given_up": _("Given up")}
    marks = {"open": "some", "done": "done", "given_up": "none"}
    return State(words[state], marks[state])


def show_state(one: Commitment, today: dt.date) -> State:
    """Name the state of a commitment, and since when it is overdue."""
    if one.is_overdue(today):
        since = {"day": say_day(one.now.due_on)}
        return State(_("Overdue since %(day)s") % since, "stop")
    return say_state(one.now.state)


def _make_line(one: Commitment, place: Place, themes: Themes) -> CommitmentLine:
    said = one.now
    own = place.unit.id if place.unit else None
    is_own = (one.unit.id if one.unit else None) == own
    return CommitmentLine(
        one.id,
        say_unit(one),
        said.text,
        themes.say(said.theme) if said.theme else "",
        said.owner_name,
        said.due_on,
        show_state(one, place.today),
        said.reason,
        list_former(one, themes),
        may_change=is_own and place.may_act,
    )


def list_former(one: Commitment, themes: Themes) -> tuple[VersionLine, ...]:
    """List what a commitment was, the last first; nothing where it never changed."""
    if len(one.versions) == 1:
        return ()
    return tuple(_make_version(version, themes) for version in one.versions[::-1])


def _make_version(version: CommitmentVersion, themes: Themes) -> VersionLine:
    return VersionLine(
        version.at,
        version.who,
        version.text,
        themes.say(version.theme) if version.theme else "",
        version.owner_name,
        version.due_on,
        say_state(version.state),
        version.reason,
    )


def _list_units(commitments: Iterable[Commitment]) -> tuple[tuple[str, str], ...]:
    named = {_code(one): say_unit(one) for one in commitments}
    order = sorted(
        named.items(), key=lambda pair: (pair[0] != NETWORK, pair[1].casefold())
    )
    return tuple(order)


def _count(commitments: Iterable[Commitment], today: dt.date) -> str:
    counts = Counter(_tell(one, today) for one in commitments)
    said = [
        words % {"num": counts[state]}
        for state, words in (
            ("overdue", _("%(num)s overdue")),
            ("open", _("%(num)s open")),
            ("done", _("%(num)s done")),
            ("given_up", _("%(num)s given up")),
        )
        if counts[state]
    ]
    return _(", ").join(said)
