"""Static files: read once, named by their content, compressed once."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, current_app, request

from webapp.security import anyone, policy
from webapp.worker import SCOPE, WORKER, write_worker

if TYPE_CHECKING:
    from flask import Flask

FOLDER = Path(__file__).parent / "static"

FOREVER = "public, max-age=31536000, immutable"

blueprint = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """A file as it is sent: its public name changes whenever its content does."""

    name: str
    content: bytes
    compressed: bytes
    mimetype: str


def load_asset(path: Path) -> Asset:
    """Read and compress one file."""
    return make_asset(path.name, path.read_bytes())


def make_asset(name: str, content: bytes) -> Asset:
    """Compress the content of a file and name it by that."""
    digest = hashlib.sha256(content).hexdigest()[:12]
    stem, dot, ending = name.rpartition(".")
    return Asset(
        name=f"{stem}.{digest}{dot}{ending}",
        content=content,
        compressed=gzip.compress(content, 9, mtime=0),
        mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
    )


def load_assets(folder: Path) -> dict[str, Asset]:
    """Read every file of a folder, by its plain name."""
    return {path.name: load_asset(path) for path in sorted(folder.iterdir())}


def setup_assets(app: Flask) -> None:
    """Serve the static files and give templates `asset(name)`, their address."""
    assets = load_assets(FOLDER)
    root = app.config["APPLICATION_ROOT"].rstrip("/")

    def asset(name: str) -> str:
        return f"{root}/static/{assets[name].name}"

    addresses = {name: asset(name) for name in assets}
    script = write_worker(addresses, assets[WORKER].content)
    assets[WORKER] = make_asset(WORKER, script)
    app.extensions["meter_assets"] = {part.name: part for part in assets.values()}
    app.extensions["meter_worker"] = assets[WORKER].name
    app.jinja_env.globals["asset"] = asset
    app.register_blueprint(blueprint)


@blueprint.get("/static/<name>")
@policy(anyone)
def static(name: str) -> Response:
    """Send a static file, to be kept for good."""
    assets: dict[str, Asset] = current_app.extensions["meter_assets"]
    if name not in assets:
        abort(404)
    reply = send_asset(assets[name])
    if name == current_app.extensions["meter_worker"]:
        reply.headers["Service-Worker-Allowed"] = f"{request.script_root}{SCOPE}"
    return reply


def send_asset(asset: Asset) -> Response:
    """Make the reply for an asset, compressed where the client reads gzip."""
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(
        asset.compressed if packed else asset.content, mimetype=asset.mimetype
    )
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = FOREVER
    return response
