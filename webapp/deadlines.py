"""Deadlines: until when answers are taken, and what is still taken after that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from webapp.filters import say_due, show_due
from webapp.languages import gettext as _

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from meter.records import Round


@dataclass(frozen=True)
class Deadline:
    """When a round's answers are due.

    `ends_at` is the end of the grace, None without one; `is_late` is whether it runs.
    `time_zone` is the one in which they are told, None without a venue.
    """

    closes_at: dt.datetime
    ends_at: dt.datetime | None
    is_late: bool
    time_zone: str | None = None

    def _say(self, write: Callable[[dt.datetime, str | None], str]) -> str:
        if self.ends_at is None:
            return _("Answers are taken until %(time)s.") % {
                "time": write(self.closes_at, self.time_zone)
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
            "deadline": write(self.closes_at, self.time_zone),
            "end": write(self.ends_at, self.time_zone),
        }

    @property
    def text(self) -> str:
        """The sentence where no script can turn its moments."""
        return self._say(say_due)

    @property
    def sentence(self) -> Markup:
        """The sentence on a page, which turns moments without a venue to its reader."""
        # What is translated is ours, and the moments are escaped: nothing is typed.
        return Markup(self._say(show_due))  # noqa: S704


def make_deadline(asked: Round, at: dt.datetime) -> Deadline | None:
    """Tell when answers are due; None where no end is set."""
    if asked.closes_at is None:
        return None
    ends_at = asked.ends_at if asked.grace_days else None
    return Deadline(asked.closes_at, ends_at, asked.is_late(at), asked.time_zone)


def write_late(asked: Round, at: dt.datetime) -> Markup:
    """Write the notice that the deadline is over; nothing while it is not."""
    deadline = make_deadline(asked, at)
    if deadline is None or not deadline.is_late:
        return Markup()
    return Markup('<p class="notice caution">{}</p>').format(escape(deadline.sentence))
