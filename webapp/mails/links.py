"""Mailing fresh links, while they are known: no outbox may hold one.

The page waits for the mail server, but not for long: what cannot be sent in that time
is told, and the link is shown all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from meter.mailing.errors import MailRefusedError, MailServerError
from meter.mailing.outbox import note_invitation
from meter.mailing.post import Post
from webapp.current import now, settings, store
from webapp.languages import gettext as _
from webapp.mails.letters import write_invitation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meter.records import Invitation, Round
    from webapp.mails.phrases import Asker

ONE_ANSWER_SECONDS = 5
ALL_SECONDS = 20
"""So long a page may take beyond what it takes without mails."""


@dataclass(frozen=True)
class InvitationLink:
    """A link that was made just now: to which round, for which unit and person.

    `mailed` is why it was not mailed, empty where it was; None where nobody asked.
    """

    round: Round
    unit: str
    invitation: Invitation
    address: str
    mailed: str | None = None


def mail_links(asker: Asker, links: Sequence[InvitationLink]) -> list[InvitationLink]:
    """Mail links; each then tells what became of its mail."""
    until = now() + timedelta(seconds=ALL_SECONDS)
    told: list[InvitationLink] = []
    stopped = ""
    with Post(settings(), seconds=ONE_ANSWER_SECONDS) as post:
        for link in links:
            if not stopped and now() > until:
                stopped = _("The mail server is slow; the time for one page was over.")
            if not stopped:
                try:
                    told.append(replace(link, mailed=_mail(post, asker, link)))
                    continue
                except MailServerError as error:
                    stopped = error.problem
            told.append(replace(link, mailed=stopped))
            note_invitation(store(), link.invitation, now(), stopped)
    return told


def _mail(post: Post, asker: Asker, link: InvitationLink) -> str:
    """Mail one link; give why it was refused, or nothing."""
    letter = write_invitation(
        link.invitation, link.round, link.unit, asker, link.address, now()
    )
    try:
        post.send(letter, now())
    except MailRefusedError as error:
        note_invitation(store(), link.invitation, now(), error.said)
        return error.said
    note_invitation(store(), link.invitation, now(), None)
    return ""
