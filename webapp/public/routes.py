"""The public pages of a round: each edition at an address of its own that stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import (
    Blueprint,
    Response,
    abort,
    redirect,
    render_template,
    request,
    url_for,
)
from markupsafe import Markup

from meter.errors import NotFoundError
from meter.fieldwork.rounds import find_round, get_instrument
from meter.publication.editions import list_editions, read_edition
from webapp.addresses import find_base
from webapp.current import store
from webapp.downloads import send_file, send_table
from webapp.filters import say_day, show_number
from webapp.languages import current_language, list_languages, ngettext, speaking
from webapp.languages import gettext as _
from webapp.public.drawing import draw_public_ladder
from webapp.public.open_data import (
    JSON_LD,
    describe_dataset,
    write_figures,
    write_units,
)
from webapp.public.pages import make_edition_page
from webapp.security import anyone, policy
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from meter.publication.records import Edition
    from meter.records import Round
    from webapp.public.pages import EditionPage, PublicLadder

blueprint = Blueprint("public", __name__, url_prefix="/public/<published>")

SVG = "image/svg+xml"


@blueprint.get("/")
@policy(anyone)
def newest(published: str) -> ResponseReturnValue:
    """Lead to the newest edition of a round; without one there is no such page."""
    found = list_editions(store(), _get_round(published).id)
    if not found:
        abort(404)
    number = found[0].number
    return redirect(
        url_for("public.edition", published=published, edition_number=number)
    )


@blueprint.get("/<int:edition_number>/")
@policy(anyone)
def edition(published: str, edition_number: int) -> str:
    """Show an edition; one that is withdrawn says so."""
    asked, found = _get_edition(published, edition_number)
    page = _word(asked, found)
    name, description = _describe(page)
    return render_template(
        "public/edition.html",
        page=page,
        name=name,
        description=description,
        embeds={one.key: _write_embed(page, one) for one in page.ladders},
        base=_write_address(published, edition_number),
    )


@blueprint.get("/<int:edition_number>/figures.csv")
@policy(anyone)
def figures(published: str, edition_number: int) -> Response:
    """Send all figures of an edition as a table."""
    asked, found = _get_edition(published, edition_number)
    declared = get_instrument(store(), asked).stages
    stages = {key: [band.key for band in one.bands] for key, one in declared.items()}
    text = write_figures(found, stages)
    return send_table(text, f"{asked.key}-{found.number}-figures.csv")


@blueprint.get("/<int:edition_number>/units.csv")
@policy(anyone)
def units(published: str, edition_number: int) -> Response:
    """Send the units of an edition that agreed to be named as a table."""
    asked, found = _get_edition(published, edition_number)
    return send_table(write_units(found), f"{asked.key}-{found.number}-units.csv")


@blueprint.get("/<int:edition_number>/dataset.jsonld")
@policy(anyone)
def dataset(published: str, edition_number: int) -> Response:
    """Send what an edition is, for catalogues of data."""
    page = _word(*_get_edition(published, edition_number))
    text = describe_dataset(
        page, _write_address(published, edition_number), _describe(page)
    )
    return send_file(text, JSON_LD, f"{page.key}-{page.number}.jsonld")


@blueprint.get("/<int:edition_number>/ladder-<ladder>.svg")
@policy(anyone)
def drawing(published: str, edition_number: int, ladder: str) -> Response:
    """Send a ladder as a drawing that others may show on pages of theirs."""
    # Not `lang`, which is remembered: a drawing elsewhere leaves nothing behind.
    code = request.args.get("in", "")
    with speaking(code if code in list_languages() else current_language().code):
        page = _word(*_get_edition(published, edition_number))
        told = next((one for one in page.ladders if one.key == ladder), None)
        if told is None or not told.stages:
            abort(404)
        drawn = draw_public_ladder(page, told, _caption(page))
    sent = Response(drawn, mimetype=SVG)
    # The drawing alone may stand on pages of other sites.
    sent.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return sent


def _get_round(key: str) -> Round:
    found = find_round(store(), key)
    if found is None:
        abort(404)
    return found


def _get_edition(key: str, number: int) -> tuple[Round, Edition]:
    asked = _get_round(key)
    try:
        return asked, read_edition(store(), asked.id, number)
    except NotFoundError:
        abort(404)


def _word(asked: Round, found: Edition) -> EditionPage:
    numbers = [one.number for one in list_editions(store(), asked.id)]
    wording = word_instrument(get_instrument(store(), asked))
    return make_edition_page(asked, wording, found, numbers)


def _describe(page: EditionPage) -> tuple[str, str]:
    """Give an edition a name and a sentence."""
    name = _("%(title)s, edition %(number)s") % {
        "title": page.title,
        "number": show_number(page.number),
    }
    description = _(
        "Readiness as participants see it themselves, asked with “%(instrument)s”: how"
        " many stand on each stage, the spread of scores, and those that agreed to be"
        " named."
    ) % {"instrument": page.instrument}
    return name, description


def _caption(page: EditionPage) -> str:
    counted = ngettext(
        "%(num)s of %(all)s participant",
        "%(num)s of %(all)s participants",
        page.submitted,
    ) % {"num": show_number(page.units), "all": show_number(page.submitted)}
    return _("%(units)s, %(day)s, edition %(number)s") % {
        "units": counted,
        "day": say_day(page.made_at.date()),
        "number": show_number(page.number),
    }


def _write_embed(page: EditionPage, ladder: PublicLadder) -> str:
    """Write what somebody puts into a page of theirs to show a ladder there."""
    base, code = _write_address(page.key, page.number), current_language().code
    written = Markup(
        '<a href="{base}?lang={code}"><img src="{base}ladder-{key}.svg?in={code}"'
        ' alt="{title}. {caption}" width="640"></a>'
    ).format(
        base=base,
        code=code,
        key=ladder.key,
        title=ladder.title,
        caption=_caption(page),
    )
    return str(written)


def _write_address(key: str, number: int) -> str:
    path = url_for("public.edition", published=key, edition_number=number)
    return f"{find_base().rstrip('/')}{path}"
