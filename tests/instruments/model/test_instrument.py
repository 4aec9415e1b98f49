from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from instruments import Instrument, Missing, list_library, load_instrument
from instruments.model.stages import Band, StageRule

if TYPE_CHECKING:
    from collections.abc import Callable

    Make = Callable[..., Instrument]

LEVEL = "{key: a, ask: A, scale: extent}"
YES_NO = "{key: b, type: yes_no, ask: B}"
MEASURED = """framework:
  index: x
  nodes:
    x: {title: X, items: [a]}
methods:
  first: {title: First}
  second: {title: Second}
"""


def test_items_keep_the_order_in_which_they_are_asked(make: Make, scales: str) -> None:
    instrument = make(YES_NO, LEVEL, scales=scales)

    assert list(instrument.items) == ["b", "a"]
    assert instrument.section_of["a"].key == "s"


def test_options_and_reasons_come_from_the_scale_or_the_item(
    make: Make, scales: str
) -> None:
    own = "{key: c, ask: C, scale: extent, allow: [dont_know]}"
    instrument = make(LEVEL, YES_NO, own, "{key: d, type: text, ask: D}", scales=scales)
    items = instrument.items

    assert instrument.options_of(items["a"])[0].code == "none"
    assert [option.code for option in instrument.options_of(items["b"])] == [
        "yes",
        "no",
    ]
    assert instrument.options_of(items["d"]) == ()
    assert instrument.allowed_of(items["a"]) == (Missing.NOT_APPLICABLE,)
    assert instrument.allowed_of(items["b"]) == ()
    assert instrument.allowed_of(items["c"]) == (Missing.DONT_KNOW,)


def test_the_method_is_default_or_the_first(make: Make, scales: str) -> None:
    instrument = make(LEVEL, scales=scales, rest=MEASURED)
    renamed = make(LEVEL, scales=scales, rest=MEASURED.replace("second", "default"))

    assert instrument.method().title == "First"
    assert instrument.method("second").title == "Second"
    assert renamed.default_method == "default"
    with pytest.raises(KeyError):
        instrument.method("third")


@pytest.mark.parametrize("key", list_library())
def test_a_stored_document_is_read_back_the_same(key: str) -> None:
    instrument = load_instrument(key)

    stored = Instrument.model_validate(instrument.to_document())

    assert stored == instrument
    assert stored.fingerprint == instrument.fingerprint
    assert stored.meaning == instrument.meaning


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ask: A", "ask: Anew"),
        ("say: Half", "say: Partly"),
        ("hint: Nothing yet", "hint: Not yet"),
        ("title: X", "title: Y, about: Of everything"),
        ("title: First", "title: Last"),
    ],
)
def test_words_change_the_fingerprint_and_not_the_meaning(
    make: Make, scales: str, before: str, after: str
) -> None:
    instrument = make(LEVEL, scales=scales, rest=MEASURED)

    reworded = make(
        LEVEL.replace(before, after),
        scales=scales.replace(before, after),
        rest=MEASURED.replace(before, after),
    )

    assert reworded.fingerprint != instrument.fingerprint
    assert reworded.meaning == instrument.meaning
    assert reworded.method_fingerprint("first") == instrument.method_fingerprint(
        "first"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("points: 1", "points: 1.5"),
        ("code: half", "code: partly"),
        ("key: a", "key: c"),
        ("scale: extent", "scale: extent, reverse: true"),
        ("scale: extent", "scale: extent, when: {item: b, equals: yes}"),
    ],
)
def test_what_answers_mean_changes_the_meaning(
    make: Make, scales: str, before: str, after: str
) -> None:
    instrument = make(YES_NO, LEVEL, scales=scales)

    changed = make(
        YES_NO, LEVEL.replace(before, after), scales=scales.replace(before, after)
    )

    assert changed.meaning != instrument.meaning


def test_weights_change_the_method_and_not_the_meaning(make: Make, scales: str) -> None:
    instrument = make(LEVEL, scales=scales, rest=MEASURED)

    weighed = make(LEVEL, scales=scales, rest=MEASURED.replace("[a]", "{a: 2}"))

    assert weighed.meaning == instrument.meaning
    assert weighed.method_fingerprint() != instrument.method_fingerprint()


def test_methods_have_fingerprints_of_their_own(make: Make, scales: str) -> None:
    rest = MEASURED.replace("title: Second", "title: Second, floor: 0.1")
    instrument = make(LEVEL, scales=scales, rest=rest)

    assert instrument.method_fingerprint("first") != instrument.method_fingerprint(
        "second"
    )


def test_own_words_for_yes_and_no_mean_the_same(make: Make) -> None:
    own = (
        "scales:\n  yes_no: {kind: nominal, options: [{code: yes, points: 1, say: Oui},"
        " {code: no, points: 0, say: Non}]}\n"
    )

    assert make(YES_NO, scales=own).meaning == make(YES_NO).meaning


def test_a_copy_forgets_what_was_worked_out_before(make: Make) -> None:
    instrument = make(YES_NO)
    before = instrument.fingerprint
    assert list(instrument.items) == ["b"]

    copied = instrument.model_copy(update={"sections": (), "version": "2"})

    assert copied.fingerprint != before
    assert list(copied.items) == []
    assert instrument.fingerprint == before


def test_a_method_more_leaves_the_meaning_and_the_other_methods(
    make: Make, scales: str
) -> None:
    instrument = make(LEVEL, scales=scales, rest=MEASURED)
    method = instrument.method("first").model_copy(update={"floor": 0.2})

    more = instrument.with_method("third", method)

    assert list(more.methods) == ["first", "second", "third"]
    assert more.meaning == instrument.meaning
    assert more.method_fingerprint("first") == instrument.method_fingerprint("first")
    assert more.method_fingerprint("third") != instrument.method_fingerprint("first")
    assert list(instrument.methods) == ["first", "second"]


def test_a_method_brings_its_ladders(make: Make, scales: str) -> None:
    instrument = make(LEVEL, scales=scales, rest=MEASURED)
    bands = (
        Band(key="low", title="L", **{"from": 0}),
        Band(key="up", title="U", **{"from": 0.5}),
    )
    rule = StageRule(title="Two steps", of="x", bands=bands)
    method = instrument.method("first").model_copy(update={"stages": ("two",)})

    more = instrument.with_method("third", method, {"two": rule})

    assert more.stages == {"two": rule}
    assert more.method_fingerprint("third") != instrument.method_fingerprint("first")
