"""Compressed replies: pages leave gzipped where the client reads it."""

from __future__ import annotations

import secrets
import zlib
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

LEAST_BYTES = 1000

LEVEL = 1
"""Pages repeat themselves so much that a higher level gains a tenth for thrice
the time."""

KINDS = {"text/html", "application/json", "text/csv"}

_HEAD = b"\x1f\x8b\x08\x08\x00\x00\x00\x00\x04\xff"
"""A gzip header that says a file name follows."""


def setup_compression(app: Flask) -> None:
    """Compress what is worth it."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    """Compress a reply, unless it is small, streamed or compressed already."""
    if response.mimetype not in KINDS or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    if "Content-Encoding" in response.headers or not response.is_sequence:
        return response
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return response
    content = response.get_data()
    if len(content) >= LEAST_BYTES:
        response.set_data(gzip_page(content))
        response.headers["Content-Encoding"] = "gzip"
    return response


def gzip_page(content: bytes) -> bytes:
    """Compress a page to a length that gives nothing away.

    The file name in the header is of random length, so that the length of a reply
    does not tell whether a guess in the address equals a secret in the page.
    """
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, 9)
    name = b"a" * secrets.randbelow(64) + b"\x00"
    body = packer.compress(content) + packer.flush()
    check = zlib.crc32(content).to_bytes(4, "little")
    size = (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
    return b"".join((_HEAD, name, body, check, size))
