from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments import Instrument, load_instrument, translate
from instruments.model.conditions import list_comparisons
from instruments.reading.repeats import expand_repeats, fold_repeats
from instruments.texts import list_texts

if TYPE_CHECKING:
    from pathlib import Path

SITES = """meter: 1
key: sites
version: "1"
title: Sites
language: en
scales:
  extent:
    options:
      - {code: none, say: Not at all, points: 0}
      - {code: full, say: Fully, points: 1}
sections:
  - key: site
    title: Website
    intro: One at a time
    repeat:
      over:
        - {key: health, say: Health}
        - {key: tax, say: Tax}
      take: best
    items:
      - {key: there, type: yes_no, ask: There is a site.}
      - key: search
        ask: It can be searched.
        scale: extent
        requires: [there]
        when:
          all: [{item: there, equals: yes}, {not: {any: [{item: law, equals: no}]}}]
  - key: rules
    title: Rules
    items:
      - {key: news, type: yes_no, ask: There is news.}
framework:
  index: top
  nodes:
    top: {title: Top, items: [search, news]}
methods:
  default: {title: Mean}
"""

LAW = "  - {key: first, title: First, items: [{key: law, type: yes_no, ask: A law.}]}\n"

FRENCH = {
    "section.site.title": "Site",
    "section.site.entry.health.say": "Santé",
    "section.site.entry.tax.say": "Impôts",
    "item.there.ask": "Il y a un site.",
    "item.news.ask": "Il y a des nouvelles.",
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write an instrument with a section that is asked for health and for tax."""
    path = tmp_path / "instrument.yaml"
    path.write_text(SITES.replace("sections:\n", f"sections:\n{LAW}"), encoding="utf-8")
    return path


def add_french(file: Path) -> None:
    texts = list_texts(fold_repeats(load_instrument(file)))
    parts = [
        f'msgctxt "{path}"\nmsgid "{texts[path]}"\nmsgstr "{words}"\n'
        for path, words in FRENCH.items()
    ]
    head = 'msgid ""\nmsgstr "Language: fr\\n"\n'
    (file.parent / "locale").mkdir()
    (file.parent / "locale" / "fr.po").write_text(
        "\n".join((head, *parts)), encoding="utf-8"
    )


def test_a_section_is_asked_once_for_each_entry(file: Path) -> None:
    instrument = load_instrument(file)

    assert [part.key for part in instrument.sections] == [
        "first",
        "site_health",
        "site_tax",
        "rules",
    ]
    assert list(instrument.items) == [
        "law",
        "there_health",
        "search_health",
        "there_tax",
        "search_tax",
        "news",
    ]
    section = instrument.section_of["search_tax"]
    assert (section.title, section.intro) == ("Website", "One at a time")
    assert section.entry is not None
    assert section.entry.say == "Tax"


def test_items_of_the_same_section_are_named_for_the_same_entry(file: Path) -> None:
    search = load_instrument(file).items["search_tax"]

    assert search.requires == ("there_tax",)
    assert search.when is not None
    assert [one.item for one in list_comparisons(search.when)] == ["there_tax", "law"]


def test_groups_are_what_nodes_go_on_naming(file: Path) -> None:
    instrument = load_instrument(file)

    assert instrument.repeated == {
        "there": ("there_health", "there_tax"),
        "search": ("search_health", "search_tax"),
    }
    assert instrument.framework is not None
    assert list(instrument.framework.nodes["top"].items or ()) == ["search", "news"]
    assert instrument.take_of("search") == "best"
    with pytest.raises(KeyError):
        instrument.take_of("news")


def test_the_mean_is_taken_where_nothing_is_said(file: Path) -> None:
    file.write_text(
        file.read_text(encoding="utf-8").replace("      take: best\n", ""),
        encoding="utf-8",
    )

    assert load_instrument(file).take_of("there") == "mean"


def test_a_stored_document_is_not_written_out_again(file: Path) -> None:
    instrument = load_instrument(file)

    stored = Instrument.model_validate(instrument.to_document())

    assert expand_repeats(stored) is stored
    assert stored == instrument
    assert stored.fingerprint == instrument.fingerprint
    assert stored.meaning == instrument.meaning


def test_one_more_entry_changes_what_answers_mean(file: Path) -> None:
    before = load_instrument(file)
    text = file.read_text(encoding="utf-8")
    tax = "        - {key: tax, say: Tax}\n"
    more = tax + "        - {key: work, say: Work}\n"
    file.write_text(text.replace(tax, more), encoding="utf-8")

    assert load_instrument(file).meaning != before.meaning


def test_entries_are_called_otherwise_without_another_meaning(file: Path) -> None:
    before = load_instrument(file)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("say: Tax", "say: Taxes"), encoding="utf-8")

    assert load_instrument(file).meaning == before.meaning


def test_translations_reach_every_entry(file: Path) -> None:
    add_french(file)

    worded = translate(load_instrument(file), "fr")

    titles = [
        (part.title, part.entry and part.entry.say) for part in worded.sections[1:3]
    ]
    assert titles == [("Site", "Santé"), ("Site", "Impôts")]
    assert worded.items["there_health"].ask == "Il y a un site."
    assert worded.items["there_tax"].ask == "Il y a un site."
    assert worded.items["search_tax"].ask == "It can be searched."
    assert worded.items["news"].ask == "Il y a des nouvelles."


def test_folding_takes_back_what_was_written_out(file: Path) -> None:
    add_french(file)
    instrument = load_instrument(file)

    folded = fold_repeats(instrument)

    assert list(folded.items) == ["law", "there", "search", "news"]
    assert folded.translations == {"fr": FRENCH}
    assert folded.items["search"].requires == ("there",)
    assert expand_repeats(folded) == instrument


def test_an_instrument_without_repeats_is_left_alone() -> None:
    instrument = load_instrument("egdi")

    assert expand_repeats(instrument) is instrument
    assert fold_repeats(instrument) is instrument


KEYS = st.from_regex(r"[a-z][a-z0-9]{0,3}(_[a-z])?", fullmatch=True)
LISTS = st.lists(KEYS, min_size=1, max_size=4, unique=True)


@given(items=LISTS, entries=LISTS, languages=st.sets(st.sampled_from(["fr", "ar"])))
def test_expanding_and_folding_are_inverse(
    items: list[str], entries: list[str], languages: set[str]
) -> None:
    over = [{"key": key, "say": key.upper()} for key in entries]
    chain: list[dict[str, object]] = [
        {"type": "yes_no", "key": key, "ask": key} for key in items
    ]
    for former, item in zip(items, chain[1:], strict=False):
        item |= {"requires": [former], "when": {"item": former, "answered": True}}
    words = {f"item.{key}.ask": f"de {key}" for key in items}
    words |= {f"section.s.entry.{key}.say": f"pour {key}" for key in entries}
    declared = Instrument.model_validate(
        {
            "key": "tiny",
            "version": "1",
            "title": "Tiny",
            "language": "en",
            "sections": [
                {"key": "s", "title": "S", "repeat": {"over": over}, "items": chain}
            ],
            "translations": dict.fromkeys(languages, words),
        }
    )

    expanded = expand_repeats(declared)

    assert len(expanded.sections) == len(entries)
    assert fold_repeats(expanded) == declared
    assert expand_repeats(fold_repeats(expanded)).fingerprint == expanded.fingerprint
