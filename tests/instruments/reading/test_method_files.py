from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from instruments import (
    Instrument,
    InstrumentFindingsError,
    MethodFindingsError,
    MethodVersionWarning,
    NoSuchMethodError,
    UnknownInstrumentError,
    check_file,
    find_method,
    load_instrument,
    load_method,
)
from instruments import library as library_module
from tests.instruments.reading.test_repeats import LAW, SITES

if TYPE_CHECKING:
    from pathlib import Path

CITY = """meter: 1
key: city
version: "2026"
title: City
language: en
scales:
  extent:
    options:
      - {code: none, say: Not at all, points: 0}
      - {code: full, say: Fully, points: 1}
sections:
  - key: s
    title: S
    items:
      - {key: law, ask: A law., scale: extent}
      - {key: plan, ask: A plan., scale: extent}
      - {key: share, type: number, ask: A share., goalposts: {low: 0, high: 1}}
framework:
  index: all
  nodes:
    all: {title: All, of: [rules, use]}
    rules: {title: Rules, items: [law, plan]}
    use: {title: Use, items: [share]}
methods:
  default: {title: Means, stages: [ladder]}
stages:
  ladder:
    title: Ladder
    of: all
    bands: [{key: low, title: Low, from: 0}, {key: high, title: High, from: 0.5}]
"""

STRICT = """meter: 1
instrument: city
key: strict
method:
  version: "3"
  title: Geometric, and a ladder of its own
  combine: {all: geometric}
  weights: {all: {rules: 2, use: 1}}
  gates: [{node: all, when: {item: share, at_most: 0.1}, becomes: zero}]
  stages: [steps, ladder]
stages:
  steps:
    title: Steps
    of: all
    bands: [{key: begun, title: Begun, from: 0}, {key: done, title: Done, from: 1}]
"""


@pytest.fixture
def city(tmp_path: Path) -> Instrument:
    """Load an instrument of two indicators from a folder."""
    (tmp_path / "city.yaml").write_text(CITY, encoding="utf-8")
    return load_instrument(tmp_path / "city.yaml")


def write(tmp_path: Path, text: str = STRICT, name: str = "strict.yaml") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def codes(path: Path) -> list[str]:
    return [finding.code for finding in check_file(path)]


def places(path: Path) -> list[str]:
    return [f"{one.code} {one.line}:{one.column}" for one in check_file(path)]


def test_a_method_of_a_file_is_added_to_its_instrument(
    city: Instrument, tmp_path: Path
) -> None:
    more = load_method(write(tmp_path), city)

    assert list(more.methods) == ["default", "strict"]
    assert list(more.stages) == ["ladder", "steps"]
    assert more.method("strict").combine_of("all") == "geometric"
    assert more.method("strict").version == "3"
    assert more.meaning == city.meaning
    assert more.method_fingerprint("default") == city.method_fingerprint("default")


def test_a_method_is_the_same_wherever_it_is_declared(
    city: Instrument, tmp_path: Path
) -> None:
    apart = load_method(write(tmp_path), city)
    method, _, stages = STRICT.partition("method:\n")[2].partition("stages:\n  steps")
    inside = CITY.replace("\nstages:\n", f"\n  strict:\n{_indent(method)}stages:\n")
    inside += "  steps" + stages

    within = load_instrument(write(tmp_path, inside, "inside.yaml"))

    assert apart.method_fingerprint("strict") == within.method_fingerprint("strict")


def _indent(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def test_a_right_file_is_checked_without_a_finding(
    city: Instrument, tmp_path: Path
) -> None:
    assert city.key == "city"
    assert check_file(write(tmp_path)) == []
    assert check_file(tmp_path / "city.yaml") == []


@pytest.mark.parametrize(
    ("right", "wrong", "found"),
    [
        ("key: strict", "key: Strict", ["KY04 3:6"]),
        ("key: strict", "kee: strict", ["KY03 1:1", "KY02 3:1"]),
        ("meter: 1", "meter: 2", ["LD15 1:8"]),
        ("all: geometric", "all: geometrical", ["VL08 7:18"]),
        ("{all: geometric}", "{al: geometric}", ["WT01 7:13"]),
        ("use: 1", "other: 1", ["WT02 8:13"]),
        ("item: share", "item: shar", ["CN01 9:36"]),
        ("at_most: 0.1", "at_most: x", ["CN05 9:52"]),
        ("[steps, ladder]", "[steps, leader]", ["WT04 10:19"]),
        ("[steps, ladder]", "[ladder]", ["ST07 12:3"]),
        ("    of: all", "    of: alle", ["ST01 14:9"]),
        ("done, title: Done, from: 1", "begun, title: Done, from: 1", ["KY05 15:56"]),
        ("stages:\n  steps", "stages: x\nsteps", ["VL10 11:9", "KY02 12:1"]),
    ],
)
def test_findings_stand_where_the_file_is_wrong(
    city: Instrument, tmp_path: Path, right: str, wrong: str, found: list[str]
) -> None:
    assert city.key == "city"

    assert places(write(tmp_path, STRICT.replace(right, wrong, 1))) == found


def test_all_findings_are_told_at_once(city: Instrument, tmp_path: Path) -> None:
    wrong = STRICT.replace("key: strict", "key: default")
    wrong = wrong.replace("{rules: 2", "{rule: 2")
    wrong = wrong.replace("title: Steps", "title: Steps\n    edges: included")
    file = write(tmp_path, wrong + "colour: red\n")

    assert codes(file) == ["MF03", "WT02", "KY02", "KY02"]
    with pytest.raises(MethodFindingsError, match="The method has 4 errors") as caught:
        load_method(file, city)
    assert list(caught.value.findings) == check_file(file)
    assert caught.value.exit_code == 10


def test_an_instrument_that_nobody_has_is_told(tmp_path: Path) -> None:
    assert places(write(tmp_path)) == ["MF01 2:13"]


def test_a_method_does_not_fit_another_instrument(tmp_path: Path) -> None:
    with pytest.raises(MethodFindingsError, match="MF02"):
        load_method(write(tmp_path), load_instrument("egdi"))


def test_a_ladder_of_the_instrument_is_not_declared_anew(
    city: Instrument, tmp_path: Path
) -> None:
    text = STRICT.replace("  steps:", "  ladder:").replace(
        "[steps, ladder]", "[ladder]"
    )

    assert city.stages
    assert places(write(tmp_path, text)) == ["MF04 12:3"]


def test_another_version_is_a_warning(city: Instrument, tmp_path: Path) -> None:
    file = write(tmp_path, STRICT + 'versions: ["2024", "2025"]\n')

    assert codes(file) == ["MF05"]
    with pytest.warns(MethodVersionWarning, match=r"2024, 2025.*is version 2026"):
        assert "strict" in load_method(file, city).methods


def test_a_version_that_is_meant_is_no_warning(
    city: Instrument, tmp_path: Path
) -> None:
    file = write(tmp_path, STRICT + 'versions: ["2025", "2026"]\n')

    assert codes(file) == []
    assert "strict" in load_method(file, city).methods


def test_an_instrument_with_errors_is_corrected_first(tmp_path: Path) -> None:
    write(tmp_path, CITY.replace("scale: extent", "scale: extend"), "city.yaml")

    (finding,) = check_file(write(tmp_path))

    assert (finding.code, finding.line) == ("MF06", 2)
    assert "meter check" in finding.remedy


def test_a_method_is_no_instrument(tmp_path: Path) -> None:
    with pytest.raises(InstrumentFindingsError, match="MF07") as caught:
        load_instrument(write(tmp_path))

    assert "'city'" in str(caught.value)


def test_what_is_not_yaml_is_told_as_for_instruments(
    city: Instrument, tmp_path: Path
) -> None:
    file = write(tmp_path, "method: &x {}\n")

    assert codes(file) == ["LD05"]
    with pytest.raises(MethodFindingsError, match="LD05"):
        load_method(file, city)


def test_nodes_of_repeated_items_are_known_to_a_method(tmp_path: Path) -> None:
    sites = SITES.replace("sections:\n", f"sections:\n{LAW}")
    instrument = load_instrument(write(tmp_path, sites, "sites.yaml"))
    method = "{title: Twice, weights: {top: {search: 2, news: 1}}}"
    file = write(
        tmp_path, f"meter: 1\ninstrument: sites\nkey: twice\nmethod: {method}\n"
    )

    assert check_file(file) == []
    assert list(load_method(file, instrument).items) == list(instrument.items)


def test_a_key_wins_over_a_file(
    city: Instrument, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, STRICT, "default")

    assert find_method(city, "default") == (city, "default")


def test_a_method_is_found_by_the_path_of_its_file(
    city: Instrument, tmp_path: Path
) -> None:
    instrument, key = find_method(city, str(write(tmp_path)))

    assert key == "strict"
    assert key in instrument.methods


def test_a_method_of_the_library_is_found_by_its_key_and_not_loaded_before(
    city: Instrument, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "LIBRARY", tmp_path / "library")
    (tmp_path / "library" / "city" / "methods").mkdir(parents=True)
    shutil.move(tmp_path / "city.yaml", tmp_path / "library/city/instrument.yaml")
    write(tmp_path / "library" / "city" / "methods")

    assert list(load_instrument("city").methods) == ["default"]
    assert find_method(city, "strict")[1] == "strict"
    with pytest.raises(NoSuchMethodError, match="Did you mean 'strict'"):
        find_method(city, "stric")


@pytest.mark.parametrize("name", ["nothing", "x" * 5000, "a\0b"])
def test_a_method_that_is_not_there_is_not_found(city: Instrument, name: str) -> None:
    with pytest.raises(NoSuchMethodError) as caught:
        find_method(city, name)

    assert caught.value.exit_code == 13
    assert "Give default or the path of a method file." in str(caught.value)


def test_a_file_to_check_that_is_not_there_is_not_found() -> None:
    with pytest.raises(UnknownInstrumentError):
        check_file("no_such_file.yaml")
