"""A period whose record is not whole is marked "so far" whatever shows it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from matplotlib.text import Text

from components.charts.plotly_chart import figure
from components.exhibits.audits.grades import audit_grades
from components.exhibits.complaints.volume import complaints_volume
from components.exhibits.coproduction.participation import coproduction_levels
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import filters_of
from components.exhibits.plan.progress import plan_burn_up
from components.exhibits.tables.csv_file import csv_text
from components.exhibits.view import View
from reports.drawing.chart import draw_chart
from reports.excel.workbook import workbook
from reports.pdf import pack as pdf
from reports.powerpoint.presentation import presentation
from tests.measures.record_rows import records
from tests.reports.pdf import pdf_reading
from tests.reports.produced_packs import produced_pack
from vocabulary.nature import Nature
from vocabulary.wording import SO_FAR

TODAY, WHOLE = date(2026, 9, 15), date(2026, 9, 14)
VIEW = View("Northvale Council", Nature.OWN, TODAY)
DAYS = [date(2025, 1, 6) + timedelta(days=5 * place) for place in range(123)]
ALL = filters_of(TODAY, "All time")


def rows(dataset: str, dated: str, **more: Any) -> Any:
    return records(dataset, [{dated: day, "themes": [], **more} for day in DAYS if day < TODAY])


SHOWN = {
    "complaints_volume": lambda: complaints_volume(
        rows("complaint", "received"), WHOLE, ALL, VIEW
    ),
    "audit_grades": lambda: audit_grades(
        rows("audit", "audited", team="A team", practice_area="review", auditor_grade=3),
        WHOLE, ALL, VIEW,
    ),
    "coproduction_levels": lambda: coproduction_levels(
        rows("coproduction", "held", title="Meeting", level="consult"), WHOLE, ALL, VIEW
    ),
    "plan_burn_up": lambda: plan_burn_up(
        rows("action", "opened", action="Do it", complete=False), WHOLE, ALL, VIEW
    ),
}  # fmt: skip


def words_of_office(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return " ".join(
            parts.read(name).decode(errors="replace")
            for name in parts.namelist()
            if name.endswith(".xml")
        )


RENDERERS: dict[str, Callable[[Exhibit], str]] = {
    "screen": lambda shown: figure(shown.chart, shown.frame)[0].to_json(),  # type: ignore[arg-type]
    "table": lambda shown: str(shown.table().rows()[-1]),
    "drawing": lambda shown: " ".join(
        each.get_text() for each in draw_chart(shown, 180, 90).figure.findobj(Text)
    ),
    "csv": csv_text,
    "pdf": lambda shown: pdf_reading.text(pdf.document(produced_pack([shown]))),
    "powerpoint": lambda shown: words_of_office(presentation(produced_pack([shown]))),
    "excel": lambda shown: words_of_office(workbook(produced_pack([shown]))),
}


@pytest.mark.parametrize("key", SHOWN)
def test_an_open_period_is_marked_in_each_renderer(key: str) -> None:
    shown = SHOWN[key]()
    assert shown.chart is not None
    without = {name for name, render in RENDERERS.items() if SO_FAR not in render(shown)}
    assert without == set()
