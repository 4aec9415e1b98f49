"""Answers to Google Forms: what is asked as heading, words of options as values.

A grid has a column for each of its rows, `Question [Row]`. Several options stand in one
cell, with a comma or a semicolon between them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meter.exchange.imports.layout import Layout, Reading
from meter.exchange.imports.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PART = re.compile(r"(?P<name>.+?)\s*\[(?P<part>.+)\]", re.DOTALL)

_TIMES = frozenset(
    map(
        fold,
        (
            "Timestamp",
            "طابع زمني",
            "时间戳记",
            "时间戳",
            "Horodateur",
            "타임스탬프",
            "Отметка времени",
            "Marca temporal",
        ),
    )
)
_ADDRESSES = frozenset(
    map(
        fold,
        (
            "Email Address",
            "Email address",
            "Username",
            "عنوان البريد الإلكتروني",
            "电子邮件地址",
            "Adresse e-mail",
            "Nom d'utilisateur",
            "이메일 주소",
            "사용자 이름",
            "Адрес электронной почты",
            "Имя пользователя",
            "Dirección de correo electrónico",
            "Nombre de usuario",
        ),
    )
)


def _list_readings(heading: str) -> Iterator[Reading]:
    if grid := _PART.fullmatch(heading):
        yield Reading(grid["name"], grid["part"])
    yield Reading(heading)


def _recognise(headings: Sequence[str]) -> bool:
    return bool(headings) and fold(headings[0]) in _TIMES


GOOGLE_FORMS = Layout(
    key="google-forms",
    list_readings=_list_readings,
    recognise=_recognise,
    facts=_TIMES | _ADDRESSES | {"score"},
)
