"""Files that both sides take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.webapp.network.conftest import Room


def test_files_are_sent_to_be_saved(room: Room) -> None:
    for path, kind in (
        ("/directory.csv", "text/csv"),
        ("/directory.vcf", "text/vcard"),
        ("/roadmap.csv", "text/csv"),
        ("/roadmap.ics", "text/calendar"),
    ):
        for reply in (room.porto.get(path), room.get(path)):
            assert reply.status_code == 200
            assert reply.mimetype == kind
            assert reply.headers["Content-Disposition"].startswith("attachment")
