from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import Instrument, list_library, load_instrument
from instruments.texts import list_slots, list_texts, to_worded

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Instrument]

EVERYTHING = """profile:
  - {key: p, type: single, title: P, options: [{code: x, say: X}, {code: y, say: Y}]}
  - {key: q, type: number, title: Q, unit: people}
framework:
  index: x
  nodes:
    x: {title: X, about: About X, source: From us, of: [y, z, t]}
    y: {title: Y, items: [a]}
    z: {title: Z, tagged: core}
    t: {title: T, items: [n]}
methods:
  default: {title: Plain, stages: [l]}
stages:
  l:
    title: Ladder
    of: x
    bands:
      - {key: low, title: Low, from: 0, about: Begin}
      - {key: high, title: High, from: 0.5}
diagnostics:
  d:
    kind: digitalization
    title: Ahead
    about: Technology leads
    node: x
    others: [y, z]
"""


def test_every_word_has_its_path(make: Make, scales: str) -> None:
    instrument = make(
        "{key: a, ask: Ask A, help: Help A, scale: extent}",
        "{key: n, type: number, ask: Ask N, unit: km, goalposts: {low: 0, high: 9}}",
        "{key: c, type: single, ask: Ask C, options:"
        " [{code: x, say: Say X, hint: Hint X, points: 0},"
        " {code: y, say: Say Y, points: 1}], tags: [core]}",
        scales=scales,
        rest=EVERYTHING,
    )

    assert list_texts(instrument) == {
        "title": "Tiny",
        "profile.p.title": "P",
        "profile.p.option.x.say": "X",
        "profile.p.option.y.say": "Y",
        "profile.q.title": "Q",
        "profile.q.unit": "people",
        "scale.extent.option.none.say": "Not at all",
        "scale.extent.option.none.hint": "Nothing yet",
        "scale.extent.option.half.say": "Half",
        "scale.extent.option.full.say": "Fully",
        "section.s.title": "S",
        "item.a.ask": "Ask A",
        "item.a.help": "Help A",
        "item.n.ask": "Ask N",
        "item.n.unit": "km",
        "item.c.ask": "Ask C",
        "item.c.option.x.say": "Say X",
        "item.c.option.x.hint": "Hint X",
        "item.c.option.y.say": "Say Y",
        "node.x.title": "X",
        "node.x.about": "About X",
        "node.x.source": "From us",
        "node.y.title": "Y",
        "node.z.title": "Z",
        "node.t.title": "T",
        "method.default.title": "Plain",
        "stages.l.title": "Ladder",
        "stages.l.band.low.title": "Low",
        "stages.l.band.low.about": "Begin",
        "stages.l.band.high.title": "High",
        "diagnostic.d.title": "Ahead",
        "diagnostic.d.about": "Technology leads",
    }


def test_the_built_in_yes_and_no_are_words_where_they_are_used(make: Make) -> None:
    used = make("{key: a, type: yes_no, ask: A}")
    unused = make("{key: a, type: text, ask: A}")

    assert list_texts(used)["scale.yes_no.option.yes.say"] == "Yes"
    assert "scale.yes_no.option.yes.say" not in list_texts(unused)


@pytest.mark.parametrize("key", list_library())
def test_a_document_with_words_is_the_same_instrument(key: str) -> None:
    instrument = load_instrument(key)

    assert (
        Instrument.model_validate(to_worded(instrument)).meaning == instrument.meaning
    )


@pytest.mark.parametrize("key", list_library())
def test_paths_are_unique(key: str) -> None:
    paths = [slot.path for slot in list_slots(to_worded(load_instrument(key)))]

    assert len(paths) == len(set(paths))
