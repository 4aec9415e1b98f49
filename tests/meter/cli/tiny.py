"""A small instrument and its answers, and `meter score` over them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from instruments import load_instrument
from meter.cli import main

if TYPE_CHECKING:
    from pathlib import Path


INSTRUMENT = """\
meter: 1
key: tiny
version: "1"
title: Tiny
summary: Two statements and a number.
language: en
scales:
  extent:
    allow: [not_applicable, dont_know]
    options:
      - {code: none, points: 0, say: Not at all}
      - {code: half, points: 1, say: Half}
      - {code: full, points: 2, say: Fully}
sections:
  - key: all
    title: All
    items:
      - {key: a, ask: The first statement, scale: extent}
      - {key: b, ask: The second statement, scale: extent}
      - key: n
        type: number
        ask: How many?
        at_least: 0
        goalposts: {low: 0, high: 8}
framework:
  index: ready
  nodes:
    ready: {title: Ready, of: {said: 2, counted: 1}}
    said: {title: Said, items: [a, b]}
    counted: {title: Counted, items: [n]}
methods:
  default: {title: Mean, stages: [ladder]}
  weakest: {title: Weakest, combine: {ready: minimum}}
stages:
  ladder:
    title: Ladder
    of: ready
    bands:
      - {key: low, title: Low, from: 0, about: Begin.}
      - {key: high, title: High, from: 0.5, about: Go on.}
"""


ANSWERS = "city,a,b,n\nLima,full,half,8\nSuva,none,NA,\nApia,half,DK,4\n"


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.yaml"
    path.write_text(INSTRUMENT)
    return path


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(ANSWERS)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["score", *map(str, arguments)])


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def made_by(instrument: Path) -> dict[str, str]:
    loaded = load_instrument(instrument)
    return {
        "instrument": "tiny",
        "version": "1",
        "meaning": loaded.meaning,
        "method": "default",
        "method_version": "1",
        "method_fingerprint": loaded.method_fingerprint(),
    }
