"""Making and changing a commitment, by a city or by the organiser for the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from flask import abort, redirect, render_template, request
from wtforms import Form, StringField
from wtforms.validators import InputRequired, Optional

from meter.errors import DataError, StateError
from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.given.words import parse_words
from meter.network.commitments import (
    change_commitment,
    find_commitment,
    make_commitment,
)
from meter.network.records import CommitmentDraft
from webapp.current import store
from webapp.forms.checked import Given, Parsed, explain
from webapp.forms.problems import list_form_problems
from webapp.languages import gettext as _
from webapp.languages import mark
from webapp.network.commitments_page import list_former, show_state
from webapp.network.theme_words import load_themes
from webapp.organise.forms import ChoiceField, DayField
from webapp.statuses import UNPROCESSABLE, find_status

if TYPE_CHECKING:
    import datetime as dt

    from flask.typing import ResponseReturnValue

    from meter.network.records import Commitment, CommitmentState
    from webapp.network.places import Place
    from webapp.network.theme_words import Themes


class CommitmentForm(Form):
    """What is promised, by whom, by when, and what became of it."""

    text = StringField(
        validators=[Given(mark("Say what you commit to.")), Parsed(parse_words)]
    )
    owner = StringField(
        validators=[Given(mark("Name who sees to it.")), Parsed(parse_title)]
    )
    due_on = DayField()
    theme = ChoiceField(default="")
    state = ChoiceField(default="open")
    reason = StringField(validators=[Optional(), Parsed(parse_words)])

    def offer(self, themes: Themes, keep: str = "") -> None:
        """Offer the themes of the workshop and the states, in the reader's words."""
        choices = [("", _("None")), *themes.list_choices(keep)]
        self.theme.offer(choices, _("Choose one of the themes."))
        states = [
            ("open", _("Open")),
            ("done", _("Done")),
            ("given_up", _("Given up")),
        ]
        self.state.offer(states, _("Choose one of the states."))
        self.due_on.validators = [InputRequired(_("Choose the day by which."))]

    def read(self) -> CommitmentDraft:
        """Read what a valid form says."""
        return CommitmentDraft(
            self.text.data or "",
            self.owner.data or "",
            cast("dt.date", self.due_on.data),
            self.theme.data or "",
            cast("CommitmentState", self.state.data),
            self.reason.data or "",
        )


def get_own(place: Place, number: int) -> Commitment:
    """Get a commitment that the reader may change; any other answers 404."""
    unit_id = place.unit.id if place.unit else None
    found = find_commitment(store(), place.workshop.id, unit_id, number)
    return found if found is not None else abort(404)


def show_new(place: Place) -> str:
    """Show the form of a new commitment."""
    form = CommitmentForm(data={"owner": place.name})
    themes = load_themes(place.workshop)
    form.offer(themes)
    return _render(place, form, themes)


def make(place: Place) -> ResponseReturnValue:
    """Make a commitment; what was typed stays if it is not taken."""
    form, themes = CommitmentForm(request.form), load_themes(place.workshop)
    form.offer(themes)
    if not form.validate():
        return _render(place, form, themes), UNPROCESSABLE
    try:
        make_commitment(
            store(),
            place.workshop.id,
            place.unit.id if place.unit else None,
            form.read(),
            place.name,
            place.at,
            themes=themes.titles,
        )
    except DataError as error:
        return _render(place, form, themes, refusal=explain(error)), UNPROCESSABLE
    return redirect(place.url("commitments"), 303)


def show_own(place: Place, number: int) -> str:
    """Show a commitment of the reader's, to be changed."""
    own = get_own(place, number)
    said = own.now
    form = CommitmentForm(
        data={
            "text": said.text,
            "owner": said.owner_name,
            "due_on": said.due_on,
            "theme": said.theme,
            "state": said.state,
            "reason": said.reason,
        }
    )
    themes = load_themes(place.workshop)
    form.offer(themes, said.theme)
    return _render(place, form, themes, own)


def change(place: Place, number: int) -> ResponseReturnValue:
    """Change a commitment of the reader's; a stale change is shown and not written."""
    own, form = get_own(place, number), CommitmentForm(request.form)
    themes = load_themes(place.workshop)
    form.offer(themes, own.now.theme)
    if not form.validate():
        return _render(place, form, themes, own), UNPROCESSABLE
    try:
        change_commitment(
            store(),
            own,
            place.workshop.id,
            form.read(),
            place.name,
            place.at,
            seen=request.form.get("seen", 0, type=int),
            themes=themes.titles,
        )
    except DataError as error:
        page = _render(place, form, themes, own, refusal=explain(error))
        return page, UNPROCESSABLE
    except StateError as error:
        own = get_own(place, number)
        page = _render(place, form, themes, own, refusal=explain(error))
        return page, find_status(error)
    return redirect(place.url("commitments"), 303)


def _render(
    place: Place,
    form: CommitmentForm,
    themes: Themes,
    own: Commitment | None = None,
    refusal: str = "",
) -> str:
    return render_template(
        "network/commitment.html",
        place=place,
        form=form,
        themes=themes,
        own=own,
        state=show_state(own, place.today) if own else None,
        former=list_former(own, themes) if own else (),
        problems=list_form_problems(form),
        refusal=refusal,
    )
