"""The form of a milestone."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from wtforms import Form, StringField
from wtforms.validators import InputRequired, Optional

from meter.fieldwork.given.titles import parse_title
from meter.fieldwork.given.words import parse_words
from meter.network.records import MilestoneDraft
from webapp.forms.checked import Given, Parsed
from webapp.languages import gettext as _
from webapp.languages import mark
from webapp.organise.forms import ChoiceField, DayField

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from meter.network.records import Milestone, MilestoneState
    from meter.records import Participant


class MilestoneForm(Form):
    """What is to be reached by when, who leads, and what comes before."""

    title = StringField(
        validators=[Given(mark("Give the milestone a title.")), Parsed(parse_title)]
    )
    details = StringField(validators=[Optional(), Parsed(parse_words)])
    lead = ChoiceField(default="")
    lead_name = StringField(validators=[Optional(), Parsed(parse_title)])
    begins_on = DayField(validators=[Optional()])
    due_on = DayField()
    state = ChoiceField(default="planned")
    after = ChoiceField(default="")

    def offer(
        self,
        participants: Iterable[Participant],
        plan: Iterable[Milestone],
        own: Milestone | None = None,
    ) -> None:
        """Offer who may lead, what may come before, and the states."""
        units = [(str(one.unit.id), one.unit.name) for one in participants]
        if own and own.lead and str(own.lead.id) not in dict(units):
            units.append((str(own.lead.id), own.lead.name))
        self.lead.offer([("", _("No city")), *units], _("Choose one of the cities."))
        others = [(str(one.id), one.title) for one in plan if one != own]
        nothing = ("", _("Nothing"))
        self.after.offer([nothing, *others], _("Choose one of the milestones."))
        states = [
            ("planned", _("Planned")),
            ("begun", _("Begun")),
            ("done", _("Done")),
            ("dropped", _("Dropped")),
        ]
        self.state.offer(states, _("Choose one of the states."))
        self.due_on.validators = [InputRequired(_("Choose the day by which."))]

    def read(self) -> MilestoneDraft:
        """Read what a valid form says."""
        return MilestoneDraft(
            self.title.data or "",
            cast("dt.date", self.due_on.data),
            self.details.data or "",
            _read_id(self.lead.data),
            self.lead_name.data or "",
            self.begins_on.data,
            cast("MilestoneState", self.state.data),
            _read_id(self.after.data),
        )


def fill_form(one: Milestone) -> MilestoneForm:
    """Fill the form with a milestone."""
    return MilestoneForm(
        data={
            "title": one.title,
            "details": one.details,
            "lead": str(one.lead.id) if one.lead else "",
            "lead_name": one.lead_name,
            "begins_on": one.begins_on,
            "due_on": one.due_on,
            "state": one.state,
            "after": str(one.after_id or ""),
        }
    )


def _read_id(code: str | None) -> int | None:
    return int(code) if code else None
