"""Notices: what came to an organiser's workshops, counted, and where it is decided.

A mail may be read by others on its way: it names workshops, and nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from meter.mailing.letters import Letter
from webapp.addresses import write_workshop_address
from webapp.languages import SOURCE, current_language, ngettext, speaking
from webapp.languages import gettext as _
from webapp.mails.phrases import greet, isolate, join_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.mailing.notices import ReadyNotice
    from meter.records import News


def write_notice(base: str, ready: ReadyNotice) -> Letter:
    """Word a notice in the language in which its reader signed in last."""
    account, asker = ready.account, ready.asker
    with speaking(account.language or SOURCE):
        return Letter(
            name=f"notice-{ready.mailing.id}",
            person=account.name,
            email=account.email,
            subject=_word_subject(ready.news),
            text=_word_text(base, ready),
            language=current_language().code,
            reply_to=(asker.name, asker.email),
        )


def _word_subject(news: tuple[News, ...]) -> str:
    if len(news) > 1:
        return _("News of your workshops")
    return _("News of %(workshop)s") % {"workshop": news[0].workshop.title}


def _word_text(base: str, ready: ReadyNotice) -> str:
    return join_parts(
        greet(ready.account.name),
        *([isolate(one.workshop.title), *_say(base, one)] for one in ready.news),
        _(
            "Sent by METER because you organise this. Such a mail comes once an hour at"
            " most, and only where something is new."
        ),
    )


def _say(base: str, news: News) -> Iterator[str]:
    if news.registrations:
        words = ngettext(
            "%(num)s registration waits for your decision:",
            "%(num)s registrations wait for your decision:",
            news.registrations,
        )
        yield _line(base, news, words, news.registrations, "registrations")
    if news.contributions:
        words = ngettext(
            "%(num)s contribution of a city waits for your review:",
            "%(num)s contributions of cities wait for your review:",
            news.contributions,
        )
        yield _line(base, news, words, news.contributions, "knowledge/")
    if news.reopenings:
        words = ngettext(
            "%(num)s city asks you to reopen its answers:",
            "%(num)s cities ask you to reopen their answers:",
            news.reopenings,
        )
        yield _line(base, news, words, news.reopenings, "")
    if news.twinnings:
        words = ngettext(
            "%(num)s twinning was proposed by a city; the other one decides:",
            "%(num)s twinnings were proposed by cities; the others decide:",
            news.twinnings,
        )
        yield _line(base, news, words, news.twinnings, "network/")


def _line(base: str, news: News, words: str, count: int, part: str) -> str:
    address = write_workshop_address(base, news.workshop.key, part)
    return f"- {words % {'num': count}} {address}"
