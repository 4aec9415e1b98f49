"""The site that tests drive, tried by itself."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from live_site import LiveSite

if TYPE_CHECKING:
    from pathlib import Path


def test_a_site_answers_while_its_block_lasts(tmp_path: Path) -> None:
    with LiveSite.started(tmp_path) as site:
        with urlopen(f"{site.url}/") as reply:  # noqa: S310 - our own address
            page = reply.read().decode()
        place = urlsplit(site.url)

    assert "<h1>" in page
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((str(place.hostname), place.port or 0), timeout=1)


def test_a_site_keeps_its_data_in_the_folder(tmp_path: Path) -> None:
    with LiveSite.started(tmp_path):
        pass

    assert (tmp_path / "meter.sqlite").exists()
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_two_sites_stand_side_by_side(tmp_path: Path) -> None:
    with (
        LiveSite.started(tmp_path / "one") as one,
        LiveSite.started(tmp_path / "other") as other,
    ):
        assert one.url != other.url
