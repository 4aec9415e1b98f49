"""Answers from a stream, scores to one that cannot be asked where it is."""

from __future__ import annotations

import io
import json
import os
import threading
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from meter.exchange.answer_files import read_answers
from meter.exchange.streams import hold_input, stream_scores

if TYPE_CHECKING:
    from pathlib import Path

TABLE = pa.table({"unit": ["Lima", "Suva"], "ready": [0.5, None]})


def test_what_comes_in_is_a_file_while_it_is_read() -> None:
    with hold_input(io.BytesIO(b"city,a\nLima,x\n")) as path:
        assert read_answers(path).to_dict("list") == {"city": ["Lima"], "a": ["x"]}

    assert not path.exists()


def test_parquet_is_known_by_how_it_begins() -> None:
    stream = io.BytesIO()
    parquet.write_table(TABLE, stream)

    with hold_input(io.BytesIO(stream.getvalue())) as path:
        assert read_answers(path)["unit"].tolist() == ["Lima", "Suva"]


def test_nothing_at_all_is_an_empty_file() -> None:
    with hold_input(io.BytesIO()) as path:
        assert path.read_bytes() == b""


@pytest.mark.parametrize("kind", ["csv", "json", "parquet"])
def test_each_kind_goes_through_a_pipe(kind: str, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    received: list[bytes] = []

    def receive() -> None:
        with os.fdopen(reading, "rb") as pipe:
            received.append(pipe.read())

    thread = threading.Thread(target=receive)
    thread.start()
    with os.fdopen(writing, "wb") as pipe, stream_scores(pipe, kind) as writer:
        writer.write(TABLE)
    thread.join()

    assert read_back(kind, received[0], tmp_path) == TABLE.to_pylist()


def read_back(kind: str, content: bytes, folder: Path) -> Any:
    if kind == "csv":
        assert content == b"unit,ready\nLima,0.5\nSuva,\n"
        return TABLE.to_pylist()
    if kind == "json":
        return json.loads(content)["scores"]
    path = folder / "scores.parquet"
    path.write_bytes(content)
    return parquet.read_table(path).to_pylist()
