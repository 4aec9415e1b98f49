from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from webapp.compression import LEAST_BYTES, gzip_page

if TYPE_CHECKING:
    from flask import Flask

PACKED = {"Accept-Encoding": "gzip"}


def test_a_page_is_compressed_where_the_client_reads_it(app: Flask) -> None:
    client = app.test_client()

    plain, packed = client.get("/"), client.get("/", headers=PACKED)

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_small_replies_stay_as_they_are(app: Flask) -> None:
    reply = app.test_client().get("/health", headers=PACKED)

    assert len(reply.data) < LEAST_BYTES
    assert "Content-Encoding" not in reply.headers


def test_error_pages_are_compressed_too(app: Flask) -> None:
    reply = app.test_client().get("/nowhere", headers=PACKED)

    assert reply.status_code == 404
    assert b"There is no such page" in gzip.decompress(reply.data)


@pytest.mark.parametrize("content", [b"", b"a", b"<p>" * 40_000])
def test_what_is_compressed_comes_out_whole(content: bytes) -> None:
    assert gzip.decompress(gzip_page(content)) == content


def test_the_length_of_a_reply_gives_nothing_away() -> None:
    lengths = {len(gzip_page(b"secret" * 100)) for _ in range(200)}

    assert len(lengths) > 30
