"""How a page is looked over: what everybody may expect of every page of ours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlsplit
from urllib.request import Request, urlopen

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page
    from playwright.sync_api import Request as PageRequest

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""The tags of axe-core's rules that no page may break."""

BAD_REQUEST = 400

INSIDE = ("data:", "blob:", "about:")
"""Schemes by which a page reaches nobody."""

STATUS = "Failed to load resource: the server responded with a status of"

RUN_AXE = """async ([tags, sampled]) => {
  const DRAWN = "[role=img] > *";
  const OF_LOOKS = ["color-contrast", "target-size"];
  const ALIKE = 3;
  const looks = new Map();
  const look = (one) => {
    if (one === null) return "";
    if (!looks.has(one)) {
      const { color, backgroundColor, backgroundImage, opacity, position,
        textShadow, clip, clipPath } = getComputedStyle(one);
      looks.set(one, [look(one.parentElement), color, backgroundColor, backgroundImage,
        opacity, position, textShadow, clip, clipPath].join(";"));
    }
    return looks.get(one);
  };
  const isOff = (one) =>
    !!(one.closest("[aria-disabled=true], :disabled") || one.control?.disabled);
  const isSeen = (one) =>
    one.checkVisibility({ visibilityProperty: true }) && !one.closest(DRAWN);
  const hasWords = (one) => [...one.childNodes]
    .some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const isTarget = (one) =>
    one.matches("a, button, input, select, textarea, summary, [tabindex]");
  const sample = () => {
    const alike = new Map();
    for (const one of document.querySelectorAll("body *")) {
      if (!isSeen(one) || !(hasWords(one) || isTarget(one))) continue;
      const { fontSize, fontWeight } = getComputedStyle(one);
      const name = [look(one), fontSize, fontWeight, one.tagName, isOff(one)].join();
      alike.set(name, [...(alike.get(name) || []), one]);
    }
    return [...alike.values()].flatMap((ones) => ones.slice(0, ALIKE));
  };
  const run = async (context, options) =>
    (await axe.run({ exclude: [DRAWN], ...context },
      { resultTypes: ["violations"], ...options })).violations;

  const rules = Object.fromEntries(
    OF_LOOKS.map((rule) => [rule, { enabled: !sampled }]));
  const found = await run({}, { runOnly: { type: "tag", values: tags }, rules });
  const include = sampled ? sample() : [];
  if (include.length) {
    const runOnly = { type: "rule", values: OF_LOOKS };
    found.push(...await run({ include }, { runOnly }));
  }
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.target} ${node.html.slice(0, 160)}`));
}"""
"""What is drawn inside an image is not read out, so it is not looked into.

Colours and the room around targets take most of the time, and hang on how an element
looks: in a sample they are measured at three of those that look alike, all else at all.
"""

LOOK = """([lang, dir]) => {
  const found = [];
  const root = document.documentElement;
  const wide = root.clientWidth;
  const name = (one) => one.outerHTML.slice(0, 120);
  const beyond = (one) => {
    const { left, right } = one.getBoundingClientRect();
    const held = one.closest(".scroll") && getComputedStyle(one).position === "static";
    return !held && (right > wide + 0.5 || left < -0.5);
  };
  if (root.lang !== lang) found.push(`the language is ${root.lang}`);
  if (root.dir !== dir) found.push(`the direction is ${root.dir}`);
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) found.push(`${headings} h1`);
  if (!document.title.trim()) found.push("no title");
  if (root.scrollWidth > wide) {
    const edges = [...document.querySelectorAll("body *")].filter(beyond);
    const names = edges.slice(0, 3).map(name);
    found.push(`${root.scrollWidth} px wide in ${wide}: ${names}`);
  }
  const controls = "button, select, textarea, summary, input:not([type=hidden])";
  for (const one of document.querySelectorAll(controls)) {
    if (!one.checkVisibility()) continue;
    const least = one.matches(".rows input, .levels input") ? 44 : 24;
    const { width, height } = (one.closest("label") || one).getBoundingClientRect();
    if (Math.min(width, height) < least - 0.5) {
      found.push(`${width.toFixed()} by ${height.toFixed()} px: ${name(one)}`);
    }
  }
  return found;
}"""
"""What a page must hold whoever reads it.

Its language and direction, one heading, no sideways scrolling, and room to touch:
24 px, as WCAG 2.2 asks at level AA, and 44 px for the options of an answer.
"""

OPEN_ALL = (
    "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
)


@dataclass
class Watch:
    """What a page does behind its reader's back, from the moment it is watched.

    Attributes:
        origin: where the site is; all else is an outside host.
        strays: addresses elsewhere that the page asked for.
        complaints: what the browser wrote on the console, and errors of scripts.
    """

    page: Page
    origin: str
    strays: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", self._see_request)
        self.page.on("console", self._see_message)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _see_request(self, request: PageRequest) -> None:
        if not request.url.startswith((f"{self.origin}/", *INSIDE)):
            self.strays.append(request.url)

    def _see_message(self, message: ConsoleMessage) -> None:
        # An error page is the reply to its own address: the browser notes its status.
        is_own = message.location["url"] == self.page.url
        is_own_status = is_own and message.text.startswith(STATUS)
        if message.type in {"error", "warning"} and not is_own_status:
            self.complaints.append(f"{message.type}: {message.text}")

    def list_faults(self) -> list[str]:
        """List what the page did since the last look."""
        faults = [f"asked for {address}" for address in self.strays]
        faults += self.complaints
        self.strays.clear()
        self.complaints.clear()
        return faults


def look_over(
    page: Page, language: str, direction: str, *, sampled: bool = False
) -> list[str]:
    """List what is wrong with a page as it stands, with all its details unfolded.

    Telling colours apart takes most of the time; in a sample, a few of those that look
    alike are told apart.
    """
    faults = look_at_frame(page, language, direction)
    return [*faults, *run_axe(page, sampled=sampled)]


def look_at_frame(page: Page, language: str, direction: str) -> list[str]:
    """List what does not fit the window, with all details unfolded."""
    page.evaluate(OPEN_ALL)
    faults: list[str] = page.evaluate(LOOK, [language, direction])
    return faults


def run_axe(page: Page, *, sampled: bool = False) -> list[str]:
    """List what axe-core finds: the rule, the element."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: Any = page.evaluate(RUN_AXE, [list(RULES), sampled])
    return list(found)


LIST_LINKS = """() => [...document.querySelectorAll("a[href]")]
  .filter((one) => /^https?:/.test(one.protocol))
  .map((one) => {
    const written = one.getAttribute("href");
    const goals = `[id='${written.slice(1)}']`;
    return {
      address: one.href,
      written,
      goals: written.startsWith("#") ? document.querySelectorAll(goals).length : 0,
      is_outside: one.host !== location.host,
      tells: !one.relList.contains("noreferrer"),
    };
  })"""
"""Links, and whether the goal of each learns of the page that it stands on."""


@dataclass
class Follower:
    """Follows the links of pages, each way once, with the cookies of their reader."""

    known: set[tuple[str, ...]] = field(default_factory=set)

    def list_dead_ends(self, page: Page, *, follow: bool = True) -> list[str]:
        """List the links of a page that lead to no page or no place on it.

        Without following, only of what the page itself shows.
        """
        faults = []
        for link in page.evaluate(LIST_LINKS):
            written = link["written"]
            if written.startswith("#"):
                if link["goals"] != 1:
                    faults.append(f"there is no {written}")
            elif link["is_outside"]:
                # Nobody here follows it; whoever does is not told from where.
                if link["tells"]:
                    faults.append(f"{written} learns of this page")
            elif follow and self._is_new(link["address"]):
                status = _get_status(page, link["address"])
                if status >= BAD_REQUEST:
                    faults.append(f"{written} replies {status}")
        return faults

    def _is_new(self, address: str) -> bool:
        """Tell whether a way is new: links that differ in values alone are one way."""
        parts = urlsplit(address)
        way = (parts.path, *sorted(name for name, _ in parse_qsl(parts.query)))
        known = way in self.known
        self.known.add(way)
        return not known


def _get_status(page: Page, address: str) -> int:
    cookies = page.context.cookies(address)
    header = "; ".join(f"{one['name']}={one['value']}" for one in cookies)
    asked = Request(address, headers={"Cookie": header})  # noqa: S310
    try:
        with urlopen(asked) as reply:  # noqa: S310 - addresses of our own site
            return int(reply.status)
    except HTTPError as error:
        with error:
            return error.code
