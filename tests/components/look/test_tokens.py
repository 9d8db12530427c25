"""Colours: their contrast, their meaning without colour vision, and the copies outside Python."""

from __future__ import annotations

import colorsys
import re
import tomllib
from itertools import pairwise

import pytest

from components.charts.rules import LIGHT_LETTERS_ON, edge_of
from components.look import assets, streamlit_theme
from components.tokens import Ink, Mark, Scale, Signal, Surface, Tint
from tests.paths import ROOT

TEXT = 4.5  # WCAG 2.2, 1.4.3
EDGE = 3.0  # WCAG 2.2, 1.4.11


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ground", [Surface.PAPER, Surface.GROUND])
@pytest.mark.parametrize("ink", [*Ink, *Signal])
def test_text_can_be_read_on_every_ground_it_stands_on(ink: str, ground: str) -> None:
    # Quiet ink is for marks and for text on white alone.
    if ink == Ink.QUIET and ground == Surface.GROUND:
        assert contrast(ink, ground) >= EDGE
        return
    assert contrast(ink, ground) >= TEXT


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (Mark.ILLUSTRATIVE_TEXT, Mark.ILLUSTRATIVE_GROUND),
        (Mark.PUBLISHED_TEXT, Mark.PUBLISHED_GROUND),
        (Mark.OWN_TEXT, Mark.OWN_GROUND),
        (Ink.SECONDARY, Surface.BAND),
        (Ink.SECONDARY, Surface.EMPTY),
    ],
)
def test_text_can_be_read_on_tints(text: str, ground: str) -> None:
    assert contrast(text, ground) >= TEXT


def test_the_edge_of_a_control_can_be_seen() -> None:
    assert contrast(Surface.CONTROL, Surface.PAPER) >= EDGE


def test_parts_get_paler_in_order_so_that_nobody_need_see_colour() -> None:
    shades = [luminance(colour) for colour in Tint]
    assert shades == sorted(shades)
    assert all(contrast(one, other) >= 1.4 for one, other in pairwise(Tint))
    for colour in Tint:
        assert contrast(Surface.PAPER if colour in LIGHT_LETTERS_ON else Ink.TEXT, colour) >= TEXT
    assert {edge_of(colour) for colour in Tint if contrast(colour, Surface.PAPER) < 1.5} == {
        Surface.CONTROL
    }


def _hue(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 360 * colorsys.rgb_to_hsv(red, green, blue)[0]


def test_one_warning_colour_stands_apart_from_blues_and_greys_alone() -> None:
    named = [*Ink, *Surface, *Signal, *Tint, *Scale, *Mark]
    warm = {colour.value for colour in named if contrast(colour, "#FFFFFF") > 1.05
            and not 200 <= _hue(colour) <= 230}  # fmt: skip
    assert warm == {Signal.ATTENTION.value}


def test_the_marks_of_records_do_not_share_a_colour() -> None:
    grounds = {Mark.ILLUSTRATIVE_GROUND, Mark.PUBLISHED_GROUND, Mark.OWN_GROUND}
    assert len(grounds) == 3


def test_streamlits_theme_is_written_from_our_colours() -> None:
    theme = tomllib.loads(streamlit_theme.CONFIGURATION.read_text("utf-8"))["theme"]
    assert theme["chartCategoricalColors"] == [colour.value for colour in Tint]
    assert theme["primaryColor"] == Signal.BRAND
    assert streamlit_theme.main(["--check"]) == 0, "run `make theme`"


def test_no_other_file_holds_a_colour() -> None:
    rooms = ("components", "data_access", "measures", "pages", "reports", "vocabulary")
    kinds = {".py", ".css", ".js", ".typ"}
    files = [f for room in rooms for f in (ROOT / room).rglob("*") if f.suffix in kinds]
    written = re.compile(r"""["':( ]#[0-9A-Fa-f]{3,8}\b|\brgb\(\d""")
    held = {str(f.relative_to(ROOT)) for f in files if written.search(f.read_text("utf-8"))}
    assert held == {"components/tokens.py"}


def test_nothing_in_the_stylesheet_is_smaller_than_thirteen_pixels() -> None:
    sheet, _ = assets.find(assets.STYLESHEET) or (b"", "")
    sizes = re.findall(r"font(?:-size)?:[^;}]*?(\d+(?:\.\d+)?)px", sheet.decode())
    assert sizes
    assert min(float(size) for size in sizes) >= 13


def test_the_stylesheet_uses_only_colours_that_have_a_name() -> None:
    sheets = "".join(file.read_text("utf-8") for file in (assets.FILES / "css").glob("*.css"))
    named = set(re.findall(r"var\((--[a-z0-9-]+)\)", sheets))
    sheet, _ = assets.find(assets.STYLESHEET) or (b"", "")
    defined = set(re.findall(r"(--[a-z0-9-]+):", sheet.decode()))
    assert named <= defined
    assert set(re.findall(r"#[0-9A-Fa-f]{6}\b", sheets)) == set()
