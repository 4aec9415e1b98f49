"""Make what a make target runs in: python3 scripts/environment.py PART...

The parts: `run` is .venv with what the product needs, `test` adds what checks and
tests need, `browser` finds or installs Chromium, `spreadsheet` LibreOffice, and
`tools` fills .tools with uv.

It needs nothing but the standard library. The Makefile has checked the version.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
TOOLS = ROOT / ".tools"
REQUIREMENTS = ROOT / "requirements"
PYTHON = getattr(sys, "_base_executable", sys.executable)
CHROMIUM_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# The last one is what Playwright's own driver is linked with.
BROWSER_PACKAGES = ("chromium", "fonts-noto-core", "fonts-noto-cjk", "libatomic1")
HOW_TO_GET_CHROMIUM = (
    f"Tests in the browser need Chromium: install it (Debian: apt-get install "
    f"{' '.join(BROWSER_PACKAGES)}), or set METER_TEST_CHROMIUM to its path."
)

SPREADSHEET_NAMES = (
    "soffice",
    "libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
SPREADSHEET_PACKAGES = ("libreoffice-calc-nogui",)
HOW_TO_GET_LIBREOFFICE = (
    f"Tests that open workbooks as a reader does need LibreOffice, and are left out: "
    f"install it (Debian: apt-get install {' '.join(SPREADSHEET_PACKAGES)})."
)


class SetUpError(Exception):
    """The set-up cannot go on; the message says what to do."""


class NoEnvironmentError(SetUpError):
    """This Python has no means of making a virtual environment."""

    def __init__(self) -> None:
        super().__init__(
            f"{PYTHON} has neither venv nor pip: install one of them (Debian: "
            f"apt-get install python3-venv) or uv, then run this again."
        )


class CommandError(SetUpError):
    """A command of the set-up failed; its own output stands above."""

    def __init__(self, command: list[str], code: int) -> None:
        self.command = command
        self.code = code
        super().__init__(f"The set-up stopped (exit {code}) at: {' '.join(command)}")


def set_up_run() -> None:
    """Bring .venv to requirements/run.txt, with the project installed in place."""
    _install("run", also=())


def set_up_test() -> None:
    """Bring .venv to requirements/test.txt, which holds all of run.txt."""
    _install("test", also=("run",))


def set_up_tools() -> None:
    """Bring uv into .tools, unless the machine has it."""
    if shutil.which("uv") is None and not (TOOLS / "bin/uv").exists():
        set_up_run()
        _fill_tools(str(VENV_PYTHON))


def set_up_browser() -> None:
    """Find Chromium; as root on Debian install it; else say how to get it."""
    if not _can_browse() and can_use_apt():
        _say("Installing Chromium for the tests.")
        apt_install(*BROWSER_PACKAGES)
    if not _can_browse():
        _say(HOW_TO_GET_CHROMIUM)


def set_up_spreadsheet() -> None:
    """Find LibreOffice; as root on Debian install it; else say how to get it."""
    if find_spreadsheet() is None and can_use_apt():
        _say("Installing LibreOffice for the tests (a minute or so).")
        apt_install(*SPREADSHEET_PACKAGES)
    if find_spreadsheet() is None:
        _say(HOW_TO_GET_LIBREOFFICE)


def find_spreadsheet() -> str | None:
    """Return the path of a LibreOffice on PATH, or where a Mac keeps it."""
    found = (shutil.which(name) for name in SPREADSHEET_NAMES)
    return next((path for path in found if path), None)


def find_chromium() -> str | None:
    """Return the path of a Chromium: METER_TEST_CHROMIUM, else one on PATH."""
    named = os.environ.get("METER_TEST_CHROMIUM")
    found = (shutil.which(name) for name in ([named] if named else CHROMIUM_NAMES))
    return next((path for path in found if path), None)


def can_use_apt() -> bool:
    """Tell whether this process may install Debian packages."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and shutil.which("apt-get") is not None


def apt_install(*packages: str) -> None:
    """Install Debian packages without a question."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    for command in ([*apt, "update"], install):
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)


def fingerprint(part: str) -> str:
    """Return a digest of all that decides what `part` installs."""
    files = (REQUIREMENTS / f"{part}.txt", ROOT / "pyproject.toml")
    parts = [str(ROOT).encode(), *(path.read_bytes() for path in files)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _install(part: str, also: tuple[str, ...]) -> None:
    if not _works(VENV_PYTHON):
        _create_venv()
    if _stamp(part).is_file() and _stamp(part).read_text() == fingerprint(part):
        return
    _say(f"Installing requirements/{part}.txt into .venv (a minute or so).")
    # The lock is whole. Left to look for more, pip asks for the newest release of a
    # package that another one wants with an extra, and then misses its hash.
    locked = ["--no-deps", "--require-hashes", "-r", str(REQUIREMENTS / f"{part}.txt")]
    _pip_install(*locked)
    _pip_install("--no-build-isolation", "--no-deps", "-e", str(ROOT))
    for name in (part, *also):
        _stamp(name).write_text(fingerprint(name))


def _stamp(part: str) -> Path:
    return VENV / f".installed-{part}"


def _works(python: Path) -> bool:
    """Tell whether .venv is whole and of the Python version that runs this."""
    question = "import pip, sys; print(*sys.version_info[:2])"
    answer = subprocess.run(
        [str(python), "-c", question] if python.exists() else ["false"],
        capture_output=True,
        text=True,
        check=False,
    )
    return answer.stdout.split() == [str(part) for part in sys.version_info[:2]]


def _can_browse() -> bool:
    """Tell whether there is a Chromium, and Playwright's driver runs."""
    driver = [str(VENV_PYTHON), "-m", "playwright", "--version"]
    ran = subprocess.run(driver, capture_output=True, check=False)
    return find_chromium() is not None and ran.returncode == 0


def _create_venv() -> None:
    _say("Making .venv.")
    shutil.rmtree(VENV, ignore_errors=True)
    if not (_create_with_uv() or _create_with_venv() or _create_with_virtualenv()):
        raise NoEnvironmentError


def _create_with_uv() -> bool:
    uv = shutil.which("uv")
    if uv is None:
        return False
    _run([uv, "venv", "--quiet", "--seed", "--python", PYTHON, str(VENV)])
    return True


def _create_with_venv() -> bool:
    """Use the standard library, which Debian ships without its ensurepip."""
    venv = [PYTHON, "-m", "venv", str(VENV)]
    made = subprocess.run(venv, capture_output=True, check=False)
    return made.returncode == 0


def _create_with_virtualenv() -> bool:
    """Fetch virtualenv into .tools with the pip of this Python, or install venv."""
    has_pip = [PYTHON, "-m", "pip", "--version"]
    if subprocess.run(has_pip, capture_output=True, check=False).returncode:
        return _create_with_apt()
    _fill_tools(PYTHON)
    _run(
        [PYTHON, "-m", "virtualenv", "--quiet", "--clear", str(VENV)],
        PYTHONPATH=str(TOOLS),
    )
    return True


def _create_with_apt() -> bool:
    """Give Debian's own Python its venv, where this may be done."""
    if not can_use_apt() or Path(PYTHON).parent != Path("/usr/bin"):
        return False
    apt_install("python3-venv")
    shutil.rmtree(VENV, ignore_errors=True)
    return _create_with_venv()


def _fill_tools(python: str) -> None:
    """Install uv and virtualenv beside the project; no Python sees them by itself."""
    locked = ["--no-deps", "--require-hashes", "-r", str(REQUIREMENTS / "tools.txt")]
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--upgrade", "--target", str(TOOLS), *locked])


def _pip_install(*arguments: str) -> None:
    """Install into .venv with uv or pip, compiled whatever the environment says."""
    uv = shutil.which("uv")
    if uv is not None:
        install = [uv, "pip", "install", "--quiet", "--python", str(VENV_PYTHON)]
        _run([*install, "--compile-bytecode", *arguments])
    else:
        pip = [str(VENV_PYTHON), "-m", "pip", "install", "--quiet", "--use-pep517"]
        _run([*pip, "--disable-pip-version-check", "--no-input", *arguments])


def _run(command: list[str], **extra: str) -> None:
    """Run `command`; packages compiled at the start spare seconds at each later one."""
    environment = {**os.environ, **extra}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    code = subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode
    if code:
        raise CommandError(command, code)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


PARTS = {
    "run": set_up_run,
    "test": set_up_test,
    "tools": set_up_tools,
    "browser": set_up_browser,
    "spreadsheet": set_up_spreadsheet,
}


def main(arguments: list[str]) -> int:
    """Set up each named part; return the exit code."""
    try:
        for part in arguments:
            PARTS[part]()
    except SetUpError as error:
        _say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
