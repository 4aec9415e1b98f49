"""Languages of the interface: which there are, which one a request reads."""

from __future__ import annotations

import io
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlencode

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from flask import after_this_request, current_app, g, has_request_context, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from webapp.sessions import is_secure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask, Response

FOLDER = Path(__file__).parent / "locale"

SOURCE = "en"
"""The language in which templates are written."""

COOKIE = "meter_language"

ONE_YEAR_SECONDS = 31_536_000

HEADER_MOST = 200
"""Characters of what a browser asks for; no browser sends as many."""


@dataclass(frozen=True)
class Language:
    """A language that pages can be read in."""

    code: str
    name: str
    direction: str
    translations: NullTranslations


@lru_cache(maxsize=1)
def list_languages() -> dict[str, Language]:
    """Read the catalogues, by code, the source language first."""
    codes = sorted(path.parent.parent.name for path in FOLDER.glob("*/*/messages.po"))
    return {code: _load_language(code) for code in (SOURCE, *codes)}


def _load_language(code: str) -> Language:
    locale = Locale.parse(code, sep="-")
    return Language(
        code=code,
        name=(locale.display_name or code).capitalize(),
        direction=locale.text_direction,
        translations=_load_translations(code),
    )


def _load_translations(code: str) -> NullTranslations:
    path = FOLDER / code / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=code))
    compiled.seek(0)
    return Translations(compiled)


_spoken: ContextVar[str | None] = ContextVar("_spoken", default=None)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language, whoever reads the page; the source one if it is not known."""
    before = _spoken.set(code if code in list_languages() else SOURCE)
    try:
        yield
    finally:
        _spoken.reset(before)


def current_language() -> Language:
    """Get the language that is spoken, else that of the request."""
    spoken = _spoken.get()
    if spoken is None and has_request_context() and "language" in g:
        return cast("Language", g.language)
    return list_languages()[spoken or SOURCE]


def gettext(message: str) -> str:
    """Translate a sentence of the interface."""
    return current_language().translations.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Translate a sentence whose form depends on a number."""
    return current_language().translations.ngettext(singular, plural, number)


def mark(message: str) -> str:
    """Mark a sentence for the catalogues; it is translated where it is shown."""
    return message


def setup_languages(app: Flask) -> None:
    """Choose a language before every request and let templates translate."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True
    )
    app.jinja_env.globals.update(
        languages=tuple(list_languages().values()), language_query=language_query
    )
    app.before_request(choose_language)
    app.context_processor(lambda: {"language": current_language()})


def choose_language() -> None:
    """Read the address, else the cookie, else what the browser asks for."""
    languages = list_languages()
    asked = request.args.get("lang", "")
    if asked in languages:
        after_this_request(_remember(asked))
    kept = request.cookies.get(COOKIE, "")
    code = next((code for code in (asked, kept) if code in languages), None)
    g.language = languages[
        code or _match(request.headers.get("Accept-Language", "")[:HEADER_MOST])
    ]


def suggest_language(code: str | None) -> bool:
    """Speak a language to a reader who has chosen none; tell whether that is so.

    It is the one of an invitation, and goes before what the browser asks for.
    """
    chosen = (request.args.get("lang", ""), request.cookies.get(COOKIE, ""))
    known = list_languages()
    if code not in known or any(one in known for one in chosen):
        return False
    g.language = known[code]
    return True


def keep_language() -> None:
    """Let this browser read on in the language of this page."""
    after_this_request(_remember(current_language().code))


@lru_cache(maxsize=1024)
def _match(header: str) -> str:
    """Choose the language that a browser asks for; it asks the same every time."""
    accepted = parse_accept_header(header, LanguageAccept)
    # French of Canada is French before it is anything else that is asked for.
    wanted = (tag.split("-")[0].lower() for tag, quality in accepted if quality)
    return next((code for code in wanted if code in list_languages()), SOURCE)


def _remember(code: str) -> Callable[[Response], Response]:
    def set_cookie(response: Response) -> Response:
        response.set_cookie(
            COOKIE,
            code,
            max_age=ONE_YEAR_SECONDS,
            samesite="Lax",
            secure=is_secure(current_app),
            httponly=True,
        )
        return response

    return set_cookie


def language_query(code: str) -> str:
    """Write the query of this page's address with another language."""
    kept = [
        (key, value) for key, value in request.args.items(multi=True) if key != "lang"
    ]
    return urlencode([*kept, ("lang", code)])
