from __future__ import annotations

from typing import Any

from instruments.reading.problems import Problem
from instruments.reading.repair import find_entity, list_doubtful, repair, rests_on

ITEM = ("sections", 0, "items", 1)


def test_a_wrong_value_is_taken_out_and_a_needed_one_replaced() -> None:
    data: dict[str, Any] = {"title": "", "meter": "2", "scales": {"a": {"kind": "x"}}}
    problems = [
        Problem("VL02", ("title",), {}),
        Problem("LD15", ("meter",), {}),
        Problem("VL08", ("scales", "a", "kind"), {}),
    ]

    repair(data, problems)

    assert data == {"title": "?", "scales": {"a": {}}}


def test_what_is_missing_is_put_in() -> None:
    data: dict[str, Any] = {"sections": [{}]}

    repair(data, [Problem("KY03", ("sections", 0), {"key": "title"})])

    assert data == {"sections": [{"title": "?"}]}


def test_parts_of_a_list_are_taken_out_from_its_end() -> None:
    data = {"sections": [{"items": [{"tags": ["A", "b", "C"]}]}]}
    tags = ("sections", 0, "items", 0, "tags")

    repair(data, [Problem("KY04", (*tags, 0), {}), Problem("KY04", (*tags, 2), {})])

    assert data["sections"][0]["items"][0]["tags"] == ["b"]


def test_a_whole_item_is_left_so_that_those_behind_it_stay_in_place() -> None:
    data: dict[str, Any] = {"sections": [{"items": ["text", {"key": "a"}]}]}

    repair(data, [Problem("VL10", ("sections", 0, "items", 0), {})])

    assert len(data["sections"][0]["items"]) == 2


def test_a_node_of_two_forms_keeps_the_first() -> None:
    node = {"title": "X", "of": ["a"], "items": ["b"], "table": []}
    data = {"framework": {"nodes": {"x": node}}}

    repair(data, [Problem("FW12", ("framework", "nodes", "x"), {})])

    assert data["framework"]["nodes"]["x"] == {"title": "X", "of": ["a"]}


def test_a_node_of_newer_forms_keeps_the_first_too() -> None:
    node = {"title": "X", "table": [], "ratio": {}, "tagged": "core"}
    data = {"framework": {"nodes": {"x": node}}}

    repair(data, [Problem("FW12", ("framework", "nodes", "x"), {})])

    assert data["framework"]["nodes"]["x"] == {"title": "X", "tagged": "core"}


def test_an_entity_is_what_an_author_declares() -> None:
    assert find_entity((*ITEM, "options", 2, "say")) == ITEM
    assert find_entity(("framework", "nodes", "x", "of")) == ("framework", "nodes", "x")
    assert find_entity(("scales", "a", "options")) == ("scales", "a")
    assert find_entity(("title",)) == ("title",)


def test_what_is_said_about_a_mended_part_is_doubtful() -> None:
    doubtful = list_doubtful([Problem("VL04", (*ITEM, "goalposts"), {})])

    assert rests_on(Problem("IT04", (*ITEM, "goalposts"), {}), doubtful)
    assert rests_on(Problem("FW08", ("framework",), {}, about=ITEM), doubtful)
    assert rests_on(Problem("FW08", ("framework",), {}, also=ITEM), doubtful)
    assert not rests_on(Problem("IT04", ("sections", 0, "items", 2), {}), doubtful)


def test_a_missing_title_puts_nothing_else_of_a_section_in_doubt() -> None:
    doubtful = list_doubtful([Problem("KY03", ("sections", 0), {"key": "title"})])

    assert not rests_on(Problem("IT04", ITEM, {}), doubtful)


def test_the_key_that_was_probably_meant_is_in_doubt() -> None:
    facts = {"key": "method", "closest": "methods"}
    doubtful = list_doubtful([Problem("KY02", ("method",), facts, on_key=True)])

    assert rests_on(Problem("FW13", ("framework",), {}, about=("methods",)), doubtful)


def test_an_unknown_name_stays_a_problem_of_a_mended_part() -> None:
    doubtful = list_doubtful([Problem("VL04", (*ITEM, "at_least"), {})])

    assert not rests_on(Problem("IT06", (*ITEM, "requires", 0), {}), doubtful)
