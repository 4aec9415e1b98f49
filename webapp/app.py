"""The Flask application: a factory that sets up one concern after the other."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_wtf import CSRFProtect
from typing_extensions import override

from meter.settings import MEGABYTE, load_secret_key, load_settings
from meter.storage import open_store
from webapp.addresses import setup_addresses
from webapp.api.base import setup_api
from webapp.assets import setup_assets
from webapp.compression import setup_compression
from webapp.current import Services, utc_now
from webapp.drawings import setup_drawings
from webapp.errors import setup_errors
from webapp.filters import setup_filters
from webapp.headers import setup_headers
from webapp.languages import setup_languages
from webapp.logs import setup_logs
from webapp.papers import setup_papers
from webapp.proxies import setup_proxies
from webapp.reports.formats import setup_reports
from webapp.security import setup_policies
from webapp.sessions import configure_sessions
from webapp.staff.sign_in import setup_staff

if TYPE_CHECKING:
    from collections.abc import Callable

    from meter.settings import Settings
    from webapp.current import Clock

ROUTES = (
    "webapp.home.routes",
    "webapp.respond.routes",
    "webapp.respond.autosave",
    "webapp.respond.presence",
    "webapp.respond.delegating",
    "webapp.respond.reconciling",
    "webapp.respond.restoring",
    "webapp.respond.evidencing",
    "webapp.respond.replying",
    "webapp.respond.workbooks",
    "webapp.respond.printing",
    "webapp.respond.finding",
    "webapp.respond.calendars",
    "webapp.respond.digests",
    "webapp.respond.asking",
    "webapp.respond.second_round",
    "webapp.results.routes",
    "webapp.reports.routes",
    "webapp.results.changing",
    "webapp.results.planning",
    "webapp.peers.routes",
    "webapp.public.routes",
    "webapp.public.agreeing",
    "webapp.trial.routes",
    "webapp.organise.routes",
    "webapp.organise.inviting",
    "webapp.organise.importing",
    "webapp.organise.answers",
    "webapp.organise.evidence",
    "webapp.organise.reminding",
    "webapp.organise.reviewing",
    "webapp.organise.peering",
    "webapp.organise.editions",
    "webapp.review.routes",
    "webapp.workshops.routes",
    "webapp.workshops.running",
    "webapp.workshops.gathering",
    "webapp.workshops.registering",
    "webapp.compare.routes",
    "webapp.network.reading",
    "webapp.network.entering",
    "webapp.network.committing",
    "webapp.network.twinning",
    "webapp.network.desk",
    "webapp.network.promising",
    "webapp.network.milestones",
    "webapp.network.proposing",
    "webapp.knowledge.city",
    "webapp.knowledge.organising",
    "webapp.pack.routes",
    "webapp.package.routes",
    "webapp.compare.publishing",
    "webapp.workshops.members",
    "webapp.trail.routes",
    "webapp.admin.routes",
    "webapp.staff.passwords",
    "webapp.charts.script",
    "webapp.programs.routes",
    "webapp.api.routes",
)
"""Modules with a `blueprint`, in the order of a visit."""

MAX_BODY_BYTES = 1_000_000
"""A whole questionnaire with long texts fits twenty times."""

MAX_MULTIPART_FIELDS = 5_000

FORM_BYTES = 100_000
"""What a form takes around the file that it sends."""


class Application(Flask):
    """Flask without the question, before every hook, whether it is a coroutine."""

    @override
    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Give the function as it is: none of ours is asynchronous."""
        return func


def create_app(settings: Settings | None = None, *, clock: Clock = utc_now) -> Flask:
    """Make the application over the store that the settings name."""
    settings = settings or load_settings()
    app = Application("webapp", static_folder=None)
    app.extensions["meter"] = Services(open_store(settings), settings, clock)
    _configure(app, settings)
    setup_proxies(app, settings.trusted_proxies)
    setup_addresses(app)
    setup_logs(app)
    setup_compression(app)
    setup_headers(app)
    setup_languages(app)
    setup_filters(app)
    setup_drawings(app)
    setup_papers(app)
    setup_reports(app)
    csrf = CSRFProtect(app)  # type: ignore[no-untyped-call]
    setup_api(app, csrf)
    setup_policies(app)
    setup_staff(app)
    setup_errors(app)
    setup_assets(app)
    for name in ROUTES:
        app.register_blueprint(import_module(name).blueprint)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=load_secret_key(settings),
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES,
        MAX_FORM_PARTS=MAX_MULTIPART_FIELDS,
        MAX_UPLOAD_LENGTH=settings.evidence_file_mb * MEGABYTE + FORM_BYTES,
        # A page may stay open for days; its token lives as long as the session.
        WTF_CSRF_TIME_LIMIT=None,
        # Pages under /join send no referrer, so that their address stays secret;
        # the token and SameSite guard them.
        WTF_CSRF_SSL_STRICT=False,
    )
    configure_sessions(app, secure=settings.secure_cookies)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
