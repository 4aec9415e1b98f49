from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import Instrument, Missing
from meter.demo.proofs import add_sample_evidence
from meter.fieldwork.evidence import list_evidence
from tests.meter.conftest import DOCUMENT

if TYPE_CHECKING:
    from instruments import Answer
    from tests.meter.conftest import Workshop

ASKING = ("law", "site", "users", "ways")


def test_two_of_three_answers_that_evidence_is_asked_of_have_a_link(
    workshop: Workshop,
) -> None:
    [section] = DOCUMENT["sections"]
    items = [
        {**item, "evidence": "optional"} if item["key"] in ASKING else item
        for item in section["items"]
    ]
    document = {**DOCUMENT, "sections": [{**section, "items": items}]}
    answers: dict[str, Answer] = {
        "law": "full",
        "site": "yes",
        "users": Missing.DONT_KNOW,
        "ways": ("web",),
        "note": "Nothing",
    }

    add_sample_evidence(
        workshop.store,
        workshop.invitation,
        Instrument.model_validate(document),
        answers,
        workshop.at,
    )

    found = {
        key: [
            one.url or (one.file and one.file.name)
            for one in list_evidence(workshop.store, workshop.response_id, key)
        ]
        for key in answers
    }
    assert found == {
        "law": [],
        "site": ["https://records.sample.example/site"],
        "users": [],
        "ways": ["https://records.sample.example/ways", "minutes.txt"],
        "note": [],
    }
