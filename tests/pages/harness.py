"""Running a page as the shell runs it, and reading what it says."""

from __future__ import annotations

import html
import re
from datetime import date, datetime
from typing import Any, Literal

from streamlit.testing.v1 import AppTest

import measures  # noqa: F401  (before pages, one of which has the same name, are looked in)
from components.exhibits.view import View
from tests.paths import ROOT
from vocabulary.nature import Nature

PAGES = ROOT / "pages"
TODAY = date(2026, 9, 30)
EXAMPLE = "Example Borough"
HILLINGDON = "London Borough of Hillingdon"
SOMEWHERE = "Somewhere Council"


def example_view(as_at: datetime | None = None) -> View:
    """Example Borough, judged from a fixed day."""
    return View(EXAMPLE, Nature.ILLUSTRATIVE, as_at.date() if as_at else TODAY, as_at)


def view_of(council: str, nature: Nature = Nature.PUBLISHED) -> View:
    """A council as known now."""
    return View(council, nature, TODAY)


def open_page(name: str, view: View | None = None, **address: str | list[str]) -> AppTest:
    """Run a page with this view and these parameters in the address."""
    page = AppTest.from_file(str(PAGES / f"{name}.py"), default_timeout=60)
    page.session_state["view"] = view or example_view()
    for parameter, value in address.items():
        page.query_params[parameter] = value
    return whole(page.run())


def whole(page: AppTest) -> AppTest:
    """The page, after checking that it ran to its end."""
    assert not page.exception, [error.value for error in page.exception]
    return page


def parts(page: AppTest, kind: str) -> list[Any]:
    """The page's elements of a kind."""
    return list(page.get(kind))


def plain(body: str) -> str:
    """HTML as the words in it."""
    text = re.sub(r"<[^>]*>", " ", body)
    return " ".join(html.unescape(text).split())


def words(page: AppTest) -> str:
    """Everything the page writes itself, in order."""
    return "\n".join(plain(element.value) for element in parts(page, "html"))


def headline(page: AppTest) -> str:
    """The page's headline."""
    [found] = re.findall(r"<h1>(.*?)</h1>", bodies(page))
    return html.unescape(found)


def bodies(page: AppTest) -> str:
    """The HTML the page writes itself."""
    return "\n".join(element.value for element in parts(page, "html"))


def labels(page: AppTest, kind: str) -> list[str]:
    """The labels of the widgets of a kind."""
    return [widget.label for widget in parts(page, kind)]


def control(
    page: AppTest,
    kind: Literal[
        "button",
        "date_input",
        "selectbox",
        "multiselect",
        "segmented_control",
        "text_area",
        "text_input",
        "file_uploader",
        "download_button",
    ],
    label: str,
) -> Any:
    """The one widget of a kind with this label."""
    [found] = [widget for widget in parts(page, kind) if widget.label == label]
    return found


def press(page: AppTest, label: str) -> AppTest:
    """Press the button with this label, and run the page."""
    button = control(page, "button", label)
    assert not button.disabled, f"'{label}' cannot be pressed"
    button.click()
    return whole(page.run())
