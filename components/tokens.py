"""Colours and sizes, each with one name and one home.

Stylesheet, Streamlit's theme, charts, marks and the files we write read these; nothing else holds
a colour. `make theme` writes what Streamlit has to be told before any Python of ours runs. Contrast
ratios quoted are WCAG 2.2's, against the ground named.
"""

from __future__ import annotations

from enum import StrEnum

from vocabulary.nature import Nature


class Ink(StrEnum):
    """Text and lines. Contrast on white: text 15.8, secondary 8.0, quiet 4.7."""

    TEXT = "#14213D"
    SECONDARY = "#44506A"
    QUIET = "#6B7485"


class Surface(StrEnum):
    """What things lie on."""

    GROUND = "#F5F7FA"
    PAPER = "#FFFFFF"
    BAND = "#EEF2F7"
    EMPTY = "#E3E8EF"
    HAIRLINE = "#D9DEE7"
    CONTROL = "#8A94A6"  # 3.1:1 on white: WCAG 2.2, 1.4.11 asks 3:1 of a control's edge
    DISABLED = "#B8C0CC"


class Category(StrEnum):
    """Chart series, in this order and never more than four.

    Source: Government Analysis Function, "Data visualisation: colours in charts", categorical
    palette for accessible colour combinations, revised 2023.
    """

    DARK_BLUE = "#12436D"
    TURQUOISE = "#28A197"
    DARK_PINK = "#801650"
    ORANGE = "#F46A25"


class Signal(StrEnum):
    """What a colour may mean. A shape always says the same beside it."""

    BRAND = Category.DARK_BLUE.value
    BRAND_PRESSED = "#0C3252"
    ATTENTION = "#A33B00"
    GOOD = "#0B6E63"


class Scale(StrEnum):
    """The bands of the ratings' scale, from inadequate to outstanding."""

    FIRST = Surface.EMPTY.value
    SECOND = "#D3DBE6"
    THIRD = "#C2CEDD"
    FOURTH = "#B1C0D3"


class Tint(StrEnum):
    """One ordered tint for parts of a whole: darker is more. The lightest needs an edge."""

    FIRST = Category.DARK_BLUE.value
    SECOND = "#4A7099"
    THIRD = "#A9BED4"
    FOURTH = "#DCE5EF"


class Warm(StrEnum):
    """Steps away from good on a heat map. Text reads at 7:1 or better on each."""

    FIRST = "#FDF1E7"
    SECOND = "#F9E0CC"
    THIRD = "#F3CCAE"


class Mark(StrEnum):
    """The status marks: text on a tint, edged. Text is at least 7:1 on its tint."""

    ILLUSTRATIVE_TEXT = "#7A2E00"
    ILLUSTRATIVE_GROUND = "#FFF3E8"
    ILLUSTRATIVE_EDGE = "#F0C9A8"
    ILLUSTRATIVE_STRIPE = Category.ORANGE.value
    PUBLISHED_TEXT = Signal.BRAND.value
    PUBLISHED_GROUND = "#EAF1F8"
    PUBLISHED_EDGE = "#B9CDE0"
    OWN_TEXT = "#0B4F47"
    OWN_GROUND = "#E6F3F1"
    OWN_EDGE = "#AFD3CE"


def mark_of(nature: Nature) -> tuple[Mark, Mark, Mark]:
    """The colours that mark records of a nature: of the text, its ground and its edge."""
    name = nature.name
    return Mark[f"{name}_TEXT"], Mark[f"{name}_GROUND"], Mark[f"{name}_EDGE"]


FONT_FAMILY = "Atkinson Hyperlegible Next"
FONT_STACK = f"'{FONT_FAMILY}', system-ui, 'Segoe UI', Arial, sans-serif"
PAGE_MAX_WIDTH_PX = 1840
SMALLEST_TYPE_PX = 13


def css_variables() -> str:
    """Every colour as a custom property on :root, such as ``--ink-secondary``."""
    groups: tuple[tuple[str, type[StrEnum]], ...] = (
        ("ink", Ink),
        ("surface", Surface),
        ("signal", Signal),
        ("scale", Scale),
        ("tint", Tint),
        ("warm", Warm),
        ("category", Category),
        ("mark", Mark),
    )
    lines = [
        f"--{group}-{member.name.lower().replace('_', '-')}:{member.value}"
        for group, members in groups
        for member in members
    ]
    lines += [f"--font:{FONT_STACK}", f"--page-max:{PAGE_MAX_WIDTH_PX}px"]
    return ":root{" + ";".join(lines) + "}\n"
