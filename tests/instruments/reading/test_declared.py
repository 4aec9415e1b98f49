from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from instruments.model.instrument import Instrument
from instruments.reading.declared import Declared, list_spots, node_path
from instruments.reading.source import read_source

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).parents[1] / "cases" / "valid"

FRAMEWORK = """framework:
  index: [x, gone]
  nodes:
    x: {title: X, of: [y, z]}
    y: {title: Y, items: {a: 1, b: 2}}
    z: {title: Z, items: [b]}
"""


def declare(file: Path) -> Declared:
    data = read_source(file.read_bytes(), str(file)).data
    return Declared(Instrument.model_validate(data), data)


def test_names_lead_to_paths(write: Callable[..., Path]) -> None:
    a = "{key: a, type: yes_no, ask: A}"
    b = "{key: b, ask: B, scale: gone, when: {all: [{not: {item: a, equals: no}}]}}"
    declared = declare(write(a, b, rest=FRAMEWORK))
    condition = declared.items["b"].when

    assert declared.item_paths["b"] == ("sections", 0, "items", 1)
    assert declared.positions == {"a": 0, "b": 1}
    assert condition is not None
    assert [spot.path for spot in list_spots(condition, ("when",))] == [
        ("when", "all", 0, "not")
    ]


def test_what_is_not_declared_has_no_options_and_is_no_index(
    write: Callable[..., Path],
) -> None:
    a = "{key: a, type: yes_no, ask: A}"
    declared = declare(write(a, "{key: b, ask: B, scale: gone}", rest=FRAMEWORK))

    assert declared.codes_of(declared.items["a"]) == ["yes", "no"]
    assert declared.codes_of(declared.items["b"]) == []
    assert declared.indices == ("x",)


TAGGED = """framework:
  index: x
  nodes:
    x: {title: X, tagged: core}
methods:
  default: {title: D}
  other: {title: O, normalise: {n: raw}}
"""


def test_a_tag_gathers_what_has_a_value_under_every_method(
    write: Callable[..., Path],
) -> None:
    declared = declare(
        write(
            "{key: a, type: yes_no, ask: A, tags: [core]}",
            "{key: n, type: number, ask: N, tags: [core]}",
            "{key: m, type: number, tags: [core], ask: M,"
            " goalposts: {low: 0, high: 1}}",
            "{key: w, type: text, ask: W, tags: [core]}",
            rest=TAGGED,
        )
    )
    found = declared.at_weight("FW07", "x", "a", {})

    assert declared.children_of("x") == ("a", "m")
    assert (found.path, found.on_key) == ((*node_path("x"), "tagged"), False)


def test_repeated_items_are_asked_under_several_keys() -> None:
    declared = declare(CASES / "repeats.yaml")

    assert declared.repeated["b"] == ("b_health", "b_tax")
    assert "a" not in declared.repeated
    assert declared.section_of == {"a": 0, "b": 1, "c": 1}


def test_children_are_found_in_lists_and_mappings(write: Callable[..., Path]) -> None:
    a, b = "{key: a, type: yes_no, ask: A}", "{key: b, type: yes_no, ask: B}"
    declared = declare(write(a, b, rest=FRAMEWORK))

    listed = declared.at_weight("FW02", "x", "z", {})
    mapped = declared.at_weight("FW03", "y", "b", {})

    assert (listed.path, listed.on_key) == ((*node_path("x"), "of", 1), False)
    assert (mapped.path, mapped.on_key) == ((*node_path("y"), "items", "b"), True)
    assert declared.counting_nodes == {"a": ["y"], "b": ["y", "z"]}
