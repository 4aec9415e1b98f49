from __future__ import annotations

import pytest

from meter.records import File
from webapp.attachments import SANDBOX, send_attachment

TOLD = {
    "law.pdf": "attachment; filename=law.pdf",
    "the law.pdf": 'attachment; filename="the law.pdf"',
    "\u00e9tat.pdf": ("attachment; filename=etat.pdf; filename*=UTF-8''%C3%A9tat.pdf"),
    "\u0642\u0627.pdf": (
        "attachment; filename=file.pdf; filename*=UTF-8''%D9%82%D8%A7.pdf"
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_a_file_is_saved_under_its_name_and_never_shown(name: str) -> None:
    reply = send_attachment(File(name, "application/pdf", "0" * 64, 3), b"%PD")

    assert reply.headers["Content-Disposition"] == TOLD[name]
    assert reply.headers["Content-Type"] == "application/pdf"
    assert reply.headers["Content-Security-Policy"] == SANDBOX
    assert reply.get_data() == b"%PD"


def test_a_name_cannot_add_a_header() -> None:
    name = 'a"; filename=evil.exe; x="b.pdf'

    told = send_attachment(File(name, "text/plain", "0" * 64, 1), b"x").headers

    assert told["Content-Disposition"] == (
        'attachment; filename="a\\"; filename=evil.exe; x=\\"b.pdf"'
    )
