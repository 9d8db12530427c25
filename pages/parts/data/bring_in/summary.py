"""What importing a file would do, in a few figures and sentences."""

from __future__ import annotations

from components import look
from components.exhibits.view import View
from components.widgets.importing.preview import counts
from data_access.importing.stages.plan import Plan
from data_access.snapshot import Snapshot
from vocabulary.wording import agree, listed, number_of, sentence


def summary(plan: Plan, view: View, known: Snapshot) -> None:
    """Draw rows read, taken, set aside and to mend, and what is new, changed and emptied."""
    reading = plan.reading
    counts(
        read=reading.file_rows,
        taken=plan.compared.rows.height,
        aside=sum(reading.set_aside.values()),
        mend=reading.rejected,
    )
    people = [note for note in reading.notes if "counted as at" in note]
    look.source(" ".join([effect_in_words(plan), *(f"{sentence(note)}." for note in people)]))


def effect_in_words(plan: Plan) -> str:
    """Such as "30 rows are new, 2 changed and 5 unchanged. Nothing that is held is emptied."."""
    compared = plan.compared
    counts = {
        "new": compared.new,
        "changed": compared.changed,
        "unchanged": compared.unchanged,
    }
    said = [(word, number) for word, number in counts.items() if number]
    if not said:
        return "No row would come in."
    (word, number), *rest = said
    first = f"{number_of(number, 'row')} {agree(number, 'is', 'are')} {word}"
    told = f"{listed([first, *(f'{number:,} {word}' for word, number in rest)])}."
    if compared.emptied:
        many = compared.emptied
        held = f"{number_of(many, 'held value')} would be emptied."
        return f"{told} {held}"
    return f"{told} Nothing that is held is emptied." if compared.changed else told
