"""What the forms by which somebody is invited send beside who it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import request

from webapp.current import settings
from webapp.languages import list_languages
from webapp.mails.links import mail_links
from webapp.mails.phrases import Asker
from webapp.staff.accounts import current_account

if TYPE_CHECKING:
    from collections.abc import Sequence

    from webapp.mails.links import InvitationLink


def read_list() -> str | bytes:
    """Read a list of units: a file, else the text that was mended on the page."""
    sent = request.files.get("file")
    return sent.read() if sent and sent.filename else request.form.get("list", "")


def read_language() -> str | None:
    """Read the language that those who are invited read; None where none is chosen."""
    code = request.form.get("language", "")
    return code if code in list_languages() else None


def read_ending() -> int:
    """Read up to which invitation links end that work; 0 where that is not ticked."""
    newest = request.form.get("again", "")
    return int(newest) if re.fullmatch(r"[0-9]{1,18}", newest) else 0


def mail_if_ticked(links: Sequence[InvitationLink]) -> tuple[InvitationLink, ...]:
    """Mail links where that is ticked; each then tells what became of its mail."""
    if request.form.get("mail") and settings().can_mail:
        account = current_account()
        links = mail_links(Asker(account.name, account.email), links)
    return tuple(links)
