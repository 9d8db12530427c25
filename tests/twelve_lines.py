"""A council's scorecard of twelve lines that no catalogue knows, wide by months: some name a
quality statement, some a theme, some neither."""

from __future__ import annotations

from datetime import date
from typing import Final

from data_access.importing.stages.plan import land, plan
from data_access.importing.stages.recipe import read_recipe
from data_access.store.database import Store
from tests.principals import OFFICER

STATEMENTS: Final = {
    "Lantern visits": "assessing_needs",
    "Garden hours": "supporting_healthier_lives",
    "Ribbon forms": "equity",
    "Kettle checks": "care_provision",
    "Bridge meetings": "partnerships",
    "Harbour moves": "safe_pathways",
    "Bell calls": "safeguarding",
    "Ledger notes": "governance",
    "Slate sessions": "learning",
}
"""Quality statement by line."""
THEMES: Final = {"Orchard waits": "waiting_times"}
NOWHERE: Final = ("Marble counts", "Feather totals")
MONTHS: Final = 18


def scorecard() -> bytes:
    """The file: a row a line, a column a month."""
    ends = [f"{date(2025 + place // 12, place % 12 + 1, 1):%b-%y}" for place in range(MONTHS)]
    lines = [["Measure", "Quality statements", "Themes", *ends]]
    for place, name in enumerate((*STATEMENTS, *THEMES, *NOWHERE)):
        figures = [str(40 + 3 * place + (month * 7 + place) % 5) for month in range(MONTHS)]
        lines.append([name, STATEMENTS.get(name, ""), THEMES.get(name, ""), *figures])
    return "\n".join(",".join(line) for line in lines).encode()


def land_scorecard(store: Store, council: str) -> None:
    """Land the file as it is, for the council that the store is of."""
    content = scorecard()
    planned = plan(
        store, "scorecard.csv", content, principal=OFFICER, recipe=read_recipe(""), own=council
    )
    land(store, planned, principal=OFFICER)
