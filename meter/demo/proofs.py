"""Evidence of a sample city: a link beside two of three answers, and one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instruments import Missing
from meter.fieldwork.evidence import add_file, add_link
from meter.fieldwork.given.files import parse_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from instruments import Answer, Instrument
    from meter.records import Invitation
    from meter.storage import Store

SITE = "https://records.sample.example/{}"
FILE = b"Minutes of the city council, invented for this sample.\n"


def add_sample_evidence(
    store: Store,
    invitation: Invitation,
    instrument: Instrument,
    answers: Mapping[str, Answer],
    at: datetime,
) -> None:
    """Put links beside two of three answers that evidence is asked of, and a file."""
    asked = [
        key
        for key, answer in answers.items()
        if instrument.items[key].evidence != "none" and not isinstance(answer, Missing)
    ]
    for place, key in enumerate(asked):
        if place % 3:
            add_link(store, invitation, key, SITE.format(key), at)
    if asked:
        file = parse_file("minutes.txt", FILE, len(FILE))
        add_file(store, invitation, asked[-1], file, at, quota=len(FILE))
