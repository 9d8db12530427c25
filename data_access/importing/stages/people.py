"""Columns about people; and lists of people's training, which become counts at once.

Rule (README of the shared cases, 8): who does not need a course is not in `required`; where some
cells say N/A, a blank is somebody who needs it and has not done it; a group nobody of which needs
it has no row; an expiry on or after the month's last day counts; a course that is not listed is
`other` under its title as written. Whose course lapsed counts as attended, not as in date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from data_access.datasets import TRAINING
from data_access.importing.personal_data.guard import kinds_in, person_columns
from data_access.importing.stages.columns import Columns, is_named
from data_access.importing.stages.files.book import DAY, MONTH
from data_access.importing.stages.find_table import Table
from data_access.importing.stages.meaning.dates import read_span
from data_access.importing.stages.meaning.teams import team_names
from data_access.importing.stages.meaning.wording import fold, is_nothing_yet, tokens
from data_access.importing.stages.meaning.words import meaning
from data_access.importing.stages.questions import Question
from data_access.importing.stages.recipe import Recipe
from data_access.importing.stages.values import Log, Word, month_first
from vocabulary.training import ROLE_SPECIFIC_COURSES, Course, CourseKind

ATTENDED, IN_DATE, EXPIRED = "attended", "in_date", "expired"
OFFERED, NOT_REQUIRED, NEEDED = "offered", "not_required", ""
NOT_DONE = "not_done"  # needed, and a day beside it does not count
STATUSES = (ATTENDED, IN_DATE, EXPIRED, OFFERED, NOT_REQUIRED, NEEDED)

_ABOUT = re.compile(
    r"(?:(?:staff|employee|respondent|learner|worker|person|people|users?|delegate|"
    r"participant|pay ?roll|emp|"
    r"personnel|assignment|position|colleague|candidate|trainee|attendee|client|customer|"
    r"service user|case|swift|mosaic|liquidlogic|las|nhs|unique ?worker|swe|hcpc) ?"
    r"(?:id|ids|no|nos|number|numbers|ref|reference|code|name|names)|"
    r"(?:unique ?)?worker ?id|uniqueworkerid|"
    r"(?:full|first|last|sur|fore|known as|preferred|given|family|middle)? ?names?|surname|"
    r"forename|"
    r"auditor|auditors|audited by|worker|worker audited|workers? name|case ?worker|social worker|"
    r"practitioner|practitioner audited|allocated worker|key worker|moderator|moderated by|"
    r"reviewer|"
    r"learner|learners|delegate|employee|employees|staff member|member of staff|colleague|"
    r"complainant|complainants name|service user|client|customer|resident|patient|person|"
    r"users? full name|user|participant|assessor|officer|investigating officer|handler|"
    r"case handler|logged by|entered by|completed by|line manager|manager|supervisor|"
    r"from|made by|raised by|relationship|"
    r"(?:case|mosaic|swift|liquidlogic|client|person|su) ?(?:id|no|number|ref)(?: .*)?|"
    r"dob|date of birth|age at .*|e ?mail.*|.*(?:tele)?phone.*|mobile.*|address.*|post ?code.*|"
    r"ni ?no|nino|national insurance.*|nhs.*)"
)


def about_people(headers: Iterable[str]) -> dict[str, str]:
    """Headers that say that a column is about identifiable people, and why: {header: kind}."""
    listed = list(headers)
    found = {each.column: each.kind for each in person_columns(listed)}
    for header in listed:
        bare = fold(re.sub(r" \(\d+\)$", "", header))
        without = fold(re.sub(r"\(.*?\)", "", header))
        if header not in found and (_ABOUT.fullmatch(bare) or _ABOUT.fullmatch(without)):
            found[header] = "people"
    return found


def holds_personal(texts: pl.Series) -> bool:
    """Whether any text of a column has personal data in it: its samples are then never shown."""
    return any(kinds_in(text) for text in texts.drop_nulls().unique().head(2000).to_list())


_DONE = re.compile(
    r"(?:fully )?(?:complete[d]?|certified|achieved|pass(?:ed)?|attended|done|trained|yes|y|"
    r"true|✓|✔|"
    r"tick(?:ed)?|finished|successful(?:ly completed)?|satisfied|awarded|qualified|accredited|"
    r"completed .*|complete via .*|passed .*|attended .*|achieved .*|signed off|met|recognised"
    r" prior learning|rpl|credit(?:ed)?|equivalent)"
)
_IN_DATE = re.compile(
    r"(?:in ?date|compliant|valid|current|up to date|green|active|fully compliant|"
    r"certified in date|"
    r"in date .*|compliant .*|renewed)"
)
_EXPIRED = re.compile(
    r"(?:expired.*|lapsed.*|out of date.*|renewal (?:overdue|due)|refresher (?:overdue|due)|"
    r"no longer (?:valid|certified)|overdue refresher|overdue for renewal|certificate expired)"
)
_OFFERED = re.compile(
    r"(?:booked.*|enroll?ed.*|registered.*|offered.*|in ?progress.*|started.*|invited.*|"
    r"scheduled.*|"
    r"waiting list.*|wait ?listed.*|nominated.*|on (?:course|waiting list).*|"
    r"place (?:offered|booked).*|"
    r"allocated.*|assigned.*|due to attend.*|attending.*|to attend.*|reserved.*|underway|"
    r"ongoing|bkd.*)"
)
_NOT_REQUIRED = re.compile(
    r"(?:n/?a|na|not? ?(?:required|needed|applicable|relevant|in scope|mandatory|for role|"
    r"eligible).*|"
    r"exempt.*|excluded.*|not for this role|nr|n/?r|does not need|not required for role)"
)
# Somebody tried, or did not come: a day beside it is no day of completion.
_FAILED = re.compile(
    r"(?:fail(?:ed)?|did not attend|dna|absent|cancelled|incomplete|not (?:attended|"
    r"completed?|passed|"
    r"achieved)|withdrawn|no show)"
)
_NEEDED = re.compile(
    r"(?:not (?:yet )?(?:started|attempted|complete[d]?|done|trained|attended|booked|"
    r"achieved|passed|"
    r"certified|compliant|met)|incomplete|no|n|false|overdue.*|outstanding|required|due|"
    r"needed|fail(?:ed)?"
    r"|did not attend|dna|red|missing|to do|to be (?:booked|done|completed)|tbc|tba|non ?compliant|"
    r"uncertified|never (?:done|completed|attended)|not in date|needs .*|requires? .*|absent|"
    r"cancelled|x|✗|✘|never|blank|none|0|un ?booked|amber)"
)


def status_of(text: str) -> str | None:
    """What a status word says of a person's training; None where that has to be asked."""
    said = re.sub(r"\s+", " ", text.strip().casefold()).strip(" .!*")
    bare = fold(said)
    for pattern, status in (
        (_FAILED, NOT_DONE),
        (_NOT_REQUIRED, NOT_REQUIRED),
        (_NEEDED, NEEDED),
        (_EXPIRED, EXPIRED),
        (_OFFERED, OFFERED),
        (_IN_DATE, IN_DATE),
        (_DONE, ATTENDED),
    ):
        if pattern.fullmatch(said) or pattern.fullmatch(bare):
            return status
    first = re.split(r"\s+[-–(:]\s*|\s*[(:;,]\s*", said)[0]
    if first and first != said:
        return status_of(first)
    return None


_SUB = {
    "completed": re.compile(
        r"(?:date )?(?:complete[d]?|attended|done|achieved|passed|taken|trained|"
        r"undertaken)(?: (?:on|"
        r"date))?|completion(?: date)?|date|(?:last|training|attendance) (?:date|attended|"
        r"completed)"
    ),
    "expires": re.compile(
        r"(?:date )?(?:expires?|expiry|expiration|renewal|due|next due|valid (?:to|until)|"
        r"renew by|in date until)(?: (?:on|date|due))?|(?:renewal|refresher|next) due(?: date)?"
    ),
    "status": re.compile(
        r"(?:current )?(?:status|rag|compliance|compliant|in date|result|outcome)"
    ),
    "offered": re.compile(r"(?:date )?(?:booked|offered|booking|enrolled)(?: (?:on|date|for))?"),
}


@dataclass(frozen=True)
class _CourseColumns:
    """The columns of one course in a matrix, by what they hold."""

    title: str
    group: str | None
    places: dict[str, int]


def is_people_list(table: Table, columns: Columns) -> bool:
    """Whether a training table lists people rather than figures."""
    if columns.place("required") is not None:
        return False
    people = about_people(table.headers)
    unread = {each.header for each in columns.columns if each.field not in TRAINING.columns}
    events = {"completed", "status", "expires"} & set(columns.fields)
    return bool(set(people) & unread) or bool(events) or len(course_columns(table, columns)) >= 2


def course_columns(
    table: Table, columns: Columns, recipe: Recipe | None = None
) -> list[_CourseColumns]:
    """The courses of a matrix: columns of days and status words that are no field and are not about
    the person, with what each holds where the header says it."""
    people = about_people(table.headers)
    from data_access.importing.stages.meaning.names import FILE_FIELDS

    about_post = {fold(name) for name in FILE_FIELDS["training"]["employed"]}
    found: dict[str, _CourseColumns] = {}
    for each in columns.columns:
        header, group = each.header, table.groups[each.place]
        if each.told and each.field is None:
            continue
        label = re.sub(r" \(\d+\)$", "", header)
        part = _part_of(label)
        if group is not None and part is not None:
            found.setdefault(group, _CourseColumns(group, None, {})).places[part] = each.place
            continue
        if each.field in TRAINING.columns or (each.told and each.field):
            continue
        if header in people or fold(label) in about_post:
            continue
        if each.field is not None and (part or is_named(TRAINING, label, each.field)):
            continue  # a column of its own, as in a list of one course a row
        if not _is_course_like(table, each.place):
            continue
        title, part = _split_title(label)
        found.setdefault(title, _CourseColumns(title, group, {})).places[part or "?"] = each.place
    del recipe
    return list(found.values())


def _part_of(label: str) -> str | None:
    folded = fold(label)
    return next((part for part, pattern in _SUB.items() if pattern.fullmatch(folded)), None)


def _split_title(label: str) -> tuple[str, str | None]:
    """A course's title, and what its column holds where the header says so at its end:
    "Moving and handling - expiry", "MCA (completed)"."""
    found = re.fullmatch(r"(.+?)\s*(?:[-–:|/(]\s*|\s)([A-Za-z ]+?)\)?", label)
    while found:
        part = _part_of(found[2])
        if part is not None:
            return found[1].strip(" -–:|/("), part
        more = re.fullmatch(r"(.+?)\s*[-–:|/(]\s*([A-Za-z ]+?)\)?", label)
        if more is None or more.groups() == found.groups():
            break
        found = more
    words = label.split()
    for size in (2, 1):
        if len(words) > size:
            part = _part_of(" ".join(words[-size:]))
            if part is not None and part != "status":
                return " ".join(words[:-size]).strip(" -–:|/("), part
    return label, None


def _is_course_like(table: Table, place: int) -> bool:
    """Whether a column holds days and status words. Empty columns count: nobody did the course."""
    texts, kinds = table.texts(place), table.kinds(place)
    values = texts.to_list()
    marks = kinds.to_list() if kinds is not None else [0] * len(values)
    filled = [(t, k) for t, k in zip(values, marks, strict=True) if t]
    if not filled:
        return not table.headers[place].startswith("column ")
    hits = sum(
        1
        for t, k in filled
        if k in {DAY, MONTH} or read_span(t) is not None or status_of(t) is not None
    )
    return hits >= 0.5 * len(filled)


@dataclass(frozen=True)
class Counted:
    """People counted. rows: the dataset's fields as far as the list tells them, typed, and `line`
    and `used` (lines of people behind each row, not to be added up). dropped: columns about people.
    """

    rows: pl.DataFrame
    dropped: tuple[str, ...]
    used: int
    declined: str | None = None


def count_people(
    table: Table, columns: Columns, month: date | None, recipe: Recipe, log: Log
) -> Counted:
    """Count people by team, role and course at the end of a month; see the rule above.

    `rows` has team, role, course, course_name, course_kind, required, offered, released, attended,
    in_date. Required: people listed who need the course. What the file cannot say stays empty.
    """
    people = about_people(table.headers)
    dropped = tuple(header for header in table.headers if header in people)
    end = _end_of(month)
    if is_workforce(table):
        nothing = pl.DataFrame(schema={"line": pl.Int64()})
        return Counted(nothing, dropped, 0, _declined(columns, workforce=True))
    long_list = columns.place("course") is not None
    wide = [] if long_list else course_columns(table, columns)
    events = (
        _events_of_list(table, columns, recipe, log, end)
        if long_list
        else _events_of_matrix(table, columns, wide, recipe, log, end)
    )
    if events.is_empty():
        return Counted(events, dropped, 0)
    declined = _says_nothing_of_need(table, columns, events) if long_list else None
    if declined:
        return Counted(events.clear(), dropped, 0, declined)
    who = [str(table.place(header)) for header in dropped]
    person = (
        pl.concat_str(
            [pl.col(name).fill_null("") for name in who], separator="|"
        ).str.to_lowercase()
        if who
        else pl.col("line").cast(pl.String)
    )
    persons = table.cells.select("line", person=person)
    events = events.join(persons, on="line", how="left")
    for name in ("team", "role", "course_kind"):
        place = columns.place(name)
        texts = table.texts(place).cast(pl.String) if place is not None else None
        if texts is not None and name != "course_kind":
            told = recipe if name == "team" else Recipe()
            names, questions, notes = team_names(texts, told)
            log.questions += questions if name == "team" else []
            log.notes += notes if name == "team" else []
            texts = texts.replace_strict(names, default=None, return_dtype=pl.String)
        known = table.cells.select(
            "line",
            (
                texts
                if texts is not None
                else pl.Series([None] * table.cells.height, dtype=pl.String)
            ).alias(f"{name}_said"),
        )
        events = events.join(known, on="line", how="left")
    return Counted(_grouped(events, recipe, log), dropped, table.cells.height)


def _end_of(month: date | None) -> date:
    if month is None:
        return date.max
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def _events_of_list(
    table: Table, columns: Columns, recipe: Recipe, log: Log, end: date
) -> pl.DataFrame:
    """One row for each line: line, title, and what it says of the person and the course."""
    course = columns.place("course")
    assert course is not None
    parts = {
        name: columns.place(name)
        for name in ("completed", "expires", "status", "offered", "released")
    }
    if parts["offered"] is None and columns.place("offered") is not None:
        parts["offered"] = columns.place("offered")
    if parts["completed"] is None and columns.place("attended") is not None:
        parts["completed"] = columns.place("attended")
    if parts["status"] is None and columns.place("in_date") is not None:
        parts["status"] = columns.place("in_date")
    facts = _facts(
        table,
        {name: place for name, place in parts.items() if place is not None},
        recipe,
        log,
        end,
        blank_needs=True,
    )
    return facts.with_columns(
        title=table.texts(course).cast(pl.String), group=pl.lit(None, pl.String())
    ).filter(pl.col("title").is_not_null())


def _events_of_matrix(
    table: Table, columns: Columns, wide: list[_CourseColumns], recipe: Recipe, log: Log, end: date
) -> pl.DataFrame:
    del columns
    frames = []
    unsure = [course for course in wide if _unsure(table, course)]
    if unsure and recipe.wide_value is None:
        log.questions.append(
            Question(
                "wide",
                "wide.value",
                f"The columns {', '.join(course.title for course in unsure[:6])} hold days: is a "
                "day when somebody completed the course, or until when that counts?",
                choices=('value = "completed"', 'value = "expires"'),
            )
        )
    for course in wide:
        places = dict(course.places)
        if "?" in places:
            place = places.pop("?")
            holds = recipe.wide_value or "completed"
            places.setdefault(holds if not _only_words(table, place) else "status", place)
        facts = _facts(table, places, recipe, log, end, blank_needs=True)
        frames.append(
            facts.with_columns(title=pl.lit(course.title), group=pl.lit(course.group, pl.String()))
        )
    return pl.concat(frames) if frames else pl.DataFrame()


def _only_words(table: Table, place: int) -> bool:
    texts, kinds = table.texts(place), table.kinds(place)
    if kinds is not None and kinds.is_in([DAY, MONTH]).any():
        return False
    return not any(
        read_span(t) is not None and status_of(t) is None
        for t in texts.drop_nulls().unique().to_list()
    )


def _unsure(table: Table, course: _CourseColumns) -> bool:
    return "?" in course.places and not _only_words(table, course.places["?"])


def _facts(
    table: Table, places: dict[str, int], recipe: Recipe, log: Log, end: date, *, blank_needs: bool
) -> pl.DataFrame:
    """Per line: needs, offered, released, attended, in_date; null where the file cannot say."""
    height = table.cells.height
    said: dict[str, list[tuple[date | None, str | None]]] = {
        name: _cells(table, place, recipe, log) for name, place in places.items()
    }
    statuses = {status for cells in said.values() for _, status in cells if status is not None}
    expires_known = "expires" in said
    valid_known = expires_known or bool({IN_DATE, EXPIRED} & statuses)
    speaks_of_offers = "offered" in said or OFFERED in statuses
    rows = []
    for at in range(height):
        cells = {name: column[at] for name, column in said.items()}
        days = {name: day for name, (day, _) in cells.items() if day is not None}
        words = {status for _, status in cells.values() if status is not None}
        done_on, until = days.get("completed"), days.get("expires")
        status_day = days.get("status")
        attended = bool(words & {ATTENDED, IN_DATE, EXPIRED}) or until is not None
        if status_day is not None and not words:
            attended |= status_day <= end
        if done_on is not None:
            attended = done_on <= end if not (words & {ATTENDED, IN_DATE}) else True
        if NOT_DONE in words:
            attended = False
        empty = not days and not words
        needs = NOT_REQUIRED not in words and (blank_needs or not empty)
        in_date: bool | None = None
        if until is not None:
            in_date = attended and until >= end
        elif IN_DATE in words:
            in_date = True
        elif EXPIRED in words or not attended:
            in_date = False
        elif expires_known:
            in_date = True  # what has no expiry does not expire
        if not valid_known:
            in_date = None
        offered = (
            attended or OFFERED in words or "offered" in days or (done_on is not None)
            if speaks_of_offers
            else None
        )
        released = None
        if "released" in said:
            day, status = cells["released"]
            released = day is not None or status in {ATTENDED, IN_DATE}
        rows.append((needs, offered, released, attended, in_date))
    facts = pl.DataFrame(
        rows,
        schema={
            name: pl.Boolean() for name in ("needs", "offered", "released", "attended", "in_date")
        },
        orient="row",
    )
    return table.cells.select("line").hstack(facts)


def _cells(
    table: Table, place: int, recipe: Recipe, log: Log
) -> list[tuple[date | None, str | None]]:
    """Per line the day and the status that a cell gives."""
    texts, kinds = table.texts(place).cast(pl.String), table.kinds(place)
    frame = pl.DataFrame(
        {
            "text": texts,
            "kind": kinds
            if kinds is not None
            else pl.repeat(0, texts.len(), dtype=pl.UInt8, eager=True),
        }
    )
    counted = frame.drop_nulls("text").group_by("text", "kind", maintain_order=True).len("times")
    header = table.headers[place]
    first = month_first(header, counted, recipe, log)
    turned = any(fold(header) == fold(name) for name in recipe.turned_round)
    known: dict[tuple[str, int], tuple[date | None, str | None]] = {}
    for text, kind, times in counted.iter_rows():
        known[text, kind] = _cell(text, kind, times, header, recipe, log, first, turned)
    blank = recipe.word("status", "")
    return [
        (None, blank or None) if text is None else known[text, kind]
        for text, kind in frame.iter_rows()
    ]


def _cell(
    text: str,
    kind: int,
    times: int,
    header: str,
    recipe: Recipe,
    log: Log,
    first: bool,
    turned: bool,
) -> tuple[date | None, str | None]:
    told = recipe.word("status", text)
    if told is not None:
        if told not in STATUSES:
            told = status_of(told) or NEEDED
        log.words.append(Word("status", header, text, times, told, told=True))
        return None, told
    if kind in {DAY, MONTH}:
        span = read_span(text)
        day = span.last if span else None
        if day is not None and turned and kind == DAY and day.day <= 12:
            day = day.replace(day=day.month, month=day.day)
        return day, None
    status = status_of(text)
    if status is not None:
        meant = NEEDED if status == NOT_DONE else status
        log.words.append(Word("status", header, text, times, meant))
        # "Completed 03/04/2025" says a day as well
        found = re.search(
            r"\d{1,2}[/. -](?:\d{1,2}|[A-Za-z]{3,9})[/. -]\d{2,4}|\d{4}-\d\d-\d\d", text
        )
        span = read_span(found.group(), month_first=first) if found else None
        if span and status in {ATTENDED, EXPIRED, IN_DATE}:
            return (span.last if status == ATTENDED else None), status
        return None, status
    span = read_span(text, month_first=first)
    if span is not None:
        return span.last, None
    if is_nothing_yet(text):
        log.words.append(Word("status", header, text, times, NEEDED))
        return None, NEEDED
    log.words.append(Word("status", header, text, times, None))
    return None, NEEDED


def _says_nothing_of_need(table: Table, columns: Columns, events: pl.DataFrame) -> str | None:
    """A sentence where a list has only people who did a course, so that nobody knows who needed
    it; None where it has others too."""
    del table
    all_done = bool(events.get_column("attended").all())
    if not all_done or columns.place("status") is not None:
        return None
    return _declined(columns, workforce=False)


def is_workforce(table: Table) -> bool:
    """Whether a table is a training list of the Adult Social Care Workforce Data Set."""
    known = {fold(header).replace(" ", "") for header in table.headers} & _WORKFORCE
    return len(known) >= 4 and bool(known & _WORKFORCE_ALONE)


def _declined(columns: Columns, *, workforce: bool) -> str:
    what = (
        "this is a workforce data set's list of training done"
        if workforce
        else "this is a list of training done"
    )
    more = "" if columns.place("role") is not None else ", and people's role is in no column"
    return (
        f"{what}: it lists only people who did a course; how many need it is not in it{more}, so "
        "nothing can be counted as a share. Nothing was taken, and nothing about people was kept"
    )


# Headers of the bulk upload of the Adult Social Care Workforce Data Set (training file), and of
# its downloads. Source: Skills for Care, ASC-WDS bulk upload guidance.
_WORKFORCE = frozenset(
    {
        "localestid",
        "uniqueworkerid",
        "category",
        "description",
        "datecompleted",
        "expirydate",
        "accredited",
        "notes",
        "workplaceid",
        "trainingcategory",
        "trainingname",
        "workerid",
        "certificate",
        "certificateref",
    }
)

_WORKFORCE_ALONE = frozenset(
    {"localestid", "uniqueworkerid", "accredited", "workplaceid", "trainingcategory"}
)

_LEVELS = re.compile(
    r"(?i)\s*(?:[-–(:,]\s*)?\b(?:l(?:evel|vl)?\s?[1-6][a-z]?|levels? [1-6](?:\s?(?:and|&|/|"
    r"-|\+)\s?[1-6])*|"
    r"part [1-9]|module [1-9]|refresher|update|e-?learning|online|face[- ]to[- ]face|f2f|"
    r"awareness|basic|"
    r"foundation|advanced|training|course|workshop|mandatory|annual|v\d+(?:\.\d+)?|20\d\d|"
    r"of people|for practitioners|essentials?|introduction|3 year(?:ly)?|\d ?(?:yr|"
    r"year)s?(?:ly)?)\b\)?"
)


def course_of(title: str, recipe: Recipe) -> tuple[str, bool]:
    """The course a title is, and whether a person said so; `other` for what is not listed."""
    spec = TRAINING.spec("course")
    told = recipe.word("course", title)
    if told is not None:
        return spec.value_of(told) or Course.OTHER.value, True
    for said in (
        title,
        _LEVELS.sub("", title).strip(" -–:,"),
        re.sub(r"\(.*?\)", "", title).strip(),
    ):
        if said:
            found = meaning(spec, said, whole=True)
            if found is not None:
                return found.value, False
    return Course.OTHER.value, False


def kind_of_course(course: str, said: str | None) -> str | None:
    """Whether a course belongs to a role: what the file says, else what the course is."""
    if said:
        found = meaning(TRAINING.spec("course_kind"), said)
        if found is not None:
            return found.value
    if course in {each.value for each in ROLE_SPECIFIC_COURSES}:
        return CourseKind.ROLE_SPECIFIC.value
    return CourseKind.GENERAL.value


def _grouped(events: pl.DataFrame, recipe: Recipe, log: Log) -> pl.DataFrame:
    titles = {
        title: course_of(title, recipe)
        for title in events.get_column("title").unique(maintain_order=True)
    }
    others = [title for title, (course, _) in titles.items() if course == Course.OTHER]
    if others:
        log.notes.append(f"courses kept under other: {', '.join(others)}")
    courses = {title: course for title, (course, _) in titles.items()}
    said = pl.coalesce("course_kind_said", "group")
    pairs = events.select("title", said=said).unique()
    kinds = pairs.with_columns(
        course_kind=pl.Series(
            [kind_of_course(courses[title], text) for title, text in pairs.iter_rows()],
            dtype=pl.String,
        )
    )
    events = (
        events.with_columns(said=said)
        .join(kinds, on=["title", "said"], how="left", nulls_equal=True)
        .with_columns(
            course=pl.col("title").replace_strict(courses, return_dtype=pl.String),
            course_name=pl.when(pl.col("title").is_in(others)).then("title"),
            team=pl.col("team_said"),
            role=pl.col("role_said"),
        )
    )
    by = ["team", "role", "course", "course_name", "course_kind"]
    facts = ("offered", "released", "attended", "in_date")
    # A person who is listed twice for a course (a renewal) counts once, by the better row.
    each = events.group_by([*by, "person"], maintain_order=True).agg(
        pl.col("line").first(), pl.col("needs").any(), *(pl.col(name).max() for name in facts)
    )
    return (
        each.filter("needs")
        .group_by(by, maintain_order=True)
        .agg(
            pl.col("line").first(),
            required=pl.len().cast(pl.Int64),
            **{
                name: pl.when(pl.col(name).is_not_null().any()).then(
                    pl.col(name).cast(pl.Int64).sum()
                )
                for name in facts
            },
        )
    )


__all__ = [
    "STATUSES",
    "Counted",
    "about_people",
    "count_people",
    "course_columns",
    "course_of",
    "holds_personal",
    "is_people_list",
    "kind_of_course",
    "status_of",
    "tokens",
]
