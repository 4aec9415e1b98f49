"""The drawing script: plotly's own file, as the installed package carries it."""

from __future__ import annotations

import gzip
import importlib.metadata
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources

from flask import Blueprint, Response, request

from webapp.assets import FOREVER
from webapp.security import anyone, policy

blueprint = Blueprint("charts", __name__)

_STYLE_GUARD = re.compile(
    r'getElementById\("([\w-]+)"\)\)\{var \w+=document\.createElement\("style"\)'
)
"""Where the script asks for an element before it writes a style sheet of its own."""


@dataclass(frozen=True)
class Script:
    """The script as it is sent; compressed once, when it is first asked for."""

    version: str
    content: bytes

    @cached_property
    def compressed(self) -> bytes:
        """The content under gzip: 1.5 MB instead of 4.8."""
        return gzip.compress(self.content, 9, mtime=0)

    @cached_property
    def style_ids(self) -> tuple[str, ...]:
        """Ids of style sheets that the script writes unless they are there already.

        They are for maps, which we never draw, and our pages forbid them: a page that
        holds an empty element of that id keeps the script from trying.
        """
        return tuple(_STYLE_GUARD.findall(self.content.decode()))


@lru_cache(maxsize=1)
def load_script() -> Script:
    """Read the script out of the installed package."""
    file = resources.files("plotly") / "package_data" / "plotly.min.js"
    return Script(importlib.metadata.version("plotly"), file.read_bytes())


@blueprint.get("/assets/plotly.min.js")
@policy(anyone)
def plotly_script() -> Response:
    """Send the script; under the address of its version it is kept for good."""
    script = load_script()
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    body = script.compressed if packed else script.content
    response = Response(body, mimetype="text/javascript")
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    current = request.args.get("v") == script.version
    response.headers["Cache-Control"] = FOREVER if current else "no-cache"
    return response
