"""What a page says of who else is here, and of whether answers are still taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from webapp.languages import gettext as _
from webapp.wording import word_heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from instruments.model.questionnaire import Section
    from meter.records import Presence
    from webapp.respond.answering import Answering


def write_present(
    answering: Answering, others: Iterable[Presence], reading: Section | None = None
) -> Markup:
    """Name who else is here, and at which section; nothing where nobody is.

    `reading` is the section that the reader has open.
    """
    named = [_place(answering, one, reading) for one in others]
    if not named:
        return Markup()
    people = Markup(_(", ")).join(named)  # noqa: S704
    return Markup(_("Here now: %(people)s")) % {"people": people}  # noqa: S704


def _place(answering: Answering, other: Presence, reading: Section | None) -> Markup:
    name = Markup("<bdi>{}</bdi>").format(other.name)
    section = answering.find_section(other.section)
    if section is None:
        return name
    if reading is not None and section.key == reading.key:
        return name + Markup(" ({})").format(_("in this section"))
    return name + Markup(" (<bdi>{}</bdi>)").format(word_heading(section))


def explain_standing(answering: Answering, section: Section | None = None) -> str:
    """Say why answers are not taken any more; nothing where they are."""
    if answering.sheet.response.submitted_at is not None:
        return _("These answers have been submitted. What is typed now is not saved.")
    if not answering.is_open:
        return _("The round takes no answers now. What is typed now is not saved.")
    if section is not None and not answering.may_change(section):
        return _("This section is not yours to answer. What is typed now is not saved.")
    return ""
