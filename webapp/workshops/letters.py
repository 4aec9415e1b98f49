"""Letters of invitation, in the words of those whom they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.reports.letters import Letter, LetterLink, Letters, draw_code
from meter.reports.paper import Tongue
from webapp.deadlines import make_deadline
from webapp.filters import say_day
from webapp.languages import current_language, speaking
from webapp.languages import gettext as _
from webapp.mails.phrases import greet, isolate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from meter.records import Workshop
    from webapp.mails.links import InvitationLink


def make_letters(
    workshop: Workshop, links: Iterable[InvitationLink], otherwise: str | None = None
) -> Letters:
    """Write a letter for each person with all links of theirs.

    It is in the language that the person is known to read, else in the one given,
    else in that of the reader.
    """
    by_person: dict[tuple[int, str], list[InvitationLink]] = {}
    for one in links:
        to = one.invitation
        by_person.setdefault((to.unit_id, to.person_email), []).append(one)
    here = current_language()
    letters = []
    for some in by_person.values():
        known = some[0].invitation.language
        with speaking(known or otherwise or here.code):
            letters.append(_make_letter(workshop, some))
    title = _("Invitations: %(workshop)s") % {"workshop": workshop.title}
    return Letters(title, Tongue(here.code, here.direction), tuple(letters))


def _make_letter(workshop: Workshop, links: Sequence[InvitationLink]) -> Letter:
    first, language = links[0], current_language()
    name = first.invitation.person_name
    return Letter(
        spoken=Tongue(language.code, language.direction),
        over=workshop.title,
        title=_("Invitation"),
        to=(name, first.unit),
        greeting=greet(name),
        invitation=_(
            "You are invited to “%(workshop)s”, and to answer for %(unit)s before it."
        )
        % {"workshop": isolate(workshop.title), "unit": isolate(first.unit)},
        facts=tuple(_list_facts(workshop)),
        links=tuple(_make_link(one) for one in links),
        notes=(
            _(
                "Point the camera of a phone at the code, or type the address. You can"
                " use it again, on any device, over several days."
            ),
            _(
                "The link is yours alone: whoever has it answers in your name. Keep"
                " this letter as you would a key."
            ),
        ),
    )


def _list_facts(workshop: Workshop) -> Iterable[tuple[str, str]]:
    if workshop.place:
        yield _("Place"), isolate(workshop.place)
    days = say_days(workshop)
    if days:
        yield _("Days"), days


def say_days(workshop: Workshop) -> str:
    """Write the days of a workshop with its time zone; nothing where none are set."""
    first, last = workshop.begins_on, workshop.ends_on
    if first is None:
        return ""
    days = say_day(first)
    if last is not None and last != first:
        days = _("%(first)s to %(last)s") % {"first": days, "last": say_day(last)}
    return _("%(days)s (time zone %(zone)s)") % {
        "days": days,
        "zone": isolate(workshop.time_zone),
    }


def _make_link(one: InvitationLink) -> LetterLink:
    deadline = make_deadline(one.round, one.invitation.created_at)
    return LetterLink(
        title=one.round.title,
        until=deadline.text if deadline else "",
        address=one.address,
        code=draw_code(one.address),
        alt=_("Code for a camera: the address beside it"),
    )
