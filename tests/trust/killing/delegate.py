"""A delegate who saves without end over HTTP, and notes what the server says."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from http.client import HTTPResponse

    from tests.trust.killing.ledger import Ledger

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
WAIT_SECONDS = 30


class RefusedError(RuntimeError):
    """The server has refused what it should have taken."""


@dataclass
class Delegate:
    """One person with an invitation, answering one item of a response."""

    link: str
    response_id: int
    item: str
    ledger: Ledger
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    number: int = 0
    revision: int = 0
    # A save whose reply never came; it is sent again as it was.
    waiting: dict[str, Any] | None = None

    def join(self, port: int) -> None:
        """Come in by the invitation and open the page of answers."""
        connection = HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
        page = self._ask(connection, "GET", f"/join/{self.link}")
        form = urlencode({"csrf_token": _find_token(page)})
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self._ask(connection, "POST", f"/join/{self.link}", form, kind)
        address = f"/answer/{self.response_id}/sections/all"
        self.token = _find_token(self._ask(connection, "GET", address))
        connection.close()

    def save_on(self, port: int) -> None:
        """Save one number after the other until the server is gone."""
        connection = HTTPConnection("127.0.0.1", port, timeout=WAIT_SECONDS)
        try:
            while True:
                self._save(connection)
        except (OSError, HTTPException):
            return  # the server has been killed
        finally:
            connection.close()

    def _save(self, connection: HTTPConnection) -> None:
        body = self.waiting or self._write_next()
        self.waiting = body
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.token}
        address = f"/answer/{self.response_id}/save"
        reply = self._ask(connection, "POST", address, json.dumps(body), headers)
        saved = json.loads(reply)["saved"]
        if self.item not in saved:
            raise RefusedError(reply)
        self.revision, self.waiting = saved[self.item], None
        place = (self.response_id, self.item)
        self.ledger.note_acknowledged(place, self.revision, self.number)

    def _write_next(self) -> dict[str, Any]:
        self.number += 1
        self.ledger.note_sent((self.response_id, self.item), self.number)
        return {
            "operation": f"{self.item}-{self.number}",
            "answers": {self.item: {"texts": [str(self.number)]}},
            "seen": {self.item: self.revision},
        }

    def _ask(
        self,
        connection: HTTPConnection,
        method: str,
        address: str,
        body: str = "",
        headers: dict[str, str] | None = None,
    ) -> str:
        """Send a request with the cookies, keep those of the reply; give its text."""
        cookies = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        given = {"Cookie": cookies} if cookies else {}
        connection.request(method, address, body or None, {**given, **(headers or {})})
        reply = connection.getresponse()
        text = reply.read().decode()
        self._keep_cookies(reply)
        if reply.status not in {200, 303}:
            message = f"{method} {address}: {reply.status} {text[:200]}"
            raise RefusedError(message)
        return text

    def _keep_cookies(self, reply: HTTPResponse) -> None:
        for line in reply.headers.get_all("Set-Cookie") or ():
            for key, one in SimpleCookie(line).items():
                self.cookies[key] = one.value


def _find_token(page: str) -> str:
    found = TOKEN.search(page)
    if found is None:
        raise RefusedError(page[:200])
    return found[1]
