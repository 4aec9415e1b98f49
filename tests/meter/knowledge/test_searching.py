"""Searching finds the same on both databases, in seven languages, and never breaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meter.knowledge.records import Filters
from meter.knowledge.searching import PAGE, list_contributors, search
from meter.knowledge.steps import withdraw
from tests.meter.knowledge.conftest import CASE, GUIDE, retitle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.meter.knowledge.conftest import Space

CORPUS = {
    "en": ("Electronic signature law", "A law of signatures for offices."),
    "fr": ("Loi sur la signature électronique", "L'État signe en ligne à l'été."),
    "es": ("Ley de firma electrónica", "Los años de la administración."),
    "ru": ("Закон об электронной подписи", "Подпись для всех ведомств; ещё."),  # noqa: RUF001  (as it is written)
    "ar": ("قانون التوقيع الإلكتروني", "الحكومة الإلكترونية للمدن."),
    "zh": ("电子签名法", "为了电子政务的发展。"),
    "ko": ("전자서명법", "전자정부를 위한 법률입니다."),
}
ASKED = {
    "signature": ["en", "fr"],
    "SIGNATURES": ["en"],
    "electronique": ["fr"],
    "ETE": ["fr"],
    "firma electronica": ["es"],
    "anos": ["es"],
    "подпись": ["ru"],
    "электрон": ["ru"],
    "еще": ["ru"],
    "حكومة": ["ar"],
    "الحكومه": ["ar"],
    "توقيع": ["ar"],
    "电子": ["zh"],
    "签名": ["zh"],
    "政务": ["zh"],
    "法": ["zh"],
    "정부": ["ko"],
    "전자서명": ["ko"],
    "법률": ["ko"],
    "law office": ["en"],
    "law nothing": [],
    "子政府": [],
}


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each kind of database in turn: this is what they do in ways of their own."""
    if request.param == "sqlite":
        yield request.getfixturevalue("sqlite_url")
        return
    with request.getfixturevalue("postgres_server").database() as url:
        yield url


@pytest.fixture
def corpus(space: Space) -> Space:
    for language, (title, summary) in CORPUS.items():
        entry = replace(GUIDE, title=title, summary=summary, languages=(language,))
        space.publish(entry)
    return space


def find(space: Space, words: str, **filters: str | int) -> list[str]:
    """Name the titles that are found, in their order."""
    found = search(space.store, space.workshop.id, words, Filters(**filters))  # type: ignore[arg-type]
    assert found.count == len(found.contributions)
    return [one.entry.title for one in found.contributions]


def test_words_of_seven_languages_are_found(corpus: Space) -> None:
    found = {words: find(corpus, words) for words in ASKED}

    assert {words: sorted(titles) for words, titles in found.items()} == {
        words: sorted(CORPUS[language][0] for language in languages)
        for words, languages in ASKED.items()
    }


def test_what_has_the_words_in_its_title_comes_first_then_the_newest(
    space: Space,
) -> None:
    space.publish(retitle(GUIDE, "Permits and law"))
    space.publish(replace(GUIDE, title="Old", summary="About a permit."))
    space.publish(replace(GUIDE, title="New", summary="A permit again."))

    assert find(space, "permit") == ["Permits and law", "New", "Old"]
    assert find(space, "") == ["New", "Old", "Permits and law"]


def test_only_what_is_published_is_found(space: Space) -> None:
    space.draft()
    space.offer()
    gone = space.publish()
    withdraw(space.store, space.ana, gone.id, "", space.at)

    assert find(space, "law") == []
    assert find(space, "") == []


def test_what_is_found_is_narrowed_down(space: Space) -> None:
    space.publish(GUIDE)
    space.publish(CASE, space.bo)
    mine = space.units[0].id

    assert find(space, "", kind="case") == [CASE.title]
    assert find(space, "", language="fr") == [GUIDE.title]
    assert find(space, "", indicator="law") == [GUIDE.title]
    assert find(space, "", unit_id=mine) == [GUIDE.title]
    assert find(space, "law", kind="case") == []
    # Who does not want to be named is not found by name.
    assert find(space, "", unit_id=space.units[1].id) == []
    named = list_contributors(space.store, space.workshop.id)
    assert named == [(mine, "Marenda")]


def test_the_words_of_a_case_are_searched_too(space: Space) -> None:
    space.publish(CASE)

    assert find(space, "clerks") == [CASE.title]
    assert find(space, "queue source") == [CASE.title]


def test_pages_follow_each_other(space: Space) -> None:
    for number in range(PAGE + 2):
        space.publish(retitle(GUIDE, f"Guide {number:02}"))

    first = search(space.store, space.workshop.id, "guide")
    second = search(space.store, space.workshop.id, "guide", page=2)

    assert (first.count, second.count) == (PAGE + 2, PAGE + 2)
    assert len(first.contributions) == PAGE
    titles = [one.entry.title for one in second.contributions]
    assert titles == ["Guide 01", "Guide 00"]


SYNTAX = st.text(
    st.sampled_from("ab法'\"*()-+:^&|!<>{}\\%_;\0 NEARORANDT"), max_size=40
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(words=st.one_of(st.text(max_size=60), SYNTAX))
def test_nothing_that_is_typed_breaks_the_search_or_widens_it(
    corpus: Space, words: str
) -> None:
    other = search(corpus.store, corpus.workshop.id + 1, words)
    found = search(corpus.store, corpus.workshop.id, words)

    assert other.count == 0
    assert found.count <= len(CORPUS)


@pytest.mark.parametrize(
    "words", ["*", '"', "-", "NEAR(", "' OR 1=1 --", "words: law OR", "!", "a:*|b"]
)
def test_signs_alone_find_nothing_that_has_not_the_letters(
    corpus: Space, words: str
) -> None:
    assert find(corpus, words) == []
