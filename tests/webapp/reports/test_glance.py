"""The first sheet says in a minute where a unit stands and what comes next."""

from __future__ import annotations

from dataclasses import replace

from meter.reports.blocks import Facts, Heading, Paragraph
from meter.reports.unit_blocks import Climb, Scores, Way
from tests.webapp.reports.reported import GIVEN, find_section, make_page, report_library
from webapp.reports.glance import MOST_FIRST, tell_glance


def list_words(**answers: object) -> list[str]:
    blocks = tell_glance(make_page(answers)).blocks  # type: ignore[arg-type]
    return [one.text for one in blocks if isinstance(one, Paragraph | Heading)]


def test_stage_index_and_ladder_come_first() -> None:
    facts, *others = tell_glance(make_page()).blocks

    assert isinstance(facts, Facts)
    assert facts.large
    assert [(one.label, one.said, one.value) for one in facts.facts] == [
        ("Stage", "Middle", None),
        ("Whole", "52.5", 52.5),
    ]
    climb = next(one for one in others if isinstance(one, Climb))
    assert [one.state for one in climb.rungs] == ["below", "here", "above"]


def test_the_way_on_is_told_without_its_details() -> None:
    words = list_words(**GIVEN)
    way = next(b for b in tell_glance(make_page()).blocks if isinstance(b, Way))

    assert "“High” is 1 answer away." in words
    assert "To reach “High”" in words
    assert [(one.ask, one.now, one.needed) for one in way.answers] == [
        ("There is more.", "Not at all", "Fully")
    ]
    assert not any(one.adds or one.notes for one in way.answers)


def test_of_many_answers_the_first_are_told_and_the_others_counted() -> None:
    glance = find_section(report_library("en"), "glance")
    whole = find_section(report_library("en"), "next")
    (told,) = (one for one in glance.blocks if isinstance(one, Way))
    (all_of_them,) = (one for one in whole.blocks if isinstance(one, Way))

    assert len(told.answers) == MOST_FIRST
    left = len(all_of_them.answers) - MOST_FIRST
    texts = [one.text for one in glance.blocks if isinstance(one, Paragraph)]
    assert f"and {left} more answers" in texts


def test_parts_are_drawn_without_those_below_them() -> None:
    glance = find_section(report_library("en"), "glance")
    (bars,) = (one for one in glance.blocks if isinstance(one, Scores))

    assert len(bars.scores) == 5
    assert {one.level for one in bars.scores} == {0}


def test_without_an_index_it_says_what_is_missing() -> None:
    words = list_words()

    assert words[0].startswith("The answers cover 0 per cent of the weight of “Whole”")
    assert words[1] == ("Answer at least 1 more question to see an index and a stage.")


def test_a_result_in_review_is_provisional() -> None:
    page = replace(make_page(), is_provisional=True)
    first = tell_glance(page).blocks[0]

    assert isinstance(first, Paragraph)
    assert first.tone == "notice"
    assert first.text.startswith("This result is provisional")
