"""Twinning as pages: what a city agreed to, who has something for it, how far it is.

A city reads why in words. It reads a level only where it and its twin agreed to name
theirs, and nothing of why a twinning did not come about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.filters import show_points
from webapp.languages import gettext as _
from webapp.languages import ngettext
from webapp.states import State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from meter.network.matching import Board, Match
    from meter.network.records import Consent, Reason, TopicKind, Twinning
    from meter.records import Unit
    from webapp.network.theme_words import Themes

MOST_THEMES = 4


@dataclass(frozen=True)
class ThemeLine:
    """A theme in the form of a city: what it is to it, and what its result says."""

    key: str
    title: str
    kind: str
    drawn: str


@dataclass(frozen=True)
class TwinningLine:
    """A twinning as one of the two sides sees it."""

    id: int
    partner: str
    state: State
    reasons: tuple[str, ...]
    proposed_at: dt.datetime
    by: str
    ended_at: dt.datetime | None
    outcome: str
    may_agree: bool
    may_decline: bool
    may_end: bool


@dataclass(frozen=True)
class MatchLine:
    """A city that has something for another one, or needs something of it."""

    unit_id: int
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class BoardLine:
    """What a city that takes part offers and needs."""

    name: str
    offers: tuple[str, ...]
    needs: tuple[str, ...]
    words: str


@dataclass(frozen=True)
class TwinningPage:
    """Twinning as a city sees it; of others nothing where it takes no part itself."""

    consent: Consent | None
    themes: tuple[ThemeLine, ...]
    twinnings: tuple[TwinningLine, ...]
    matches: tuple[MatchLine, ...]
    board: tuple[BoardLine, ...]


@dataclass(frozen=True)
class DeskLine:
    """A twinning as the organiser sees it."""

    first: str
    second: str
    state: State
    reasons: tuple[str, ...]
    proposed_at: dt.datetime
    by: str
    ended_at: dt.datetime | None
    outcome: str


@dataclass(frozen=True)
class SuggestionLine:
    """Two cities that could be twinned; `code` names them in the form."""

    code: str
    first: str
    second: str
    reasons: tuple[str, ...]


def make_twinning_page(
    unit: Unit, board: Board, twinnings: Iterable[Twinning], themes: Themes
) -> TwinningPage:
    """Make the page of a city."""
    known = list(twinnings)
    consent = board.consents.get(unit.id)
    others = [one for one in board.consents.values() if one.unit.id != unit.id]
    shown = others if consent else []
    return TwinningPage(
        consent,
        list_theme_lines(unit.id, board, themes),
        tuple(_make_line(one, unit, board, themes) for one in known[::-1]),
        _list_matches(unit, board, known, themes),
        tuple(_make_board_line(one, board, themes) for one in shown),
    )


def list_theme_lines(
    unit_id: int,
    board: Board,
    themes: Themes,
    typed: Mapping[str, TopicKind] | None = None,
) -> tuple[ThemeLine, ...]:
    """List the themes of the form; `typed` is what was chosen and could not be kept."""
    topics = board.topics_of.get(unit_id, ())
    said = {one.theme: one.kind for one in topics if not one.is_drawn}
    drawn = {one.theme: one.kind for one in topics if one.is_drawn}
    chosen = said if typed is None else typed
    return tuple(
        ThemeLine(key, title, chosen.get(key, ""), drawn.get(key, ""))
        for key, title in themes.list_choices()
    )


def _list_matches(
    unit: Unit, board: Board, twinnings: Iterable[Twinning], themes: Themes
) -> tuple[MatchLine, ...]:
    """List who could be a twin and is none yet."""
    busy = {
        one.partner_of(unit.id).id
        for one in twinnings
        if one.state in {"proposed", "half_agreed", "active"}
    }
    found = []
    for match in board.list_matches(unit.id):
        other = match.pair[1]
        if other not in busy:
            name = board.consents[other].unit.name
            reasons = say_reasons(match.reasons, unit.id, other, board, themes)
            found.append(MatchLine(other, name, reasons))
    return tuple(found)


def _make_board_line(one: Consent, board: Board, themes: Themes) -> BoardLine:
    topics = board.topics_of.get(one.unit.id, ())
    offers, needs = (
        tuple(themes.say(topic.theme) for topic in topics if topic.kind == kind)
        for kind in ("offer", "need")
    )
    return BoardLine(one.unit.name, offers, needs, one.words)


def _make_line(one: Twinning, unit: Unit, board: Board, themes: Themes) -> TwinningLine:
    partner = one.partner_of(unit.id)
    waits = one.state in {"proposed", "half_agreed"}
    has_agreed = one.agreed_at(unit.id) is not None
    reasons = board.list_standing(one)
    return TwinningLine(
        one.id,
        partner.name,
        say_own_state(one, unit.id),
        say_reasons(reasons, unit.id, partner.id, board, themes),
        one.proposed_at,
        _say_proposer(one, unit.id),
        one.ended_at,
        one.outcome,
        may_agree=waits and not has_agreed,
        may_decline=waits,
        may_end=one.state == "active",
    )


def _say_proposer(one: Twinning, unit_id: int) -> str:
    if one.proposed_by is None:
        return _("Proposed by the organiser")
    return _("Proposed by you") if one.proposed_by == unit_id else _("Proposed by them")


def say_own_state(one: Twinning, unit_id: int) -> State:
    """Name the state of a twinning to one side; who declined is told to nobody."""
    if one.state == "active":
        return State(_("Active"), "done")
    if one.state == "ended":
        return State(_("Ended"), "done")
    if one.state == "declined":
        is_own = one.declined_by == unit_id
        return State(_("You declined") if is_own else _("Did not come about"), "none")
    if one.agreed_at(unit_id) is None:
        return State(_("Waits for your answer"), "some")
    return State(_("You agreed; waits for them"), "some")


def say_reasons(
    reasons: Iterable[Reason],
    unit_id: int,
    other_id: int,
    board: Board,
    themes: Themes,
) -> tuple[str, ...]:
    """Say to a city what it can learn from another one, and teach it."""
    return tuple(_say_reason(one, unit_id, other_id, board, themes) for one in reasons)


def _say_reason(
    one: Reason, unit_id: int, other_id: int, board: Board, themes: Themes
) -> str:
    learns = one.learner_id == unit_id
    mine = _say_side(one, (unit_id, other_id), board, learns=learns)
    theirs = _say_side(one, (other_id, unit_id), board, learns=not learns)
    facts = {"theme": themes.say(one.theme), "mine": mine, "theirs": theirs}
    if learns:
        return _("They can teach: %(theme)s (you: %(mine)s, they: %(theirs)s)") % facts
    return _("You can teach: %(theme)s (you: %(mine)s, they: %(theirs)s)") % facts


def _say_side(one: Reason, pair: tuple[int, int], board: Board, *, learns: bool) -> str:
    """Say where one side stands: by its result, or as it declares."""
    unit_id, other_id = pair
    level = board.find_level(unit_id, other_id, one.theme)
    if unit_id in one.drawn_from:
        word = _("developing") if learns else _("strong")
    else:
        word = _("declared as a need") if learns else _("declared as an offer")
    if level is None:
        return word
    return _("%(word)s, %(level)s of 100") % {"word": word, "level": show_points(level)}


def make_desk_lines(
    twinnings: Sequence[Twinning], board: Board, themes: Themes
) -> tuple[DeskLine, ...]:
    """List twinnings for the organiser, the newest first."""
    return tuple(_make_desk_line(one, board, themes) for one in twinnings[::-1])


def _make_desk_line(one: Twinning, board: Board, themes: Themes) -> DeskLine:
    names = {unit.id: unit.name for unit in (one.first, one.second)}
    by = names.get(one.proposed_by or 0)
    return DeskLine(
        one.first.name,
        one.second.name,
        say_state(one),
        _say_to_organiser(board.list_standing(one), names, themes),
        one.proposed_at,
        _("Proposed by %(name)s") % {"name": by} if by else _("Proposed by you"),
        one.ended_at,
        one.outcome,
    )


def say_state(one: Twinning) -> State:
    """Name the state of a twinning to the organiser."""
    words = {
        "proposed": _("Proposed; nobody has agreed yet"),
        "half_agreed": _("One side has agreed"),
        "active": _("Active"),
        "declined": _("Declined"),
        "ended": _("Ended"),
    }
    marks = {
        "proposed": "none",
        "half_agreed": "some",
        "active": "done",
        "declined": "stop",
        "ended": "done",
    }
    return State(words[one.state], marks[one.state])


def list_suggestions(
    matches: Iterable[Match],
    twinnings: Iterable[Twinning],
    board: Board,
    themes: Themes,
) -> tuple[SuggestionLine, ...]:
    """List who could be twinned and has not been proposed to each other yet."""
    known = {one.unit_ids for one in twinnings}
    lines = []
    for match in matches:
        first, second = sorted(match.pair)
        if (first, second) in known:
            continue
        names = {one: board.consents[one].unit.name for one in match.pair}
        reasons = _say_to_organiser(match.reasons, names, themes)
        code = f"{first}-{second}"
        lines.append(SuggestionLine(code, names[first], names[second], reasons))
    return tuple(lines)


def _say_to_organiser(
    reasons: Iterable[Reason], names: Mapping[int, str], themes: Themes
) -> tuple[str, ...]:
    """Say who can teach whom what, a sentence for each direction."""
    taught: dict[int, list[str]] = {}
    for one in reasons:
        taught.setdefault(one.learner_id, []).append(themes.say(one.theme))
    sentence = _("%(teacher)s can teach %(learner)s: %(themes)s")
    return tuple(
        sentence
        % {
            "learner": names[learner],
            "teacher": next(name for one, name in names.items() if one != learner),
            "themes": _join_few(said),
        }
        for learner, said in taught.items()
    )


def _join_few(said: Sequence[str]) -> str:
    """Name the first themes and count the others: nobody reads eighteen."""
    more = len(said) - MOST_THEMES
    rest = (
        [ngettext("%(num)s more", "%(num)s more", more) % {"num": more}]
        if more > 0
        else []
    )
    return _(", ").join([*said[:MOST_THEMES], *rest])
