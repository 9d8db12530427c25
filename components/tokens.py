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
    BAND = "#EAEFF5"
    EMPTY = "#E3E8EF"
    HAIRLINE = "#D9DEE7"
    CONTROL = "#7F8DA3"  # 3.4:1 on white: WCAG 2.2, 1.4.11 asks 3:1 of a control's edge
    DISABLED = "#B8C0CC"


class Signal(StrEnum):
    """What a colour may mean. A shape always says the same beside it.

    Brand is ours, now, and where one can go. Attention is for what needs attention and nothing
    else: no score, no kind of record and no category is drawn in it.
    """

    BRAND = "#12436D"
    BRAND_PRESSED = "#0C3252"
    ATTENTION = "#A33B00"


class Scale(StrEnum):
    """The bands of the ratings' scale, from inadequate to outstanding."""

    FIRST = Surface.EMPTY.value
    SECOND = "#D3DBE6"
    THIRD = "#C2CEDD"
    FOURTH = "#B1C0D3"


class Tint(StrEnum):
    """The one ordered tint of parts of a whole: darker is further along, or more of what the
    headline names. Never more than four. The lightest needs an edge (`Surface.CONTROL`)."""

    FIRST = Signal.BRAND.value
    SECOND = "#4A7099"
    THIRD = "#A9BED4"
    FOURTH = "#DCE5EF"


class Mark(StrEnum):
    """The chips that say what kind of records are shown: text on a ground, edged. Text is at least
    7:1 on its ground. Only example records are filled with ink: they must be told at a glance."""

    ILLUSTRATIVE_TEXT = Surface.PAPER.value
    ILLUSTRATIVE_GROUND = Ink.TEXT.value
    ILLUSTRATIVE_EDGE = Ink.TEXT.value
    PUBLISHED_TEXT = Signal.BRAND.value
    PUBLISHED_GROUND = "#EAF1F8"
    PUBLISHED_EDGE = "#B9CDE0"
    OWN_TEXT = Ink.TEXT.value
    OWN_GROUND = Surface.PAPER.value
    OWN_EDGE = Surface.CONTROL.value


def mark_of(nature: Nature) -> tuple[Mark, Mark, Mark]:
    """The colours that mark records of a nature: of the text, its ground and its edge."""
    name = nature.name
    return Mark[f"{name}_TEXT"], Mark[f"{name}_GROUND"], Mark[f"{name}_EDGE"]


FONT_FAMILY = "Atkinson Hyperlegible Next"
FONT_STACK = f"'{FONT_FAMILY}', system-ui, 'Segoe UI', Arial, sans-serif"
PAGE_MAX_WIDTH_PX = 1840


def css_variables() -> str:
    """Every colour as a custom property on :root, such as ``--ink-secondary``."""
    groups: tuple[tuple[str, type[StrEnum]], ...] = (
        ("ink", Ink),
        ("surface", Surface),
        ("signal", Signal),
        ("scale", Scale),
        ("tint", Tint),
        ("mark", Mark),
    )
    lines = [
        f"--{group}-{name.lower().replace('_', '-')}:{member.value}"
        for group, members in groups
        for name, member in members.__members__.items()  # two names may share a colour
    ]
    lines += [f"--font:{FONT_STACK}", f"--page-max:{PAGE_MAX_WIDTH_PX}px"]
    return ":root{" + ";".join(lines) + "}\n"
