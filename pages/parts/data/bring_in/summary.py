"""What importing a file would do, in a few figures and sentences."""

from __future__ import annotations

from components import look
from components.exhibits.view import View
from components.widgets.importing.preview import counts
from data_access.importing.stages.plan import Plan
from data_access.snapshot import Snapshot
from vocabulary.wording import agree, number_of


def summary(plan: Plan, view: View, known: Snapshot) -> None:
    """Draw rows read, taken, set aside and to mend, and what is new, changed and emptied."""
    reading = plan.reading
    counts(
        read=reading.file_rows,
        taken=reading.rows.height,
        aside=sum(reading.set_aside.values()),
        mend=reading.rejected,
    )
    look.source(effect_in_words(plan))


def effect_in_words(plan: Plan) -> str:
    """Such as "30 new, 2 changed and 5 unchanged. Nothing that is held is emptied."."""
    compared = plan.compared
    said = [f"{compared.new:,} {agree(compared.new, 'row is', 'rows are')} new"]
    if compared.changed:
        said.append(f"{compared.changed:,} changed (the earlier version is kept)")
    if compared.unchanged:
        said.append(f"{compared.unchanged:,} unchanged")
    emptied = (
        f"{number_of(compared.emptied, 'value')} that is held would be emptied."
        if compared.emptied == 1
        else f"{number_of(compared.emptied, 'value')} that are held would be emptied."
    )
    rest = emptied if compared.emptied else "Nothing that is held is emptied."
    return f"{', '.join(said)}. {rest if compared.changed or compared.emptied else ''}".strip()
