"""Small documents of every kind that is taken as evidence, and how to spoil them."""

from __future__ import annotations

import io
import zipfile

OFFICE = "application/vnd.openxmlformats-officedocument"
OPEN = "application/vnd.oasis.opendocument"


def pack(members: dict[str, bytes]) -> bytes:
    """Zip some parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def make_office(kind: str, **more: bytes) -> bytes:
    """Make an Office document with more parts by name."""
    override = (
        f'<Override PartName="/main.xml" ContentType="{OFFICE}.{kind}.main+xml"/>'
    )
    parts = {
        "[Content_Types].xml": f"<Types>{override}</Types>".encode(),
        "_rels/.rels": b"<Relationships/>",
        "main.xml": b"<document/>",
    }
    return pack({**parts, **more})


def make_open(kind: str, **more: bytes) -> bytes:
    """Make an OpenDocument file with more parts by name."""
    parts = {"mimetype": f"{OPEN}.{kind}".encode(), "content.xml": b"<document/>"}
    return pack({**parts, **more})


DOCX = make_office("wordprocessingml.document")
XLSX = make_office("spreadsheetml.sheet")
SOUND = {
    "plan.pdf": b"%PDF-1.7\n%\xe2\xe3\n1 0 obj",
    "map.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "photo.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "photo.jpeg": b"\xff\xd8\xff\xe1\0\x10Exif",
    "law.txt": "Loi n\u00ba 12\r\n\tArticle 1".encode(),
    "old.txt": "Loi n\u00ba 12".encode("latin-1"),
    "users.csv": b"\xef\xbb\xbfmonth;users\n1;20\n",
    "plan.docx": DOCX,
    "budget.xlsx": XLSX,
    "plan.odt": make_open("text"),
    "budget.ods": make_open("spreadsheet"),
}
"""By name."""
