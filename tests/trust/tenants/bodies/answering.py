"""What cities send: answers, evidence, delegates, plans."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from meter.exchange.fill_in.writing import write_workbook
from tests.trust.tenants.bodies.form import form
from tests.trust.tenants.questionnaire import make_instrument
from webapp.forms.fill_in import make_workbook
from webapp.wording import word_instrument

if TYPE_CHECKING:
    from flask import Flask

    from tests.trust.tenants.bodies.form import Body, Writer
    from tests.trust.tenants.parameters import Values
    from tests.trust.tenants.world import World


def write_filled_in(world: World, values: Values) -> Body:
    """Fill in a blank workbook: one answer that is another than any stored."""
    del values
    return {"data": {"file": (io.BytesIO(_fill_in(world.app)), "filled.xlsx")}}


@cache
def _fill_in(app: Flask) -> bytes:
    with app.test_request_context("/"):
        blank = write_workbook(make_workbook(word_instrument(make_instrument())))
    book = load_workbook(io.BytesIO(blank))
    sheet = book.worksheets[1]
    names = [cell.value for cell in sheet[1]]
    keys = [row[0].value for row in sheet.iter_rows()]
    sheet.cell(keys.index("law") + 1, names.index("answer") + 1).value = "Fully"
    sheet.cell(keys.index("law") + 1, names.index("revision") + 1).value = 1
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()


BODIES: dict[str, Writer] = {
    "asking.ask": form(reason="A new law."),
    "autosave.autosave": lambda _world, _values: {
        "json": {
            "operation": "operation-1",
            "answers": {"law": {"texts": ["full"]}},
            "seen": {"law": 1},
        }
    },
    "delegating.assign": form(sections="all"),
    "delegating.invite": form(name="Nina", email="n@example.org"),
    "delegating.renew": form(),
    "delegating.withdraw": form(),
    "evidencing.file": lambda _world, _values: {
        "data": {"file": (io.BytesIO(b"a new law"), "law.txt")}
    },
    "evidencing.link": form(link="https://city.example/law"),
    "evidencing.remove": form(item="law"),
    "planning.add": form(words="Write a law."),
    "planning.change": form(words="Write a better law.", seen="1"),
    "planning.remove": form(seen="1"),
    "planning.take": form(item="users"),
    "presence.be_at_overview": form(),
    "presence.be_at_section": form(),
    "reconciling.agree": form(item="law", why="Said so.", seen="0"),
    "reconciling.agree_alike": form(items="law site"),
    "reconciling.close": form(),
    "reconciling.finish": form(),
    "reconciling.return_": form(),
    "replying.send": form(words="It is so.", seen="1"),
    "respond.enter": form(),
    "respond.leave": form(),
    "respond.save_section": form(**{"q-law": "full", "seen": "law:1"}),
    "respond.submit": form(),
    "second_round.enter": form(round="1"),
    "restoring.restore": form(revision="1", seen="2"),
    "workbooks.choose": form(**{"c-law": "mine", "q-law": "full", "seen": "law:1"}),
    "workbooks.upload": write_filled_in,
}
