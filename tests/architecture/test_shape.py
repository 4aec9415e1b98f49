"""The house keeps its shape: tests mirror modules, slow libraries wait, pages are pure.

A module of more than a few lines has its tests at the same place under tests/, or
flat: meter/storage/store.py is tested by tests/meter/storage/test_store.py, by
tests/meter/test_storage_store.py, or by tests/meter/test_store.py where no other
room of meter has a `store`. Errors are tested where they are raised. What else is
tested elsewhere is declared in TESTED_BY.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("instruments", "scoring", "meter", "webapp")
SMALL = 40
"""Modules of up to this many lines need no test file of their own."""

TESTED_BY: dict[str, str] = {
    "instruments/reading/catalogue": "tests/instruments/reading/test_findings.py",
    "instruments/reading/checks": "tests/instruments/test_cases.py",
    "meter/exchange/package/guide.py": "tests/meter/exchange/package/test_readme.py",
    "meter/exchange/package/titles.py": "tests/meter/exchange/package/test_tables.py",
    "meter/records": "tests/meter/test_records.py",
    "meter/reports/blocks.py": "tests/meter/reports/test_city.py",
    "meter/reports/room_blocks.py": "tests/meter/reports/test_pack.py",
    "meter/reports/unit_blocks.py": "tests/meter/reports/test_city.py",
    "meter/reports/word_markup.py": "tests/meter/reports/test_word.py",
    "meter/storage/repository": "tests/meter/fieldwork",
    "meter/storage/tables": "tests/meter/storage/test_tables.py",
    "scoring/kernel/blocks.py": "tests/scoring/kernel/test_engine.py",
    "scoring/kernel/compiling.py": "tests/scoring/kernel/test_plan.py",
    "scoring/kernel/members.py": "tests/scoring/kernel/test_lookups.py",
    "scoring/kernel/nodes.py": "tests/scoring/kernel/test_combining.py",
    "webapp/results/reading.py": "tests/webapp/results/test_routes.py",
    "meter/integration/events.py": "tests/meter/integration/test_hooks.py",
    "webapp/api/describing.py": "tests/trust/test_api_description.py",
    "webapp/api/models.py": "tests/trust/test_api_description.py",
    "webapp/api/ownership.py": "tests/webapp/api/test_tokens.py",
    "webapp/api/routes.py": "tests/webapp/api/test_problems.py",
    "webapp/package/guide.py": "tests/webapp/package/test_words.py",
    "webapp/package/rules.py": "tests/webapp/package/test_words.py",
    "webapp/package/titles.py": "tests/webapp/package/test_words.py",
    "webapp/programs/pages.py": "tests/webapp/programs/test_routes.py",
    "webapp/serving.py": "tests/trust/test_server.py",
}
"""What is tested elsewhere: path of a module or a folder -> path of its tests."""

SLOW = (
    "pandas", "plotly", "pyarrow", "openpyxl", "xlsxwriter",
    "scipy", "statsmodels", "krippendorff", "pingouin", "typst",
)  # fmt: skip
"""Libraries that only the functions that need them import."""

REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("yarnpkg", "com"),
        ("deb", "debian", "org"),
    )
]
INLINE = re.compile(
    r"""\sstyle\s*=|<style\b|\son[a-z]+\s*=|javascript:
    |<script\b(?![^>]*\b(?:src\s*=|type="application/json"))""",
    re.IGNORECASE | re.VERBOSE,
)


def modules() -> list[Path]:
    """Return the modules that need tests, relative to the root."""
    paths = (path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))
    grown = (path for path in paths if len(path.read_text().splitlines()) > SMALL)
    relative = (path.relative_to(ROOT) for path in grown)
    return sorted(
        path
        for path in relative
        if "migrations" not in path.parts and path.name != "errors.py"
    )


def own_name(module: Path) -> tuple[str, ...]:
    """Return the dotted name's parts: a package's __init__ goes by the package."""
    parts = module.with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def mirrors(module: Path, namesakes: Counter[tuple[str, str]]) -> list[Path]:
    """Return the paths at which the tests of `module` may stand."""
    package, *rooms = own_name(module)
    name = rooms.pop() if rooms else package
    home = Path("tests", package)
    places = [home.joinpath(*rooms, f"test_{name}.py")]
    places.append(home / f"test_{'_'.join([*rooms, name])}.py")
    if namesakes[package, name] == 1:
        places.append(home / f"test_{name}.py")
    return places


def committed() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - wherever git is
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in paths if path.is_file()]


def test_every_module_has_its_tests() -> None:
    names = [own_name(module) for module in modules()]
    namesakes = Counter((parts[0], parts[-1]) for parts in names)

    untested = [
        f"{module}: expected {mirrors(module, namesakes)[0]}"
        for module in modules()
        if not any(str(path) in TESTED_BY for path in (module, *module.parents))
        and not any((ROOT / path).is_file() for path in mirrors(module, namesakes))
    ]

    assert not untested, "\n".join(untested)


def test_what_is_declared_as_tested_elsewhere_is_there() -> None:
    paths = [*TESTED_BY, *TESTED_BY.values()]

    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_importing_the_house_leaves_slow_libraries_alone() -> None:
    names = [
        ".".join(own_name(path.relative_to(ROOT)))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "migrations" not in path.parts and path.stem != "__main__"
    ]
    program = (
        f"import importlib, sys\n"
        f"for name in {names!r}:\n"
        f"    importlib.import_module(name)\n"
        f"print(*sorted(set({SLOW!r}) & sys.modules.keys()))"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == []


def test_no_committed_file_names_a_package_registry() -> None:
    naming = [
        f"{path.relative_to(ROOT)} names {host}"
        for path in committed()
        for host in REGISTRIES
        if host.encode() in path.read_bytes()
    ]

    assert not naming, "\n".join(naming)


def test_no_template_carries_style_or_script_of_its_own() -> None:
    templates = sorted((ROOT / "webapp").rglob("*.html"))

    inline = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in templates
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if INLINE.search(line)
    ]

    assert not inline, "\n".join(inline)


@pytest.mark.parametrize(
    ("line", "is_inline"),
    [
        ('<p style="width: 70%">', True),
        ("<style>p {}</style>", True),
        ("<script>alert(1)</script>", True),
        ('<button onclick="save()">', True),
        ('<a href="javascript:save()">', True),
        ('<script src="/static/app.js" defer></script>', False),
        ('<script type="application/json">{}</script>', False),
        ('<link rel="stylesheet" href="/static/app.css">', False),
        ('<option value="on">', False),
    ],
)
def test_the_check_of_templates_knows_what_is_inline(
    line: str, *, is_inline: bool
) -> None:
    assert bool(INLINE.search(line)) is is_inline
