"""What a plan says, for a person and as JSON: why a file was read as it was, and what landing it
would do. Columns about people, and those that hold personal data, never show a sample."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from data_access.importing.personal_data.guard import kinds_in
from data_access.importing.stages.landing.changes import Compared
from data_access.importing.stages.plan import Plan
from data_access.importing.stages.questions import Question
from vocabulary.values import NOT_KNOWN
from vocabulary.wording import agree

_MOST = 200  # rows of one problem that are listed; their count is said
_IN_WORDS = 10  # changes that a terminal shows
_SHOWN = 20  # words and kinds of rows to mend that a terminal shows


def plan_as_json(plan: Plan) -> dict[str, Any]:
    """The plan as plain values: dataset, confidence, sheet, columns, words, questions, rows, notes,
    effect, declined; nothing of a person."""
    reading = plan.reading
    hidden = not_shown(plan)
    return {
        "file": reading.source,
        "dataset": reading.dataset.name,
        "confidence": reading.confidence,
        "sheet": list(reading.sheets) if len(reading.sheets) > 1 else (reading.sheets or ("",))[0],
        "columns": [
            {
                "header": each.header,
                "samples": [] if each.header in hidden else [shown_text(s) for s in each.samples],
                "field": each.field,
                "confidence": round(each.confidence, 2),
                "other_fields": list(each.others),
                "about_people": each.header in reading.about_people,
            }
            for each in reading.columns
        ],
        "words": [
            {
                "field": word.field,
                "column": word.column,
                "word": word.word,
                "count": word.count,
                "value": None if word.value is None else str(word.value),
                "suggestion": word.suggestion,
            }
            for word in reading.words
            if word.column not in hidden and not kinds_in(word.word)
        ],
        "questions": [_question(question) for question in plan.questions],
        "rows": {
            "read": reading.file_rows,
            "used": reading.used,
            "taken": plan.compared.rows.height,
            "set_aside": reading.set_aside,
            "set_aside_total": sum(reading.set_aside.values()),
            "rejected": reading.rejected,
            "problems": problem_groups(plan),
        },
        "notes": [shown_text(note) for note in reading.notes],
        "effect": _effect(plan.compared),
        "declined": reading.declined,
        "extracted": plan.extracted.isoformat() if plan.extracted else None,
    }


def plan_in_words(plan: Plan) -> str:
    """The plan as lines for a terminal."""
    reading, effect = plan.reading, plan.compared
    sheets = f", sheets {', '.join(reading.sheets)}" if any(reading.sheets) else ""
    lines = [f"{reading.source}: {reading.dataset.title.lower()}{sheets}"]
    read_as = [
        f"{each.header} → {each.field}" for each in reading.columns if each.field is not None
    ]
    if read_as:
        lines.append(f"  columns: {'; '.join(read_as)}")
    lines += [f"  {shown_text(note)}" for note in reading.notes]
    unknown = [
        f"  '{word.word}' ×{word.count} in {word.column} → ?"
        for word in reading.words
        if word.value is None
    ]
    lines += _some(unknown, "words")
    lines += _some([_to_mend(group) for group in problem_groups(plan)], "kinds of rows to mend")
    aside = ", ".join(
        f"{kind.replace('_', ' ')} {count}" for kind, count in reading.set_aside.items()
    )
    lines.append(
        f"  rows: {reading.file_rows} read, {reading.used} used, {effect.rows.height} taken, "
        f"{reading.rejected} to mend" + (f"; set aside: {aside}" if aside else "")
    )
    if plan.extracted is not None:
        lines.append(f"  extracted on {plan.extracted:%-d %B %Y}: later days are not known from it")
    lines.append(
        f"  effect: {effect.new} new, {effect.changed} changed, {effect.unchanged} unchanged, "
        f"{effect.emptied} fields emptied"
    )
    lines += [
        f"  {shown_text(c.key)}: {c.label.lower()} {_told(c.old)} → {_told(c.new)}"
        for c in effect.changes[:_IN_WORDS]
    ]
    if effect.changes_in_all > _IN_WORDS:
        fields = ", ".join(f"{label} {many:,}" for label, many in effect.changed_fields.items())
        lines.append(
            f"  and {effect.changes_in_all - _IN_WORDS:,} more changes; in all by field: {fields}"
        )
    lines += [
        f"  {'asked' if q.needed else 'may be said'}: {q.said} [{q.key}]" for q in plan.questions
    ]
    return "\n".join(lines)


def _to_mend(group: Mapping[str, Any]) -> str:
    rows = ", ".join(str(row) for row in group["rows"][:5])
    more = f" and {group['count'] - 5:,} more" if group["count"] > 5 else ""
    where = group["column"] or group["field"]
    value = f"'{group['value']}'" if group["value"] else ""
    said = f"{' in '.join(each for each in (value, where) if each)} {group['problem']}".strip()
    mend = f" {group['mend']}" if group["mend"] else ""
    return f"  to mend: {said} ({agree(group['count'], 'row', 'rows')} {rows}{more}).{mend}"


def _effect(compared: Compared) -> dict[str, Any]:
    """What landing would do; of lists that are cut, how many are not listed."""
    changes, new, absent = compared.changes, compared.new_keys, compared.absent_keys
    return {
        "new": compared.new,
        "changed": compared.changed,
        "unchanged": compared.unchanged,
        "emptied": compared.emptied,
        "changes": [
            {
                "key": shown_text(c.key),
                "field": c.field,
                "label": c.label,
                "old": shown_text(c.old),
                "new": shown_text(c.new),
            }
            for c in changes
        ],
        "changes_not_listed": compared.changes_in_all - len(changes),
        "changed_fields": dict(compared.changed_fields),
        "new_rows": [shown_text(key) for key in new],
        "new_rows_not_listed": compared.new - len(new),
        "not_in_file": compared.absent,
        "rows_not_in_file": [shown_text(key) for key in absent],
        "rows_not_in_file_not_listed": compared.absent - len(absent),
    }


def _some(lines: list[str], what: str) -> list[str]:
    """The first lines, and how many more there are."""
    left = len(lines) - _SHOWN
    return [*lines[:_SHOWN], *([f"  and {left:,} more {what}"] if left > 0 else [])]


def _told(value: str) -> str:
    return f"'{shown_text(value)}'" if value else NOT_KNOWN


def problem_groups(plan: Plan) -> list[dict[str, Any]]:
    """Problems grouped by column, text and what is wrong, with the rows as a person counts them."""
    problems = plan.reading.problems
    if problems.is_empty():
        return []
    hidden = not_shown(plan)
    grouped = problems.group_by(
        "field", "column", "value", "problem", "mend", maintain_order=True
    ).agg(pl.col("line"))
    found = []
    for field, column, value, problem, mend, lines in grouped.iter_rows():
        places = [plan.reading.places.get(line, ("", 0)) for line in lines]
        shown = "" if column in hidden or kinds_in(value or "") else value or ""
        found.append(
            {
                "field": field,
                "column": column,
                "value": shown,
                "problem": problem,
                "mend": mend,
                "count": len(lines),
                "rows": [row for _, row in places][:_MOST],
                "sheets": sorted({sheet for sheet, _ in places if sheet}),
            }
        )
    return found


def _question(question: Question) -> Mapping[str, Any]:
    return {
        "kind": question.kind,
        "key": question.key,
        "said": question.said,
        "column": question.column,
        "field": question.field,
        "words": list(question.words),
        "choices": list(question.choices),
        "needed": question.needed,
    }


def not_shown(plan: Plan) -> set[str]:
    """Headers of columns whose texts are never shown."""
    reading = plan.reading
    personal = {
        each.header for each in reading.columns if any(kinds_in(text) for text in each.samples)
    }
    return set(reading.not_shown) | personal


def shown_text(text: str) -> str:
    """A text to be shown, unless it has personal data in it: people sign their reports."""
    kinds = kinds_in(text)
    return f"(a text with {' and '.join(kinds)} in it)" if kinds else text
