"""What the bar says on paper."""

from __future__ import annotations

import re
from datetime import date

import pytest

from components.exhibits.view import View
from components.web.top_bar import on_paper
from vocabulary.nature import Nature


def said(style: str) -> str:
    """A style's text with its signs as they are."""
    return re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), style)


@pytest.mark.parametrize(
    "council", ["Example Borough", "St. Helens", 'A "quoted" </style><script>x</script>\n Council']
)
def test_every_sheet_says_whose_records_for_whom_and_as_known_when(council: str) -> None:
    view = View(council, Nature.ILLUSTRATIVE, date(2026, 11, 28))
    style = on_paper(view)
    assert f'@top-left{{content:"{council} · Internal · {view.as_at_label}"}}' in said(style)
    assert '@top-right{content:"Example records"}' in said(style)
    assert style.count("</") == 1, "no sign of a name ends the style"
