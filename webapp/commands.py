"""The commands that serve pages: `meter serve` and `meter demo`."""

from __future__ import annotations

import os
import shlex
import sys
from typing import TYPE_CHECKING

import click

from meter.errors import StateError
from webapp.serving import Place

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from meter.settings import Settings

PACKAGE = "sample-package"
"""The folder that the sample round is exported to."""

HOST, PORT, THREADS = "127.0.0.1", 8000, 8

DEMO = """\
{where}

The organiser        {base}/workshops/sample/
                     sign in as {email}
                     with the password {password}
A city half-way      {base}/join/{half_way}
A city that is done  {base}/join/{done}
Its second round     {base}/join/{again}
A stranger           {base}/try/meter/

Links and password are new each time. Stop with Ctrl-C.

In another terminal, the first round as a package for researchers, and its scores anew:
  {export}
  {recompute}"""


class PortTakenError(StateError):
    """Another program listens where the pages should be served."""

    def __init__(self, place: Place) -> None:
        self.place = place
        super().__init__(
            f"Something already listens on {place.url}. "
            f"Stop it, or choose another port: --port {place.port + 1}"
        )


host_option = click.option("--host", default=HOST, show_default=True)
port_option = click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(1, 65535)
)


@click.command()
@host_option
@port_option
@click.option(
    "--threads", default=THREADS, show_default=True, type=click.IntRange(1, 64)
)
def serve(host: str, port: int, threads: int) -> None:
    """Serve the pages over the database that the settings name."""
    from meter.settings import load_settings
    from webapp.app import create_app

    settings = load_settings()
    place = Place(host, port)
    _serve(
        create_app(settings),
        place,
        threads,
        f"{_describe(settings)}\nMETER is served on {place.url}/  (stop with Ctrl-C)",
    )


@click.command()
@host_option
@port_option
@click.option("--prepare", is_flag=True, help="Fill the data folder and stop.")
def demo(host: str, port: int, prepare: bool) -> None:  # noqa: FBT001  (click passes it)
    """Serve a sample workshop of invented cities, with a link for each role."""
    from meter.demo.prepare import prepare_demo, renew_links
    from meter.storage import open_store, upgrade_database
    from webapp.app import create_app
    from webapp.current import utc_now

    settings = _demo_settings()
    if settings.data == _demo_folder():
        # Sample data of an earlier version are nobody's to back up first.
        upgrade_database(settings)
    with open_store(settings) as store:
        prepare_demo(store, utc_now())
        links = None if prepare else renew_links(store, utc_now())
    if links is None:
        click.echo(_describe(settings))
        return
    place = Place(host, port)
    text = DEMO.format(
        where=_describe(settings),
        base=place.url,
        export=_write_export(settings),
        recompute=shlex.join([sys.executable, f"{PACKAGE}/recompute.py"]),
        **links._asdict(),
    )
    _serve(create_app(settings), place, THREADS, text)


def _write_export(settings: Settings) -> str:
    """Write the command that exports the sample round, as a shell reads it."""
    from meter.demo.prepare import WORKSHOP

    words = [sys.executable, "-m", "meter", "export", WORKSHOP, "-o", PACKAGE]
    if "METER_DATABASE_URL" in os.environ:
        return shlex.join(words)  # with a password in it, it is printed nowhere
    places = {"METER_DATA": str(settings.data)}
    if "METER_CONFIG" in os.environ:
        places["METER_CONFIG"] = os.environ["METER_CONFIG"]
    named = (f"{key}={shlex.quote(place)}" for key, place in places.items())
    return " ".join((*named, shlex.join(words)))


def _demo_settings() -> Settings:
    """Keep the sample data apart from real data, unless a place is named."""
    from meter.settings import load_settings

    named = {"METER_DATA", "METER_DATABASE_URL", "METER_CONFIG"} & os.environ.keys()
    if named:
        return load_settings()
    return load_settings(data=_demo_folder())


def _demo_folder() -> Path:
    from meter.settings import find_data_folder

    return find_data_folder() / "demo"


def _describe(settings: Settings) -> str:
    from meter.storage import name_database

    return f"Data folder: {settings.data}\nDatabase: {name_database(settings)}"


def _serve(app: Flask, place: Place, threads: int, ready: str) -> None:
    from webapp.serving import serve_app

    try:
        serve_app(app, place, threads, lambda: click.echo(ready))
    except OSError as error:
        raise PortTakenError(place) from error
