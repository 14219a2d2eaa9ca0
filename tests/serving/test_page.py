"""The page, in a real browser: people and sheets are answered, with a keyboard alone, light and dark, on a phone."""

from __future__ import annotations

import csv
import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.serving.rigs import KNOWN, SHEET, Web, running

from emailguess import Guesser
from emailguess.asking.service import Service
from emailguess.serving.running import access_to

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
REQUIRED = bool(os.environ.get("EMAILGUESS_REQUIRE_BROWSER"))
PICTURES = os.environ.get("EMAILGUESS_PICTURES")
pytestmark = pytest.mark.skipif(
    not REQUIRED and not Path(CHROMIUM).exists(), reason="Chromium is not installed (Debian's package `chromium`)"
)
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1200, "height": 900}


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    """A server that knows whom to leave alone."""
    guesser = Guesser()
    guesser.suppress("acme.example", name="Tom Roe")
    with running(Service(guesser)) as web:
        yield web


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Any, web: Web) -> Iterator[Any]:
    """The page as it opens; whatever its console or its policy complains of fails the test."""
    context = browser.new_context(viewport=DESK, accept_downloads=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(web.url)
    yield page
    assert {web.url} == {"/".join(url.split("/")[:3]) for url in asked if not url.startswith("blob:")}
    context.close()
    assert [] == [each for each in wrong if "status of 4" not in each]  # the browser's own line for a problem


def _pictured(page: Any, name: str) -> None:
    """Keep a picture where somebody wants to look at it."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


def _ask(page: Any, names: str, where: str = "acme.example", known: str = "\n".join(KNOWN)) -> None:
    page.get_by_label("Names, one a line").fill(names)
    page.get_by_label("The company’s domain or name").fill(where)
    page.get_by_label("Colleagues whose addresses you know").fill(known)
    page.get_by_role("button", name="Guess").click()


def test_people_are_answered_with_their_reasons(page: Any) -> None:
    """Each name has its address, the probability and why; whom the list keeps off has none; a bad name says so."""
    _ask(page, "Jane Doe\nTom Roe\n12345")
    rows = page.get_by_role("row").filter(has=page.get_by_role("rowheader"))
    rows.nth(2).wait_for()
    jane, tom, odd = (rows.nth(place).inner_text() for place in range(3))
    best = Guesser().guess("Jane Doe", "acme.example", known=KNOWN).best
    assert best is not None
    assert best.address in jane
    assert f"{best.probability:.0%}" in jane
    assert "built as flast" in jane
    assert 1 == tom.count("do-not-contact list")
    assert "troe" not in tom
    assert "a name needs letters" in odd
    page.get_by_role("group").get_by_text("Why?").click()
    page.locator("pre", has_text="none of the 3 addresses listed").wait_for()
    assert "1 of 3 people answered." == page.get_by_role("status").inner_text()
    _pictured(page, "people-light")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download as CSV").click()
    table = list(csv.DictReader(io.StringIO(Path(saved.value.path()).read_text(encoding="utf-8-sig"))))
    assert ["Jane Doe", "Tom Roe", "12345"] == [row["name"] for row in table]
    assert [best.address, "", ""] == [row["address"] for row in table]


def test_what_is_entered_is_never_markup(page: Any) -> None:
    """A name that looks like a script or a formula stays a text, on the page and in the file."""
    _ask(page, "<img src=x onerror=alert(1)> Doe\n=cmd Doe\nJane Doe")
    page.get_by_role("rowheader").nth(2).wait_for()
    assert 0 == page.locator("main img, main script").count()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download as CSV").click()
    table = list(csv.DictReader(io.StringIO(Path(saved.value.path()).read_text(encoding="utf-8-sig"))))
    assert "'=cmd Doe" == table[1]["name"]


def test_a_sheet_is_shown_and_comes_back_filled(page: Any, tmp_path: Path) -> None:
    """The file that is downloaded is the one the library fills; the table has each row with what to do and why."""
    sheet, filled = tmp_path / "people.csv", tmp_path / "filled.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    guesser = Guesser()
    guesser.suppress("acme.example", name="Tom Roe")
    guesser.fill(sheet, filled, max_bounce=0.2)
    page.get_by_label("A CSV or Excel file").set_input_files(sheet)
    page.get_by_label("how many may bounce").select_option("0.2")
    page.get_by_role("button", name="Fill the sheet").click()
    page.get_by_role("rowheader", name="Jane Doe").wait_for()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Jane Doe")).inner_text()
    assert "jdoe@acme.example" in row
    assert "4 rows: 2 known" in page.locator("#summary").inner_text()
    _pictured(page, "sheet-light")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download as CSV").click()
    assert "people-filled.csv" == saved.value.suggested_filename
    assert filled.read_bytes() == Path(saved.value.path()).read_bytes()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download as Excel").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"PK")


def test_a_sheet_may_be_dropped(page: Any) -> None:
    """A file that is let go over the box is the one that is filled; while it hovers the box shows that it takes it."""
    carried = page.evaluate_handle(
        """sheet => {
            const carried = new DataTransfer();
            carried.items.add(new File([sheet], "dropped.csv", {type: "text/csv"}));
            return carried;
        }""",
        SHEET,
    )
    box = page.locator("#drop")
    box.dispatch_event("dragenter", {"dataTransfer": carried})
    assert "over" in (box.get_attribute("class") or "")
    box.dispatch_event("drop", {"dataTransfer": carried})
    assert "over" not in (box.get_attribute("class") or "")
    page.get_by_role("button", name="Fill the sheet").click()
    page.get_by_role("rowheader", name="Jane Doe").wait_for()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Jane Doe")).inner_text()
    assert "jdoe@acme.example" in row
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download as CSV").click()
    assert "dropped-filled.csv" == saved.value.suggested_filename


def test_a_problem_is_told_and_read_out(page: Any) -> None:
    """It stands in an alert that has the focus; the form keeps what was entered and can be sent again."""
    _ask(page, "12345")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert "a name needs letters" in alert.inner_text()
    assert page.evaluate("document.activeElement.id") == "problem"
    _pictured(page, "problem-light")
    page.get_by_label("Names, one a line").fill("Jane Doe")
    page.get_by_role("button", name="Guess").click()
    page.get_by_role("rowheader", name="Jane Doe").wait_for()
    assert alert.is_hidden()


def test_a_keyboard_is_enough(page: Any) -> None:
    """Tab goes from field to field in the order they are read, Enter sends, and the focus goes to the answers."""
    order = []
    for _ in range(12):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
    assert [
        "Skip to the answers", "names", "company", "known", "country", "Guess", "file", "bounce", "Fill the sheet",
    ] == [each for each in order if each != "the HTTP interface"][:9]  # fmt: skip
    page.locator("#names").focus()
    page.keyboard.type("Jane Doe")
    page.keyboard.press("Tab")
    page.keyboard.type("acme.example")
    page.keyboard.press("Enter")
    page.get_by_role("rowheader", name="Jane Doe").wait_for()
    assert "answers" == page.evaluate("document.activeElement.id")


def test_everything_has_a_name_for_who_listens(page: Any) -> None:
    """Every control has a label, the live regions are there, headings go down by one, and the language is told."""
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("input, textarea, select")].filter((e) => !e.labels.length).map((e) => e.id)"""
    )
    assert [] == unnamed
    assert "en" == page.get_attribute("html", "lang")
    assert ["H1", "H2", "H2", "H2"] == page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map((e) => e.tagName)")
    assert ["polite", None] == [page.get_attribute("#status", "aria-live"), page.get_attribute("#problem", "aria-live")]
    assert ["status", "alert"] == [page.get_attribute(each, "role") for each in ("#status", "#problem")]


# Relative luminance and contrast as WCAG 2.2 has them: at least 4.5 to 1 for text.
_LEAST_CONTRAST = """() => {
  const light = (c) => c.match(/[\\d.]+/g).slice(0, 3).map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (e) => { for (; e; e = e.parentElement) {
    const c = getComputedStyle(e).backgroundColor; if (!/, 0\\)$|transparent/.test(c)) return c; } return "rgb(255,255,255)"; };
  let least = 21;
  for (const e of document.querySelectorAll("body *")) {
    if (!e.checkVisibility() || ![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
    least = Math.min(least, (a + 0.05) / (b + 0.05));
  }
  return least;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_light_and_dark_wide_and_narrow(page: Any, scheme: str, size: dict[str, int]) -> None:
    """Text stands out in both schemes, and nothing has to be scrolled sideways on a phone."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size)
    _ask(page, "Jane Doe\nBartholomew Featherstonehaugh-Cholmondeley\nTom Roe\n12345")
    page.get_by_role("rowheader").nth(3).wait_for()
    assert 4.5 <= page.evaluate(_LEAST_CONTRAST)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    _pictured(page, f"answers-{scheme}-{'phone' if size is PHONE else 'desk'}")


def test_a_token_is_entered_once(browser: Any) -> None:
    """Where the server wants one, the page asks for it, and says so when it is wrong."""
    with running(Service(Guesser()), access_to("127.0.0.1", "a-token-that-nobody-guesses")) as web:
        page = browser.new_page()
        page.goto(web.url)
        page.get_by_label("Token of this server").fill("wrong")
        _ask(page, "Jane Doe")
        page.get_by_role("alert").filter(has_text="wants its token").wait_for()
        page.get_by_label("Token of this server").fill("a-token-that-nobody-guesses")
        page.get_by_role("button", name="Guess").click()
        page.get_by_role("rowheader", name="Jane Doe").wait_for()
        page.close()
