"""Roles of staff in words: what each is called, and what it may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.languages import gettext as _

if TYPE_CHECKING:
    from meter.audit.records import ActorRole
    from meter.records import Role


@dataclass(frozen=True)
class RoleWords:
    """A role by its name, and what whoever has it may do."""

    name: str
    may: str


def say_role(role: Role | ActorRole) -> str:
    """Name a role."""
    words = {
        "organiser": _("Organiser"),
        "co_organiser": _("Co-organiser"),
        "reviewer": _("Reviewer"),
        "researcher": _("Researcher"),
        "administrator": _("Administrator"),
        "server": _("By the server"),
        "focal_point": _("Focal point"),
    }
    return words[role]


def describe_roles() -> tuple[RoleWords, ...]:
    """Describe what each role in a workshop may do, and the one beside them."""
    return (
        RoleWords(
            say_role("organiser"),
            _(
                "Made the workshop, and does everything there. Names and withdraws"
                " members."
            ),
        ),
        RoleWords(
            say_role("co_organiser"),
            _(
                "Does what the organiser does with the workshop and its rounds, but"
                " names nobody and deletes nothing. Units and people stay the"
                " organiser's."
            ),
        ),
        RoleWords(
            say_role("reviewer"),
            _(
                "Sees the submitted answers of all rounds of the workshop, and verifies"
                " or returns them. Sees nothing else."
            ),
        ),
        RoleWords(
            say_role("researcher"),
            _(
                "Reads the comparison and downloads results. Sees numbers in place of"
                " the names of cities, except of those that agreed to be named. Reads"
                " no text that a city wrote, sees no person, changes nothing."
            ),
        ),
        RoleWords(
            say_role("administrator"),
            _(
                "Adds, shuts and opens accounts. Sees no workshop, no round and no"
                " city by that."
            ),
        ),
    )
