"""The log: what must not stand in it."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from typing_extensions import override

if TYPE_CHECKING:
    from flask import Flask

LINK = re.compile(r"(/join/|/staff/password/)[^/\s?]+")


class HideLinks(logging.Filter):
    """Cuts the secret out of addresses of links: whoever reads it is let in."""

    @override
    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without secrets."""
        message = record.getMessage()
        hidden = LINK.sub(r"\1...", message)
        if hidden != message:
            record.msg, record.args = hidden, None
        return True


HIDE_LINKS = HideLinks()


def setup_logs(app: Flask) -> None:
    """Keep secrets out of what the application logs."""
    app.logger.addFilter(HIDE_LINKS)
