"""What addresses may name: only what a database could hold, so nothing else is asked.

PostgreSQL raises for an id beyond its columns and for a NUL in a text; SQLite for an
id beyond 64 bits. Such an address names nothing and answers 404 like any other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request, url_for
from werkzeug.routing import IntegerConverter, UnicodeConverter

from webapp.current import settings

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.routing import Map

MOST_ID = 2**31 - 1
"""The largest id that an integer column of PostgreSQL takes."""


class IdConverter(IntegerConverter):
    """Reads an id of a row."""

    def __init__(self, url_map: Map, **limits: Any) -> None:
        super().__init__(url_map, **{"max": MOST_ID, **limits})


class NameConverter(UnicodeConverter):
    """Reads a key or another text that holds no NUL."""

    def __init__(self, url_map: Map, **limits: Any) -> None:
        super().__init__(url_map, **limits)
        self.regex = self.regex.replace("[^/]", r"[^/\x00]")


def setup_addresses(app: Flask) -> None:
    """Read the parameters of all routes this way; comes before any route."""
    app.url_map.converters.update(
        {"int": IdConverter, "default": NameConverter, "string": NameConverter}
    )


def write_join_address(token: str) -> str:
    """Write the whole address of an invitation, as the person is to open it."""
    path = url_for("respond.join", token=token)
    return f"{find_base().rstrip('/')}{path}"


def write_password_address(token: str) -> str:
    """Write the whole address at which an account's holder sets a password."""
    path = url_for("passwords.choose", secret=token)
    return f"{find_base().rstrip('/')}{path}"


def write_hub_address(base: str, response_id: int) -> str:
    """Write the whole address of a response's overview; also where nobody asks."""
    return f"{base.rstrip('/')}/answer/{response_id}/"


def write_workshop_address(base: str, workshop_key: str, part: str) -> str:
    """Write the whole address of a page of a workshop; also where nobody asks."""
    return f"{base.rstrip('/')}/workshops/{workshop_key}/{part}"


def find_base() -> str:
    """Give what addresses of this site begin with: as set, else as it was asked for."""
    return settings().base_url or request.host_url
