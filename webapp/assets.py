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
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:12]
    return Asset(
        name=f"{path.stem}.{digest}{path.suffix}",
        content=content,
        compressed=gzip.compress(content, 9, mtime=0),
        mimetype=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
    )


def load_assets(folder: Path) -> dict[str, Asset]:
    """Read every file of a folder, by its plain name."""
    return {path.name: load_asset(path) for path in sorted(folder.iterdir())}


def setup_assets(app: Flask) -> None:
    """Serve the static files and give templates `asset(name)`, their address."""
    assets = load_assets(FOLDER)
    app.extensions["meter_assets"] = {part.name: part for part in assets.values()}
    root = app.config["APPLICATION_ROOT"].rstrip("/")

    def asset(name: str) -> str:
        return f"{root}/static/{assets[name].name}"

    app.jinja_env.globals["asset"] = asset
    app.register_blueprint(blueprint)


@blueprint.get("/static/<name>")
@policy(anyone)
def static(name: str) -> Response:
    """Send a static file, to be kept for good."""
    assets: dict[str, Asset] = current_app.extensions["meter_assets"]
    if name not in assets:
        abort(404)
    return send_asset(assets[name])


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
