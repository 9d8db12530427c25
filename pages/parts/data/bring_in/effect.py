"""What of the held records would change, and how the file's rows would be stored."""

from __future__ import annotations

import polars as pl

from components import look
from components.exhibits.effect import changes_in_words
from components.own_process.work import NotDoneError
from components.web.current_view import current_view
from components.web.principal import current_principal
from components.widgets.importing.preview import (
    ChangeLine,
    HeadlineLine,
    changes_table,
    headlines,
    stored_sample,
)
from data_access.importing.stages.plan import Plan
from data_access.snapshot import Snapshot
from data_access.store.database import open_store
from pages.parts.data.bring_in.headlines_after import headlines_after
from pages.parts.data.bring_in.in_hand import InHand
from pages.parts.data.bring_in.words import value_label

_SAMPLE = 20


def show_changes(file: InHand, plan: Plan, known: Snapshot) -> None:
    """Draw what pages will say after the import, then old and new of every field that would
    change."""
    _headlines(file, plan, known)
    changes = plan.compared.changes
    if not changes:
        why = ": the rows are new" if plan.compared.new else ""
        look.source(f"Nothing that is held would change{why}.")
        return
    changes_table(
        [ChangeLine(each.key, each.label, each.old, each.new) for each in changes],
        all_of_them=plan.compared.changes_in_all,
    )


def _headlines(file: InHand, plan: Plan, known: Snapshot) -> None:
    if plan.prepared is None:
        return
    if file.headlines is None:
        with look.loading("Working out what pages will say after this…") as say:
            try:
                file.headlines = headlines_after(
                    open_store(),
                    known,
                    plan,
                    current_view(),
                    principal=current_principal(),
                    waiting=say,
                )
            except NotDoneError as error:
                look.source(f"What pages will say after this was not worked out. {error}")
                return
    changes = file.headlines
    look.source(changes_in_words(changes))
    if changes:
        headlines([HeadlineLine(each.title, each.before, each.after) for each in changes])
    used, mend = plan.reading.used, plan.reading.rejected
    if mend:
        look.source(
            f"Until the rest is in, or is left out on purpose under History, figures on these "
            f"records say ‘Only {used:,} of {used + mend:,} rows of {file.name}’."
        )


def show_stored(file: InHand, plan: Plan, known: Snapshot) -> None:
    """Draw some rows as they would be stored, in the fields' words."""
    dataset = plan.reading.dataset
    rows = plan.compared.rows.head(_SAMPLE)
    shown: dict[str, pl.Series] = {}
    for spec in dataset.fields:
        if spec.name == "authority" or spec.name not in rows.columns:
            continue
        values = rows.get_column(spec.name)
        if values.null_count() == values.len():
            continue
        if values.dtype == pl.String:
            said = [text and value_label(dataset, spec.name, text, known) for text in values]
            values = pl.Series(said, dtype=pl.String)
        shown[spec.label] = values
    stored_sample(pl.DataFrame(shown), all_of_them=plan.compared.rows.height)
