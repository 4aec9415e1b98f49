"""The sign-in form: what it asks, how often, and the one thing that it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from flask import Response, after_this_request, current_app
from flask_security.forms import LoginForm
from typing_extensions import override
from wtforms import PasswordField, StringField

from meter.fieldwork.accounts import find_account
from webapp.current import now, store
from webapp.languages import gettext as _
from webapp.security import is_local_path
from webapp.staff.devices import find_device, remember_device

if TYPE_CHECKING:
    from webapp.staff.accounts import StaffUser
    from webapp.staff.guesses import GuessLimit

TOO_MANY_REQUESTS = 429


@dataclass(frozen=True)
class Problem:
    """A sentence for the summary on top, and the field that it links to."""

    target: str
    message: str
    ask: str = ""


class SignInForm(LoginForm):
    """E-mail address and password; wrong in any way, it says one and the same."""

    email = StringField()  # type: ignore[assignment]
    password = PasswordField()
    # No cookie that outlives the session.
    remember = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems: tuple[Problem, ...] = ()
        # A way to another site is none; nobody is kept out by it.
        if not is_local_path(self.next.data or ""):
            self.next.data = ""

    @override
    def validate(self, **kwargs: Any) -> bool:  # type: ignore[override]
        """Check address and password, unless they were tried too often."""
        self.problems = tuple(self._list_blanks())
        if self.problems:
            return False
        key = self._name_bucket()
        limit = cast("GuessLimit", current_app.extensions["meter_guesses"])
        if not limit.take(key, now()):
            return self._refuse()
        if not super().validate(**kwargs):
            self.problems = (Problem("email", _say_wrong()),)
            return False
        limit.forget(key)
        self._welcome()
        return True

    def _list_blanks(self) -> list[Problem]:
        problems = []
        if not (self.email.data or "").strip():
            problems.append(Problem("email", _("Enter your e-mail address.")))
        if not self.password.data:
            problems.append(Problem("password", _("Enter your password.")))
        return problems

    def _name_bucket(self) -> str:
        """Count a browser that the owner has used before apart from all others."""
        address = (self.email.data or "").strip().lower()
        account = find_account(store(), address)
        device = find_device(account.id) if account else None
        return f"device {device}" if device else f"address {address}"

    def _refuse(self) -> bool:
        sentence = _(
            "There were too many attempts for this address. Wait 15 minutes, "
            "then try again."
        )
        self.problems = (Problem("email", sentence),)
        after_this_request(_answer_429)
        return False

    def _welcome(self) -> None:
        account_id = cast("StaffUser", self.user).id

        @after_this_request
        def remember(response: Response) -> Response:
            return remember_device(response, account_id)


def _answer_429(response: Response) -> Response:
    response.status_code = TOO_MANY_REQUESTS
    return response


def _say_wrong() -> str:
    return _(
        "E-mail address and password do not belong together, or the account is not "
        "active. Check both, then try again."
    )
