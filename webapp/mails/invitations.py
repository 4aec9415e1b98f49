"""Invitations by mail: the one mail that carries a link, sent as the link is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.languages import gettext as _
from webapp.mails.phrases import greet, isolate, join_parts, say_deadline, sign

if TYPE_CHECKING:
    from datetime import datetime

    from meter.records import Invitation, Round
    from webapp.mails.phrases import Asker


def word_invitation_subject(unit: str) -> str:
    """Write what an invitation is about."""
    return _("You are invited to answer for %(unit)s") % {"unit": unit}


def word_invitation(
    invitation: Invitation,
    asked: Round,
    unit: str,
    asker: Asker,
    address: str,
    at: datetime,
) -> str:
    """Write an invitation with its link."""
    invited = _("%(name)s invites you to answer for %(unit)s in “%(title)s”.") % {
        "name": isolate(asker.name),
        "unit": isolate(unit),
        "title": isolate(asked.title),
    }
    personal = _(
        "The link is yours alone: whoever has it answers in your name. You can use it"
        " again, on any device."
    )
    return join_parts(
        greet(invitation.person_name),
        invited,
        say_deadline(asked, at),
        f"{address}\n{personal}",
        sign(asker, asked.title),
    )
