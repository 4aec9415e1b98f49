"""What may go wrong between us and the mail server."""

from __future__ import annotations

from meter.errors import StateError


class MailServerError(StateError):
    """The mail server cannot be reached, or lets nothing be sent."""

    def __init__(self, server: str, problem: str) -> None:
        self.server = server
        self.problem = problem
        super().__init__(
            f"The mail server {server} cannot be used: {problem}. What was not sent"
            " waits in the outbox; see that the server runs and that METER_SMTP_* say"
            " how to use it, then run this again."
        )


class MailRefusedError(StateError):
    """The mail server does not take one mail; `is_final` where it never will."""

    def __init__(self, email: str, said: str, *, is_final: bool) -> None:
        self.email = email
        self.said = said
        self.is_final = is_final
        super().__init__(f"The mail to {email} was refused: {said}")
