"""The open data of an edition: two tables, and what they are by schema.org.

Keys and not words stand in the tables, so that they are the same in every language; the
description tells what each column is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from meter.exchange.csv_texts import write_csv
from meter.peers.bands import STEP
from webapp.filters import round_points

if TYPE_CHECKING:
    from collections.abc import Iterator

    from meter.publication.records import Edition
    from webapp.public.pages import EditionPage

POINTS = 100

FIGURE_COLUMNS = (
    "kind",
    "key",
    "stage",
    "units",
    "count",
    "lower_quartile_band",
    "median_band",
    "upper_quartile_band",
    "withheld",
)
JSON_LD = "application/ld+json"


def write_figures(edition: Edition, stages: dict[str, list[str]]) -> str:
    """Write all figures as CSV, a row a stage and a row a spread.

    Args:
        edition: whose figures.
        stages: the keys of the stages by ladder, the lowest first.
    """
    return write_csv([FIGURE_COLUMNS, *_list_figures(edition, stages)])


def _list_figures(
    edition: Edition, stages: dict[str, list[str]]
) -> Iterator[tuple[object, ...]]:
    for ladder in edition.figures.ladders:
        held = ladder.counts or [""] * len(stages[ladder.ladder])
        for stage, count in zip(stages[ladder.ladder], held, strict=True):
            why = ladder.withheld or ""
            shape = ("stage", ladder.ladder, stage, ladder.units, count)
            yield (*shape, "", "", "", why)
    for spread in edition.figures.spreads:
        bands = (spread.lower, spread.middle, spread.upper)
        said = ["" if one is None else f"{one}-{one + STEP}" for one in bands]
        why = spread.withheld or ""
        yield ("spread", spread.node, "", spread.units, "", *said, why)


def write_units(edition: Edition) -> str:
    """Write the units that agreed to be named as CSV, in points of 0 to 100."""
    ladders = [one.ladder for one in edition.figures.ladders]
    nodes = [one.node for one in edition.figures.spreads]
    headings = ["unit", *(f"stage:{one}" for one in ladders), *nodes]
    rows = [
        [
            unit.name,
            *(unit.stages.get(one) or "" for one in ladders),
            *(_write_points(unit.scores.get(node)) for node in nodes),
        ]
        for unit in edition.figures.named
    ]
    return write_csv([headings, *rows])


def _write_points(score: float | None) -> object:
    return "" if score is None else round_points(score * POINTS)


def describe_dataset(page: EditionPage, address: str, texts: tuple[str, str]) -> str:
    """Describe an edition as a Dataset of schema.org, as JSON-LD.

    Args:
        page: the edition in words.
        address: of its page, whole, ending in a slash.
        texts: a name and a description.
    """
    name, description = texts
    document: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": name,
        "description": description,
        "version": str(page.number),
        "datePublished": page.made_at.date().isoformat(),
        "license": page.licence_address,
        "isAccessibleForFree": True,
        "inLanguage": page.words_language,
        "creator": {"@type": "Organization", "name": page.made_by},
        "measurementTechnique": " ".join((page.instrument, page.version, *page.method)),
        "variableMeasured": [band.title for band in page.bands],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": "text/csv",
                "contentUrl": f"{address}{file}",
            }
            for file in ("figures.csv", "units.csv")
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)
