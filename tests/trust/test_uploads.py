"""What is sent as evidence is refused before it can harm, or kept and inert."""

from __future__ import annotations

import io
import stat
import zipfile
from typing import TYPE_CHECKING

import pytest

from meter.fieldwork.evidence import list_evidence
from tests.meter.fieldwork.given.documents import DOCX, SOUND, make_office, pack
from tests.meter.fieldwork.given.test_files import HOSTILE
from tests.trust.tenants.world import TOKEN_FIELD

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.trust.tenants.world import World

KIND = "wordprocessingml.document"
ENTITY = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


AS_FORMS_DO = str.maketrans({'"': "%22", "\r": "%0D", "\n": "%0A", "\0": "%00"})
"""What a browser writes where a name would break the form."""


def link_inside() -> bytes:
    """Make a document with a link to another file in place of a part."""
    file = io.BytesIO(DOCX)
    with zipfile.ZipFile(file, "a") as archive:
        link = zipfile.ZipInfo("word/link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return file.getvalue()


HARMFUL = {
    "bomb.docx": make_office(KIND, **{"word/a.xml": b" " * 4_000_000}),
    "many.docx": make_office(KIND, **{f"{place}.xml": b"" for place in range(1000)}),
    "slip.docx": make_office(KIND, **{"../../evil.xml": b"<a/>"}),
    "absolute.docx": make_office(KIND, **{"/etc/passwd": b"root"}),
    "drive.docx": make_office(KIND, **{"C:\\evil.xml": b"<a/>"}),
    "link.docx": link_inside(),
    "macro.docx": make_office(KIND, **{"word/vbaProject.bin": b"x"}),
    "macro.docm": make_office(KIND, **{"word/vbaProject.bin": b"x"}),
    "entity.docx": make_office(KIND, **{"word/a.xml": ENTITY}),
    "half.docx": DOCX[: len(DOCX) // 2],
    "any.docx": pack({"a.txt": b"x"}),
    "any.zip": pack({"a.txt": b"x"}),
    "page.html": b"<script>alert(1)</script>",
    "page.txt": b"<!doctype html><script>alert(1)</script>",
    "drawing.svg": b"<svg onload='alert(1)'/>",
    "drawing.png": b"<svg onload='alert(1)'/>",
    "program.exe": b"MZ\x90\0\x03",
    "program.pdf": b"MZ\x90\0\x03",
    "program.pdf.exe": SOUND["plan.pdf"],
    "both.jpg": b"GIF89a/*\xff\xd8\xff*/=1;alert(1)",
    "none": b"text",
}


def send(world: World, content: bytes, name: str) -> TestResponse:
    """Send a file as the respondent of city A, as it is."""
    actor = world.actors["respondent of city A"]
    return world.browse(actor).post(
        f"/answer/{actor.owns.responses[0]}/items/body/evidence/file",
        data={TOKEN_FIELD: actor.token, "file": (io.BytesIO(content), name)},
    )


def list_kept(world: World) -> list[int]:
    response = world.actors["respondent of city A"].owns.responses[0]
    return [one.id for one in list_evidence(world.store, response, "body")]


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_file_is_refused_with_a_sentence_and_not_kept(
    world: World, name: str
) -> None:
    before = world.read_rows()

    reply = send(world, HARMFUL[name], name)

    assert reply.status_code == 422
    assert 'id="file-wrong"' in reply.text
    assert world.read_rows() == before


def test_a_sound_file_with_a_hostile_name_is_saved_under_a_safe_one(
    world: World,
) -> None:
    actor = world.actors["respondent of city A"]
    assert len(HOSTILE) >= 30
    for name in HOSTILE:
        world.restore()
        reply = send(world, SOUND["plan.pdf"], name.translate(AS_FORMS_DO))
        assert reply.status_code == 303, name
        [kept] = list_kept(world)

        file = world.browse(actor).get(
            f"/answer/{actor.owns.responses[0]}/evidence/{kept}"
        )

        told = file.headers["Content-Disposition"]
        assert told.startswith("attachment; filename="), name
        assert not {"/", "\\", "\r", "\n", "\0"} & set(told), name
        assert file.data == SOUND["plan.pdf"]
        assert "sandbox" in file.headers["Content-Security-Policy"]
    world.restore()
