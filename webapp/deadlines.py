"""Deadlines: until when answers are taken, and what is still taken after that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from webapp.filters import show_moment
from webapp.languages import gettext as _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from meter.records import Round


@dataclass(frozen=True)
class Deadline:
    """When a round's answers are due.

    `ends_at` is the end of the grace, None without one; `is_late` is whether it runs.
    """

    closes_at: dt.datetime
    ends_at: dt.datetime | None
    is_late: bool

    def say(self, write: Callable[[dt.datetime], str]) -> str:
        """Write the sentence; `write` writes a moment."""
        if self.ends_at is None:
            return _("Answers are taken until %(time)s.") % {
                "time": write(self.closes_at)
            }
        if self.is_late:
            sentence = _(
                "The deadline was %(deadline)s. Late answers are taken until %(end)s."
            )
        else:
            sentence = _(
                "The deadline is %(deadline)s. Late answers are taken until %(end)s."
            )
        return sentence % {
            "deadline": write(self.closes_at),
            "end": write(self.ends_at),
        }

    @property
    def sentence(self) -> Markup:
        """The sentence with moments that the page turns to the reader's zone."""
        # What is translated is ours, and the moments are markup: nothing is typed.
        return Markup(self.say(show_moment))  # noqa: S704


def make_deadline(asked: Round, at: dt.datetime) -> Deadline | None:
    """Tell when answers are due; None where no end is set."""
    if asked.closes_at is None:
        return None
    ends_at = asked.ends_at if asked.grace_days else None
    return Deadline(asked.closes_at, ends_at, asked.is_late(at))


def write_late(asked: Round, at: dt.datetime) -> Markup:
    """Write the notice that the deadline is over; nothing while it is not."""
    deadline = make_deadline(asked, at)
    if deadline is None or not deadline.is_late:
        return Markup()
    return Markup('<p class="notice caution">{}</p>').format(escape(deadline.sentence))
