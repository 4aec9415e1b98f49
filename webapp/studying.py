"""Studying: results are worked out beside the pages, before somebody reads them.

What a result is made of takes many times the query of its data. It is begun when
somebody checks the answers before submitting them, when they are submitted, and on the
page that leads to the result, as after a restart nothing is kept: whoever reads the
result finds it done, or waits for the rest of the same work.
"""

from __future__ import annotations

import logging
from threading import Condition, Thread
from typing import TYPE_CHECKING

from flask import after_this_request, current_app

from meter.comparison.studied import make_study

if TYPE_CHECKING:
    from flask import Flask, Response

    from meter.storage import Store
    from webapp.respond.answering import Answering

STUDYING = "studying"
"""The name of the student among the extensions of an application; in tests of pages,
and wherever else nobody serves them, there is none."""

STOP_SECONDS = 15.0
"""How long the study under way is waited for once the server is told to stop."""

MOST_WAITING = 512
"""Responses that wait; beyond it those that have waited longest are studied when they
are read."""

log = logging.getLogger(__name__)


class Student:
    """Makes the studies that are asked for, one by one, in a thread of its own.

    No request waits for it, unless it reads what is being worked out. A response that
    is asked for again while it waits is studied once, as it stands then.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[int, int] = {}
        self._changed = Condition()
        self._is_stopped = False
        self._is_busy = False
        self._thread = Thread(target=self._run, name="student", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after the study that is under way; what waits is dropped."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS)

    def ask(self, response_id: int, invitation_id: int) -> None:
        """Have a response studied, as somebody with an invitation to it sees it."""
        with self._changed:
            self._waiting.pop(response_id, None)
            self._waiting[response_id] = invitation_id
            while len(self._waiting) > MOST_WAITING:
                del self._waiting[next(iter(self._waiting))]
            self._changed.notify_all()

    def wait(self, seconds: float) -> bool:
        """Wait until all that was asked for is done; tell whether it is."""
        with self._changed:
            return self._changed.wait_for(self._is_done, seconds)

    def _is_done(self) -> bool:
        return not self._waiting and not self._is_busy

    def _run(self) -> None:
        while (asked := self._take()) is not None:
            try:
                make_study(self._store, *asked)
            except Exception:
                log.exception("Response %s could not be studied.", asked[0])

    def _take(self) -> tuple[int, int] | None:
        """Wait for the next response; None once the server stops."""
        with self._changed:
            self._is_busy = False
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._waiting or self._is_stopped)
            if self._is_stopped:
                return None
            self._is_busy = True
            first = next(iter(self._waiting))
            return first, self._waiting.pop(first)


def set_up_student(app: Flask) -> Student:
    """Give an application a student, which its pages ask from now on."""
    student = Student(app.extensions["meter"].store)
    app.extensions[STUDYING] = student
    return student


def study_later(answering: Answering) -> None:
    """Have a response studied once the reply is out, where there is who does it."""
    student: Student | None = current_app.extensions.get(STUDYING)
    if student is None:
        return
    sheet = answering.sheet
    asked = sheet.response.id, sheet.invitation.id

    @after_this_request
    def ask(reply: Response) -> Response:
        reply.call_on_close(lambda: student.ask(*asked))
        return reply
