from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from drawn import draw, ladder
from flask import render_template

from instruments import Answer, Instrument, Missing
from scoring.study.contributions import contributions
from tests.webapp.city import make_instrument
from webapp.results.answer_words import say_given
from webapp.results.assessment import assess
from webapp.results.pages import ResultPage, make_result_page
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from flask import Flask

WORDING = word_instrument(make_instrument())
AT = dt.datetime(2026, 11, 2, 9, 0, tzinfo=dt.UTC)


def show(**answers: Answer) -> ResultPage:
    return make_result_page(assess(WORDING, answers), AT, "Porto", "Spring")


def show_drawn(instrument: Instrument, **answers: Answer) -> ResultPage:
    return make_result_page(assess(word_instrument(instrument), answers), AT)


def test_the_index_comes_with_its_parts() -> None:
    page = show(level="fully", more="partly", share=40.0)

    assert page.main.title == "Whole"
    assert [part.title for part in page.main.parts] == ["Plan", "Reach"]
    scores = [part.score for part in page.main.parts]
    assert scores == pytest.approx([(1 + 0.5) / 2, 0.4])
    assert page.main.coverage == 1


def test_strengths_are_the_highest_parts_from_half_on() -> None:
    page = show(level="fully", more="partly", share=40.0)

    assert [score.title for score in page.strengths] == ["Plan"]
    assert show(level="none", share=1.0).strengths == ()


def test_costs_are_what_keeps_the_index_farthest_from_full() -> None:
    page = show(level="partly", more="none", share=40.0)

    # plan weighs 3/4, each of its items half of that; reach weighs 1/4
    assert [(cost.item, cost.answer) for cost in page.costs] == [
        ("more", "Not at all"),
        ("level", "Partly"),
        ("share", "40 per cent"),
    ]
    assert [cost.lost for cost in page.costs] == pytest.approx(
        [3 / 4 / 2, 3 / 4 / 2 / 2, 1 / 4 * 0.6]
    )


def test_costs_and_index_add_up_to_everything() -> None:
    found = assess(WORDING, {"level": "partly", "more": "none", "share": 40.0})
    page = make_result_page(found, AT)

    lost = sum(part.lost for part in contributions(found.plan, found.coded))
    assert page.main.score is not None
    assert page.main.score + lost == pytest.approx(1, abs=1e-12)


def test_what_is_not_answered_is_counted_by_reason_and_treatment() -> None:
    page = show(level=Missing.NOT_APPLICABLE, share=40.0)

    assert [(one.say, one.items, one.treatment) for one in page.reasons] == [
        ("Not applicable", 1, "leave_out"),
        ("Not asked", 1, "leave_out"),
    ]


def test_too_few_answers_give_no_index_and_say_how_much_is_known() -> None:
    page = show(share=40.0)

    assert page.main.score is None
    assert page.main.coverage == pytest.approx(1 / 4)
    assert page.origin.least_coverage == 0.5


def test_the_origin_names_instrument_method_and_fingerprints() -> None:
    origin = show(level="fully", share=1.0).origin
    source = make_instrument()

    assert (origin.instrument, origin.version) == ("Every kind", "7")
    assert (origin.method, origin.method_version) == ("Means", "2")
    assert origin.meaning == source.meaning
    assert origin.method_fingerprint == source.method_fingerprint("default")
    assert origin.at == AT


def test_an_item_that_was_not_asked_says_so_whatever_was_given_before() -> None:
    found = assess(WORDING, {"level": "none", "more": "fully"})

    assert say_given(found, "more") == "Not asked"
    assert say_given(found, "share") == "No answer yet"


def test_what_a_decision_table_asks_about_is_counted_too() -> None:
    rows = [{"when": {"item": "a", "equals": "full"}, "score": 1}]
    nodes = {"index": {"of": ["x", "y"]}, "x": {"table": rows}, "y": ["b"]}

    page = show_drawn(draw(["a", "b"], nodes))

    assert [(one.say, one.items) for one in page.reasons] == [("No answer yet", 2)]


PARTS = {"index": {"of": ["law", "tech"]}, "law": ["a"], "tech": ["b"]}


def test_the_headline_pairs_the_index_with_its_own_stage() -> None:
    stages = {"of_law": ladder(0, 0.3, of="law"), "own": ladder(0, 0.5, of="index")}
    staged = draw(["a", "b"], PARTS, stages=stages)

    page = show_drawn(staged, a="full", b="little")

    # The index is (1 + 1/4) / 2 = 0.625; law is 1.
    assert page.ladder is not None
    assert (page.ladder.key, page.ladder.score) == ("own", page.main.score)
    assert [one.key for one in page.other_ladders] == ["of_law"]


def test_an_index_without_a_ladder_has_no_stage_in_the_headline() -> None:
    staged = draw(["a", "b"], PARTS, stages={"of_law": ladder(0, 0.3, of="law")})

    page = show_drawn(staged, a="full", b="little")

    assert page.ladder is None
    assert [one.node_title for one in page.other_ladders] == ["Node"]


def test_of_two_indices_the_first_one_has_the_headline() -> None:
    stages = {"of_y": ladder(0, 0.5, of="y"), "of_x": ladder(0, 0.5, of="x")}
    both = draw(["a", "b"], {"x": ["a"], "y": ["b"]}, index=["x", "y"], stages=stages)

    page = show_drawn(both, a="full", b="none")

    assert page.main.key == "x"
    assert page.ladder is not None
    assert (page.ladder.node, page.ladder.score) == ("x", 1)
    assert [one.node for one in page.other_ladders] == ["y"]


def test_a_second_rule_over_the_index_stands_below() -> None:
    page = show(level="fully", share=1.0)

    assert page.ladder is not None
    assert page.ladder.title == "Ladder"
    assert [one.title for one in page.other_ladders] == ["Other ladder"]


def test_the_drawn_headline_has_no_stage_of_another_node(app: Flask) -> None:
    staged = draw(["a", "b"], PARTS, stages={"of_law": ladder(0, 0.3, of="law")})
    page = show_drawn(staged, a="full", b="little")

    with app.test_request_context("/"):
        drawn = render_template("results/result.html", page=page, numbers="#", hub="")

    headline, below = drawn.split("</section>", 1)
    assert "62.5" in headline  # (1 + 1/4) / 2
    assert "Stage:" not in headline
    assert "S1" not in headline
    assert "<strong >S1</strong>" in below
