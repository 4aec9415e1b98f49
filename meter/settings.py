"""Settings: from `METER_*` in the environment, then from a TOML file.

`METER_CONFIG` names the file; it holds the same names in small letters without the
prefix, such as `data = "/srv/meter"`. The environment wins over the file.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal
from urllib.parse import quote

import platformdirs
from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from typing_extensions import override

from meter.errors import SettingsError, SettingsFileError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails
    from pydantic_settings import PydanticBaseSettingsSource

SECRET_KEY_BYTES = 48

MEGABYTE = 1_000_000


def find_data_folder() -> Path:
    """Name the folder where this user's programs keep their data."""
    return Path(platformdirs.user_data_dir("meter", appauthor=False))


def _split(value: Any) -> Any:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


class Settings(BaseSettings):
    """Where things are kept and how the pages are served."""

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        env_prefix="METER_", frozen=True, extra="forbid"
    )

    data: Path = Field(
        default_factory=find_data_folder,
        description="The data folder: the SQLite database and the secret key.",
    )
    database_url: str | None = Field(
        None, description="Another database, such as postgresql://host/name."
    )
    durable: bool = Field(
        default=True,
        description="Refuse a database that could lose saved answers in a crash.",
    )
    secret_key: SecretStr | None = Field(
        None,
        min_length=32,
        description="Signs cookies; if unset, one is kept in the data folder.",
    )
    trusted_hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)] = (
        Field(
            (), description="Host names that pages are served under; empty means any."
        )
    )
    trusted_proxies: int = Field(
        0,
        ge=0,
        le=10,
        description="Proxies before the server that say who asks; none is believed.",
    )
    base_url: str | None = Field(
        None,
        description="What links in invitations begin with, as https://example.org.",
    )
    secure_cookies: bool = Field(
        default=False, description="Send cookies over https alone; set it behind https."
    )
    smtp_host: str | None = Field(
        None, description="The mail server; without one, no mail is sent."
    )
    smtp_port: int | None = Field(
        None, ge=1, le=65535, description="Its port; 587, 465 for tls, 25 for none."
    )
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the line to the mail server is encrypted."
    )
    smtp_user: str | None = Field(None, description="Who signs in to the mail server.")
    smtp_password: SecretStr | None = Field(None, description="With which password.")
    smtp_sender: str | None = Field(
        None, description="Whom mails come from, as METER <meter@example.org>."
    )
    smtp_seconds: float = Field(
        20.0, gt=0, description="How long the mail server may take for one answer."
    )

    @property
    def can_mail(self) -> bool:
        """Tell whether mails can be sent: by whom, from whom, with which address."""
        return bool(self.smtp_host and self.smtp_sender and self.base_url)

    evidence_file_mb: int = Field(
        5, ge=1, le=100, description="Megabytes that one file of evidence may have."
    )
    evidence_quota_mb: int = Field(
        100,
        ge=1,
        description="Megabytes that all files of a unit in one round may have.",
    )

    api_requests_per_minute: int = Field(
        300, ge=1, description="Requests that one token of a program may make a minute."
    )
    webhooks_private: bool = Field(
        default=False,
        description=(
            "Let webhooks lead into this machine and its network, and go by http."
        ),
    )

    @property
    def database(self) -> str:
        """Give the address of the database: the one named, else SQLite in `data`."""
        return (
            self.database_url or f"sqlite:///{quote(str(self.data / 'meter.sqlite'))}"
        )

    @classmethod
    @override
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments first, then the environment, then the file."""
        named = os.environ.get("METER_CONFIG")
        file = TomlConfigSettingsSource(settings_cls, Path(named) if named else None)
        return (init_settings, env_settings, file)


def load_settings(**given: Any) -> Settings:
    """Read the settings; what is given here wins over every source.

    Raises:
        SettingsError: a value cannot be used, a name in the file is unknown, or the
            file is missing or no TOML.
    """
    named = os.environ.get("METER_CONFIG")
    if named and not Path(named).is_file():
        raise SettingsFileError(named, "is not there")
    try:
        return Settings(**given)
    except ValidationError as error:
        raise _explain(error.errors()[0]) from error
    except ValueError as error:
        raise SettingsFileError(str(named), f"is no TOML: {error}") from error


def _explain(error: ErrorDetails) -> SettingsError:
    name = ".".join(str(part) for part in error["loc"])
    return SettingsError(name, error["msg"][:1].lower() + error["msg"][1:])


def load_secret_key(settings: Settings) -> str:
    """Give the key that signs cookies; make and keep one where none is set.

    The file is `secret_key` in the data folder, readable by its owner alone (0600).
    """
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value()
    path = settings.data / "secret_key"
    if not path.exists():
        keep_secret(path, secrets.token_urlsafe(SECRET_KEY_BYTES))
    return path.read_text(encoding="ascii").strip()


def keep_secret(path: Path, secret: str) -> bool:
    """Write a secret whole or not at all; of two writers the first one wins.

    Say whether it was this one.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
    ) as f:
        f.write(secret)
        f.flush()
        os.fsync(f.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True
