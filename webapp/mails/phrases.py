"""Phrases that several mails share: whom they greet, what is left, the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from webapp.deadlines import make_deadline
from webapp.languages import current_language, ngettext
from webapp.languages import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from meter.mailing.outbox import Ready
    from meter.records import Round
    from webapp.respond.progress import SectionProgress

FIRST_STRONG, POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True)
class Asker:
    """A person whom the reader of a mail may ask."""

    name: str
    email: str


def find_asker(ready: Ready) -> Asker:
    """Find whom to ask: a delegate the focal point, who asks the organiser."""
    if ready.host is not None:
        return Asker(ready.host.person_name, ready.host.person_email)
    return Asker(ready.owner.name, ready.owner.email)


def isolate(text: str) -> str:
    """Keep a name from turning the words around it, where they run the other way."""
    if current_language().direction == "ltr":
        return text
    return f"{FIRST_STRONG}{text}{POP}"


def greet(name: str) -> str:
    """Greet a person."""
    return _("Hello %(name)s,") % {"name": isolate(name)}


def say_deadline(asked: Round, at: datetime) -> str:
    """Write until when answers are taken; nothing where no end is set."""
    deadline = make_deadline(asked, at)
    return deadline.text if deadline else ""


def say_left(sections: Iterable[SectionProgress]) -> list[str]:
    """Write what is open, section by section."""
    return [
        "- "
        + _("%(title)s: %(answered)s of %(asked)s answered")
        % {
            "title": isolate(one.title),
            "answered": one.answered,
            "asked": one.asked,
        }
        for one in sections
        if one.state != "done"
    ]


def say_minutes(sections: Iterable[SectionProgress]) -> str:
    """Write how long the rest takes."""
    minutes = sum(one.minutes_left for one in sections)
    return ngettext(
        "About %(num)s minute is left.", "About %(num)s minutes are left.", minutes
    ) % {"num": minutes}


def say_way(address: str, asker: Asker) -> str:
    """Write the way back; the secret link itself is not kept and cannot be repeated."""
    way = _(
        "This address opens on a device on which you have used your invitation link. On"
        " another one, use that link again. If you no longer have it, answer this mail:"
        " %(name)s makes a new one."
    ) % {"name": isolate(asker.name)}
    return f"{address}\n{way}"


def sign(asker: Asker, title: str) -> str:
    """Say who has this mail sent, and why."""
    return _("Sent by METER for %(name)s, because you answer in “%(title)s”.") % {
        "name": isolate(asker.name),
        "title": isolate(title),
    }


def join_parts(*parts: str | list[str]) -> str:
    """Join paragraphs; a list is one of several lines, what is empty is left out."""
    blocks = ("\n".join(one) if isinstance(one, list) else one for one in parts)
    return "\n\n".join(block for block in blocks if block) + "\n"
