"""Settings come from arguments, the environment, a file, in that order."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from meter.errors import SettingsError, SettingsFileError
from meter.settings import Settings, find_data_folder, load_secret_key, load_settings
from meter.storage import open_store


@pytest.fixture(autouse=True)
def _no_settings_around(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "DATABASE_URL", "CONFIG", "SECRET_KEY", "TRUSTED_HOSTS"):
        monkeypatch.delenv(f"METER_{name}", raising=False)


def write_config(monkeypatch: pytest.MonkeyPatch, path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    monkeypatch.setenv("METER_CONFIG", str(path))


def test_without_any_setting_data_is_with_the_users_data() -> None:
    settings = load_settings()

    assert settings.data == find_data_folder()
    assert settings.database == f"sqlite:///{find_data_folder() / 'meter.sqlite'}"
    assert settings.durable


def test_the_environment_names_another_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("METER_DATA", "/srv/meter")
    monkeypatch.setenv("METER_TRUSTED_HOSTS", "meter.example.org, localhost,")

    settings = load_settings()

    assert settings.database == "sqlite:////srv/meter/meter.sqlite"
    assert settings.trusted_hosts == ("meter.example.org", "localhost")


def test_another_database_wins_over_the_data_folder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("METER_DATABASE_URL", "postgresql://host/meter")

    assert load_settings().database == "postgresql://host/meter"


@pytest.mark.parametrize("name", ["what?", "a%20b", "a#b", "ü b", "a&b=c"])
def test_data_may_be_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()

    with open_store(Settings(data=folder).database):
        pass

    assert (folder / "meter.sqlite").is_file()
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_arguments_win_over_the_environment_and_that_over_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_config(
        monkeypatch,
        tmp_path / "meter.toml",
        'data = "/file"\nbase_url = "https://file.example"\ntrusted_hosts = ["a", "b"]',
    )
    monkeypatch.setenv("METER_BASE_URL", "https://environment.example")

    settings = load_settings(data=Path("/argument"))

    assert settings.data == Path("/argument")
    assert settings.base_url == "https://environment.example"
    assert settings.trusted_hosts == ("a", "b")


def test_a_file_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("METER_CONFIG", str(tmp_path / "none.toml"))

    with pytest.raises(SettingsFileError) as raised:
        load_settings()

    assert raised.value.path == str(tmp_path / "none.toml")


def test_a_file_that_is_no_toml_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write_config(monkeypatch, tmp_path / "meter.toml", "data: /srv")

    with pytest.raises(SettingsFileError):
        load_settings()


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ('daata = "/srv"', "daata"),
        ('durable = "perhaps"', "durable"),
        ('secret_key = "short"', "secret_key"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_without_its_value(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, setting: str
) -> None:
    write_config(monkeypatch, tmp_path / "meter.toml", text)

    with pytest.raises(SettingsError) as raised:
        load_settings()

    assert raised.value.setting == setting
    assert "short" not in str(raised.value).replace("shorter", "")


def test_a_secret_key_is_made_once_and_readable_by_its_owner_alone(
    tmp_path: Path,
) -> None:
    settings = load_settings(data=tmp_path / "data")

    first = load_secret_key(settings)

    path = tmp_path / "data" / "secret_key"
    # 48 bytes are 64 characters of 6 bits.
    assert len(first) == 64
    assert load_secret_key(settings) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["secret_key"]


def test_processes_that_start_at_once_agree_on_the_secret_key(tmp_path: Path) -> None:
    settings = load_settings(data=tmp_path)

    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(load_secret_key, [settings] * 8))

    assert len(keys) == 1


def test_a_secret_key_that_is_set_is_used_and_never_shown(tmp_path: Path) -> None:
    secret = "x" * 32

    settings = load_settings(data=tmp_path, secret_key=secret)

    assert load_secret_key(settings) == secret
    assert not (tmp_path / "secret_key").exists()
    assert secret not in repr(settings)
