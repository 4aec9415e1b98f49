"""Hostile instrument files: each is refused, soon, with a place, by a live process.

All are read one after another in a process of their own with little memory, so
that a crash of the parser or a bomb in memory is seen.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

MOST_SECONDS = 1.0
USUAL_SECONDS = 0.007
"""What the reference work takes where a second is meant; a slower machine gets more."""

MOST_MEGABYTES = 150
ADDRESS_SPACE_BYTES = 600_000_000

TOP = 'meter: 1\nkey: tiny\nversion: "1"\ntitle: Tiny\nlanguage: en\n'
ITEMS = f"{TOP}sections:\n- key: s\n  title: S\n  items:\n"
ONE_ITEM = f"{ITEMS}  - {{key: a, type: yes_no, ask: A}}\n"


def many(line: str, count: int) -> str:
    """Write a line again and again; `{i}` counts and `{j}` counts one ahead."""
    rows = (
        line.replace("{i}", str(i)).replace("{j}", str(i + 1)) for i in range(count)
    )
    return "\n".join(rows) + "\n"


def laugh() -> str:
    rows = ["a0: &a0 [lol, lol]"]
    rows += [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 30)]
    return "\n".join(rows)


def merge() -> str:
    rows = ["a0: {x: 1}"]
    rows += [f"a{i}: {{<<: [a, b, c], y{i}: 1}}" for i in range(1, 1000)]
    return "\n".join(rows)


FRAMEWORK = (
    f"{ONE_ITEM}methods: {{default: {{title: D}}}}\nframework:\n  index: n0\n  nodes:\n"
)

HOSTILE: dict[str, str | bytes] = {
    "billion_laughs": laugh(),
    "merge_keys": merge(),
    "anchor_without_alias": TOP + "summary: &x Tiny\n",
    "alias_of_nothing": TOP + "summary: *x\n",
    "recursive_alias": "&a [*a]",
    "nested_lists": "[" * 100_000,
    "nested_mappings": "{a: " * 100_000,
    "nested_dashes": "- " * 100_000 + "a",
    "nested_question_marks": "? " * 100_000 + "a",
    "nested_blocks": "\n".join(" " * i + "a:" for i in range(1000)),
    "tag_that_runs_code": 'a: !!python/object/apply:os.system ["true"]',
    "tag_of_bytes": "a: !!binary aGVsbG8=",
    "tag_of_number": TOP + 'summary: !!int "5"\n',
    "tag_of_our_own": TOP + "summary: !tiny x\n",
    "duplicate_keys": many("title: T", 60_000),
    "duplicate_long_keys": many("x" * 900 + ": T", 2000),
    "truth_of_old_yaml": ONE_ITEM.replace("ask: A", "ask: A, required: on"),
    "time_as_number": ITEMS
    + "  - {key: a, type: number, ask: A, at_least: 12:30:45}\n",
    "octal_dress": ITEMS + "  - {key: a, type: number, ask: A, at_least: 0o17}\n",
    "underscores": ITEMS + "  - {key: a, type: number, ask: A, at_least: 1_000}\n",
    "no_number": ITEMS + "  - {key: a, type: number, ask: A, at_least: .nan}\n",
    "infinite": ITEMS + "  - {key: a, type: number, ask: A, at_most: 1e999}\n",
    "long_number": ITEMS
    + "  - {key: a, type: number, ask: A, at_most: "
    + "9" * 500_000
    + "}\n",
    "nul": TOP + "summary: a\x00b\n",
    "nul_by_escape": TOP + 'summary: "a\\0b"\n',
    "escape_character": TOP + 'summary: "\\e[31m"\n',
    "bidi_override": TOP + "summary: abc\u202edef\n",
    "bidi_override_by_escape": TOP + 'summary: "abc\\u202Edef"\n',
    "surrogate_by_escape": TOP + 'summary: "\\uD800"\n',
    "latin_1": (TOP + "summary: caf\u00e9\n").encode("latin-1"),
    "utf_16": TOP.encode("utf-16"),
    "overlong_utf_8": TOP.encode() + b"summary: \xc0\xaf\n",
    "binary": bytes(range(256)) * 100,
    "ten_megabytes": TOP + "#" * 10_000_000,
    "a_million_items": ITEMS + "  - {}\n" * 1_000_000,
    "many_small_parts": "a: [" + "a," * 900_000 + "]",
    "many_documents": "---\na: 1\n" * 10_000,
    "empty": "",
    "only_comments": "# nothing\n" * 1000,
    "only_text": "hello",
    "only_a_list": "- a\n- b\n",
    "tabs": "meter: 1\nsections:\n\t- key: s\n",
    "open_quote": TOP + 'summary: "never closed\n' + "x\n" * 10_000,
    "open_bracket": TOP + "profile: [\n" + "x\n" * 10_000,
    "list_as_key": TOP + "[a, b]: c\n",
    "long_key": TOP + "? " + "k" * 1_900_000 + "\n: x\n",
    "long_text": TOP + "summary: " + "x" * 1_900_000 + "\n",
    "foreign_directive": "%YAML 9.9\n---\na: 1\n",
    "unknown_keys": TOP + many("k{i}: x", 20_000) + ONE_ITEM.partition("en\n")[2],
    "unknown_item_keys": ONE_ITEM.replace(
        "ask: A", "ask: A, " + ", ".join(f"k{i}: x" for i in range(20_000))
    ),
    "wrong_items": ITEMS + many("  - {key: K{i}, type: t{i}, ask: ''}", 10_000),
    "same_item": ITEMS + many("  - {key: a, type: yes_no, ask: A}", 15_000),
    "unknown_prerequisites": ITEMS
    + many("  - {key: a{i}, type: yes_no, ask: A, requires: [b{i}, c{i}]}", 8000),
    "cycle_of_prerequisites": ITEMS
    + many("  - {key: a{i}, type: text, ask: A, requires: [a{j}]}", 8000)
    + "  - {key: a8000, type: text, ask: A, requires: [a0]}\n",
    "cycle_of_nodes": FRAMEWORK
    + many("    n{i}: {title: N, of: [n{j}]}", 8000)
    + "    n8000: {title: N, of: [n0]}\n",
    "chain_of_nodes": FRAMEWORK
    + many("    n{i}: {title: N, of: [n{j}]}", 8000)
    + "    n8000: {title: N, items: [a]}\n",
    "mesh_of_nodes": FRAMEWORK
    + "\n".join(
        f"    n{i}: {{title: N, of: [{', '.join(f'n{k}' for k in range(150))}]}}"
        for i in range(150)
    )
    + "\n",
    "unknown_weights": FRAMEWORK
    + "    n0: {title: N, items: ["
    + ", ".join(f"b{i}" for i in range(40_000))
    + "]}\n",
    "wide_condition": ONE_ITEM
    + "  - {key: b, type: text, ask: B, when: {any: ["
    + ", ".join("{item: a, equals: no}" for _ in range(20_000))
    + ", {item: c, equals: x}]}}\n",
    "deep_condition": ONE_ITEM
    + "  - {key: b, type: text, ask: B, when: "
    + "{not: " * 50
    + "{item: a, equals: no}"
    + "}" * 51
    + "\n",
    "many_conditions": ITEMS
    + "  - {key: n, type: number, ask: N}\n"
    + many(
        "  - {key: a{i}, type: text, ask: A, when: {all: ["
        + ", ".join(f"{{item: n, at_least: {k}}}" for k in range(9))
        + ", {item: n, at_most: {i}}, {item: n, at_most: -1}]}}",
        1400,
    ),
    "many_options": ITEMS
    + "  - {key: a, type: single, ask: A, options: ["
    + ", ".join(f"{{code: c{i}, say: C}}" for i in range(15_000))
    + "]}\n",
    "far_date": ITEMS + "  - {key: a, type: date, ask: A, at_least: 99999-01-01}\n",
    "stuttering_key": ONE_ITEM.replace("key: a", "key: " + "a" * 100_000 + "!"),
}

READ_ALL = """
import json, resource, sys, time
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
from instruments import check_instrument
def find_peak():
    # The system's own count: ru_maxrss would begin with that of the parent process.
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    kilobytes = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
    return sum(kilobytes) / 1024
def time_work(work):
    start = time.process_time()
    return work(), time.process_time() - start
def do_reference_work():
    # Of the same kind as reading: many small objects, made and let go.
    for place in range(40_000):
        {"key": f"i{place}", "at": (place, [place])}
for file in sorted(Path(sys.argv[1]).iterdir()):
    print(json.dumps({"reads": file.stem}), flush=True)
    before = time_work(do_reference_work)[1]
    findings, seconds = time_work(lambda: check_instrument(file))
    after = time_work(do_reference_work)[1]
    errors = [f for f in findings if f.severity == "error"]
    print(json.dumps({
        "name": file.stem, "seconds": seconds, "count": len(findings),
        "reference": max(before, after),
        "peak": find_peak(),
        "first": errors and [errors[0].code, errors[0].line, len(str(errors[0]))],
    }), flush=True)
"""


@dataclass(frozen=True)
class Reading:
    """What the process said about one file."""

    name: str
    seconds: float
    reference: float
    count: int
    peak: float
    first: list[Any]


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    """Return what a process of its own says about each file, by name."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    for name, content in HOSTILE.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.yaml").write_bytes(data)

    ran = subprocess.run(
        [sys.executable, "-c", READ_ALL, str(folder), str(ADDRESS_SPACE_BYTES)],
        capture_output=True,
        text=True,
        check=False,
    )

    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.returncode == 0, f"died at {rows[-1:]}: {ran.stderr[-2000:]}"
    return {row["name"]: Reading(**row) for row in rows if "name" in row}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_is_refused_with_its_place(
    readings: dict[str, Reading], name: str
) -> None:
    code, line, length = readings[name].first

    assert code
    assert line >= 1
    assert length < 1000


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_a_hostile_file_is_refused_within_a_second(
    readings: dict[str, Reading], name: str
) -> None:
    found = readings[name]
    pace = max(1.0, found.reference / USUAL_SECONDS)
    assert found.seconds <= MOST_SECONDS * pace


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak")
def test_hostile_files_take_little_memory(readings: dict[str, Reading]) -> None:
    assert max(reading.peak for reading in readings.values()) <= MOST_MEGABYTES
