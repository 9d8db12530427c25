"""Streamlit's theme from our colours, written into its configuration, which it reads before any
Python of ours runs.

`python -m components.look.streamlit_theme --write` writes it; `--check` says whether it is out of
date, and is run with the other checks.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from components.tokens import FONT_FAMILY, Ink, Signal, Surface, Tint

CONFIGURATION: Final = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"
_HEAD: Final = "# From here on written by `make theme` from components/tokens.py.\n"
_MONOSPACED: Final = "ui-monospace, Consolas, monospace"


def theme() -> str:
    """The theme's section of Streamlit's configuration."""
    colours = {
        "primaryColor": Signal.BRAND,
        "backgroundColor": Surface.PAPER,
        "secondaryBackgroundColor": Surface.GROUND,
        "textColor": Ink.TEXT,
        "linkColor": Signal.BRAND,
        "borderColor": Surface.CONTROL,
        "dataframeBorderColor": Surface.HAIRLINE,
        "dataframeHeaderBackgroundColor": Surface.GROUND,
        "dataframeHeaderTextColor": Ink.SECONDARY,
        "redColor": Signal.ATTENTION,
        "orangeColor": Signal.ATTENTION,
        "yellowColor": Ink.SECONDARY,
        "greenColor": Signal.BRAND,
        "violetColor": Ink.SECONDARY,
        "blueColor": Signal.BRAND,
        "grayColor": Ink.QUIET,
    }
    series = ", ".join(f'"{colour.value}"' for colour in Tint)
    return "\n".join(
        [
            "[theme]",
            'base = "light"',
            f"font = \"'{FONT_FAMILY}', sans-serif\"",
            f'codeFont = "{_MONOSPACED}"',
            "baseFontSize = 16",
            'baseRadius = "4px"',
            'buttonRadius = "4px"',
            'headingFontSizes = ["28px", "20px", "17px", "16px", "16px", "16px"]',
            "headingFontWeights = [700, 700, 700, 700, 700, 700]",
            *(f'{name} = "{colour.value}"' for name, colour in colours.items()),
            f"chartCategoricalColors = [{series}]",
            "",
        ]
    )


def configuration() -> str:
    """Streamlit's configuration with the theme as it should be."""
    ours, _, _ = CONFIGURATION.read_text("utf-8").partition(_HEAD)
    return ours + _HEAD + theme()


def main(arguments: list[str]) -> int:
    """Write or check the theme; returns the exit status: 1 if a check found something."""
    if arguments == ["--write"]:
        CONFIGURATION.write_text(configuration(), "utf-8")
    elif CONFIGURATION.read_text("utf-8") != configuration():
        print("Streamlit's theme is out of date: `make theme` writes it.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
