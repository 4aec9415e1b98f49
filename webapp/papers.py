"""Blank questionnaires as PDF files, to download where the extra `pdf` is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort

from meter.reports.typesetting import find_missing, typeset
from webapp.downloads import send_file
from webapp.forms.paper import make_paper

if TYPE_CHECKING:
    from flask import Flask, Response

    from webapp.wording import Wording

PDF = "application/pdf"


def setup_papers(app: Flask) -> None:
    """Tell templates whether to offer questionnaires as PDF."""
    app.jinja_env.globals["offers_pdf"] = offers_pdf


def offers_pdf() -> bool:
    """Tell whether everything is installed that makes a PDF."""
    return find_missing() is None


def send_paper(wording: Wording) -> Response:
    """Send the blank questionnaire of an instrument."""
    if not offers_pdf():
        abort(404)
    name = f"{wording.source.key}-{wording.language}.pdf"
    return send_file(typeset(make_paper(wording)), PDF, name)
