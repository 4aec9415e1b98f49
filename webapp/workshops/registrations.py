"""Registrations in the organiser's list, with what of them is known already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.languages import gettext as _
from webapp.languages import ngettext
from webapp.workshops.profile import name_language, say_profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

    from instruments.model.questionnaire import ProfileField
    from meter.workshops.records import Alike, Registration


@dataclass(frozen=True)
class RegistrationLine:
    """What somebody filled in; `warnings` say what of it is known already."""

    id: int
    unit: str
    person: str
    email: str
    facts: tuple[str, ...]
    languages: tuple[str, ...]
    at: datetime
    warnings: tuple[str, ...]
    admitted: bool | None
    decided_at: datetime | None
    decided_by: str


def list_lines(
    registrations: Iterable[Registration],
    facts: Sequence[ProfileField],
    alike: Mapping[int, Alike],
) -> list[RegistrationLine]:
    """List registrations as they were filled in."""
    return [
        RegistrationLine(
            id=one.id,
            unit=one.unit_name,
            person=one.person_name,
            email=one.person_email,
            facts=say_profile(one.profile, facts),
            languages=tuple(name_language(tag) for tag in one.languages),
            at=one.at,
            warnings=tuple(_warn(alike[one.id])) if one.id in alike else (),
            admitted=one.admitted,
            decided_at=one.decided_at,
            decided_by=one.decided_by or "",
        )
        for one in registrations
    ]


def _warn(alike: Alike) -> Iterator[str]:
    if alike.takes_part:
        yield _(
            "A unit of this name takes part already. Admitted, this person sees and"
            " changes its answers: make sure that they are from there."
        )
    if alike.is_invited:
        yield _("This address has been invited already.")
    if alike.waiting:
        yield (
            ngettext(
                "%(num)s other registration that waits has the same name or address.",
                "%(num)s other registrations that wait have the same name or address.",
                alike.waiting,
            )
            % {"num": alike.waiting}
        )
