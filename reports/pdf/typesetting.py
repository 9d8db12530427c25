"""From data to a tagged PDF: what a pack's and a written report's PDF have in common.

Texts reach Typst as data, never as markup, so that they can hold any sign.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from components.tokens import Ink, Signal, Surface, mark_of
from reports.documents import provenance
from reports.documents.provenance import Produced
from reports.drawing.fonts import FALLBACK, FAMILY, FILES, displayable
from vocabulary.nature import NATURE_EXPLAINED, NATURE_IN_FULL

_TEMPLATES = Path(__file__).parent / "typst"
_LOOK = {
    "ink": Ink.TEXT.value,
    "second": Ink.SECONDARY.value,
    "hairline": Surface.HAIRLINE.value,
    "band": Surface.BAND.value,
    "brand": Signal.BRAND.value,
    "attention": Signal.ATTENTION.value,
    "control": Surface.CONTROL.value,
}


def pdf(
    template: Literal["pack", "written_report"], document: Produced, data: Mapping[str, Any]
) -> bytes:
    """A PDF tagged for accessibility (PDF/UA-1): the same bytes for the same document and data.

    data: what the template shows besides what stands on every document; see `reports/pdf/typst/`.
    """
    ink, ground, edge = mark_of(document.nature)
    shown = {
        "title": document.title,
        "council": document.council,
        "nature": document.nature.value,
        "mark": {
            "ink": ink.value,
            "ground": ground.value,
            "edge": edge.value,
            "words": NATURE_IN_FULL[document.nature],
            "explained": NATURE_EXPLAINED[document.nature],
        },
        "head": f"{document.council}: {document.title}",
        "foot": provenance.footer_line(document),
        "page": [provenance.PAGE, provenance.OF_PAGES],
        "facts": provenance.facts(document),
        "look": _LOOK,
        "fonts": [FAMILY, FALLBACK],
        **data,
    }
    return typst.compile(
        str(_TEMPLATES / f"{template}.typ"),
        root=str(_TEMPLATES),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(_displayable(shown), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(document.produced.timestamp()),
    )


@cache
def _fonts() -> typst.Fonts:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted({path.parent for path in FILES}),
    )
    if not {FAMILY, FALLBACK} <= set(fonts.families()):  # or every text would be left out, silently
        raise RuntimeError(f"the letters {FAMILY} and {FALLBACK} were not found")
    return fonts


def _displayable(value: Any) -> Any:
    if isinstance(value, str):
        return displayable(value)
    if isinstance(value, Mapping):
        return {name: item if name == "svg" else _displayable(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_displayable(item) for item in value]
    return value
