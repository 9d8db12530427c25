"""The catalogue: every exhibit by its registered name, built from records, filters and a view.

Pages, permanent links, board mode and packs all ask here, so the same request gives the same
exhibit everywhere. What was built is kept with the records it was built from: it is never stale,
and a page that is looked at again costs no sums.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol

import polars as pl

from components.exhibits.address import day_in_address
from components.exhibits.audits import grades as audits
from components.exhibits.audits import moderation as audits_moderation
from components.exhibits.audits import repeats as audits_repeats
from components.exhibits.audits import sample as audits_sample
from components.exhibits.changes import freshness, what_changed
from components.exhibits.complaints import changed as complaints_changed
from components.exhibits.complaints import subjects as complaints_subjects
from components.exhibits.complaints import times as complaints_times
from components.exhibits.complaints import volume as complaints
from components.exhibits.coproduction import participation as coproduction
from components.exhibits.coproduction import results as coproduction_answers
from components.exhibits.exhibit import Exhibit
from components.exhibits.filters import DEFAULT_PERIOD, Filters
from components.exhibits.findings import coding_review, evidence_balance
from components.exhibits.learning import learning_loop, lessons_checked
from components.exhibits.memo import memo
from components.exhibits.ombudsman import upheld as ombudsman
from components.exhibits.plan import innovation
from components.exhibits.plan import progress as plan
from components.exhibits.plan import shortfalls as plan_gaps
from components.exhibits.ratings import overall_score, peers, score_history, statement_scores
from components.exhibits.themes import balance as themes
from components.exhibits.training import access as training
from components.exhibits.training import duties as training_duties
from components.exhibits.training import grid as training_grid
from components.exhibits.training import staff_voice, workforce_routes
from components.exhibits.view import View
from vocabulary.audience import AUDIENCES
from vocabulary.wording import long_date


class Records(Protocol):
    """What exhibits are built from: a snapshot of a council's records."""

    def __getitem__(self, name: str, /) -> pl.DataFrame:
        """The frame of a dataset."""
        ...

    @property
    def peers(self) -> Mapping[str, pl.DataFrame]:
        """What is published about other councils, by dataset."""
        ...

    @property
    def councils(self) -> pl.DataFrame:
        """Councils with records."""
        ...

    @property
    def framework(self) -> Any:
        """The regulator's framework: `frame()` and `statement(id)`."""
        ...

    @property
    def held(self) -> pl.DataFrame:
        """How much of each dataset there is, and until when."""
        ...

    def as_known(self, day: date, /) -> Records:
        """The same council's records as known at the end of a day."""
        ...

    @property
    def memo(self) -> MutableMapping[Any, Any]:
        """Where things worked out from these records are kept for as long as they are."""
        ...


@dataclass(frozen=True)
class ExhibitRequest:
    """What is asked of the records: an exhibit by key, and what narrows it. statement: for the
    exhibits of one quality statement. size, seed: for the audit sample. board: the day of the last
    board, for what changed since (None: the end of the month three months back)."""

    exhibit: str
    filters: Filters
    statement: str = ""
    size: int = 20
    seed: str = ""
    board: date | None = None


Build = Callable[[Records, ExhibitRequest, View], Exhibit]


@dataclass(frozen=True)
class Entry:
    """Where an exhibit stands and how it is built.

    page: the address of the page it belongs to. public: all it holds is fit for the public, small
    numbers hidden. of_statement: it needs a quality statement.
    """

    page: str
    build: Build
    public: bool = True
    of_statement: bool = False


class NotForPublicError(Exception):
    """The exhibit is never shown to the public, because not all of its small numbers are hidden."""


def names_of_themes(records: Records) -> dict[str, str]:
    """Name by theme."""
    return memo(
        records,
        "names of themes",
        lambda: dict(records["theme"].select("theme", "name").iter_rows()),
    )


def _statements(records: Records) -> pl.DataFrame:
    frame: pl.DataFrame = records.framework.frame()
    return frame


def _history(records: Records, asked: ExhibitRequest, view: View) -> Exhibit:
    statement = records.framework.statement(asked.statement)
    return score_history.score_history(records["score"], statement.id, statement.name, view)


def _changed(records: Records, asked: ExhibitRequest, view: View) -> Exhibit:
    month = pl.Series([view.today.replace(day=1)])
    since: date = asked.board or month.dt.offset_by("-2mo").dt.offset_by("-1d")[0]
    earlier = records.as_known(since)
    compared = ("score", "finding", "learning", "action", "complaint")
    return what_changed.changed_since(
        {name: earlier[name] for name in compared},
        {name: records[name] for name in compared},
        (earlier.held, records.held),
        _statements(records),
        since,
        view,
    )


_CODED = (
    "finding", "complaint", "compliment", "audit", "learning", "coproduction", "action",
    "innovation",
)  # fmt: skip


def _on_theme(
    build: Callable[[Mapping[str, pl.DataFrame], pl.DataFrame, Filters, View], Exhibit],
) -> Build:
    return lambda records, asked, view: build(
        {name: records[name] for name in _CODED}, records["theme"], asked.filters, view
    )


def _sample(records: Records, asked: ExhibitRequest, view: View) -> Exhibit:
    following = pl.Series([view.today.replace(day=1)]).dt.offset_by("1mo")[0]
    return audits_sample.audit_sample(
        records["audit"],
        records["indicator"],
        asked.filters,
        view,
        size=asked.size,
        seed=asked.seed.strip() or f"{following:%Y-%m}",
    )


def _of(dataset: str, build: Callable[[pl.DataFrame, Filters, View], Exhibit]) -> Build:
    return lambda records, asked, view: build(records[dataset], asked.filters, view)


def _figures(build: Callable[[pl.DataFrame, View], Exhibit]) -> Build:
    return lambda records, asked, view: build(records["ombudsman"], view)


CATALOGUE: dict[str, Entry] = {
    # Where the council stands
    "overall_score": Entry(
        "overview",
        lambda r, a, v: overall_score.overall_score(r["score"], _statements(r), v),
    ),
    "evidence_balance": Entry(
        "overview",
        lambda r, a, v: evidence_balance.evidence_balance(r["finding"], r["theme"], v),
    ),
    "peer_overall": Entry(
        "overview",
        lambda r, a, v: peers.peer_overall(
            r["score"], r.peers["score"], _statements(r), r.councils, v
        ),
    ),
    "peer_statements": Entry(
        "overview",
        lambda r, a, v: peers.peer_statements(r["score"], r.peers["score"], _statements(r), v),
    ),
    "freshness": Entry("overview", lambda r, a, v: freshness.freshness(r.held, v)),
    "what_changed": Entry("overview", _changed, public=False),
    "statement_scores": Entry(
        "statements",
        lambda r, a, v: statement_scores.statement_scores(r["score"], _statements(r), v),
    ),
    "themes_statements": Entry(
        "themes",
        lambda r, a, v: themes.themes_statements(
            {"finding": r["finding"], "theme": r["theme"]}, _statements(r), v
        ),
        public=False,
    ),
    "theme_balance": Entry("theme", _on_theme(themes.theme_balance), public=False),
    "theme_timeline": Entry("theme", _on_theme(themes.theme_timeline), public=False),
    "score_history": Entry("statement", _history, of_statement=True),
    "coding_review": Entry(
        "evidence", lambda r, a, v: coding_review.coding_review(r["finding"], v), public=False
    ),
    # Learning and training
    "training_gap": Entry("learning", _of("training", training.training_gap)),
    "training_access": Entry("learning", _of("training", training.training_access)),
    "training_duties": Entry("learning", _of("training", training_duties.training_duties)),
    "training_grid": Entry("learning", _of("training", training_grid.training_grid)),
    "staff_voice": Entry("learning", _of("staff_voice", staff_voice.staff_voice)),
    "workforce_progress": Entry(
        "learning", _of("workforce_route", workforce_routes.workforce_progress)
    ),
    "workforce_routes": Entry(
        "learning", _of("workforce_route", workforce_routes.workforce_routes)
    ),
    # Complaints and the ombudsman
    "complaints_volume": Entry("complaints", _of("complaint", complaints.complaints_volume)),
    "complaints_timeliness": Entry(
        "complaints", _of("complaint", complaints_times.complaints_timeliness)
    ),
    "complaints_outcomes": Entry(
        "complaints", _of("complaint", complaints_subjects.complaints_outcomes)
    ),
    "complaints_themes": Entry(
        "complaints",
        lambda r, a, v: complaints_subjects.complaints_themes(
            r["complaint"], names_of_themes(r), a.filters, v
        ),
    ),
    "complaints_teams": Entry("complaints", _of("complaint", complaints_subjects.complaints_teams)),
    "complaints_compliments": Entry(
        "complaints",
        lambda r, a, v: complaints.complaints_compliments(
            r["complaint"], r["compliment"], a.filters, v
        ),
    ),
    "complaints_changed": Entry(
        "complaints",
        lambda r, a, v: complaints_changed.complaints_changed(
            r["complaint"], r["learning"], a.filters, v
        ),
        public=False,  # a line a case: with dates it could tell whose it is
    ),
    "ombudsman_upheld": Entry("complaints", _figures(ombudsman.ombudsman_upheld)),
    "ombudsman_expected": Entry("complaints", _figures(ombudsman.ombudsman_expected)),
    "ombudsman_remedies": Entry("complaints", _figures(ombudsman.ombudsman_remedies)),
    "ombudsman_funnel": Entry(
        "complaints",
        lambda r, a, v: ombudsman.ombudsman_funnel(r["ombudsman"], r.peers["ombudsman"], v),
    ),
    # Practice quality
    "learning_loop": Entry("practice", _of("learning", learning_loop.learning_loop), public=False),
    "learning_not_evidenced": Entry(
        "practice", _of("learning", learning_loop.learning_not_evidenced), public=False
    ),
    "lessons_checked": Entry(
        "review", _of("learning", lessons_checked.lessons_checked), public=False
    ),
    "audit_repeats": Entry(
        "practice",
        lambda r, a, v: audits_repeats.audit_repeats(
            r["audit"], r["learning"], names_of_themes(r), a.filters, v
        ),
        public=False,
    ),
    "audit_grades": Entry("practice", _of("audit", audits.audit_grades), public=False),
    "audit_teams": Entry("practice", _of("audit", audits.audit_teams), public=False),
    "audit_areas": Entry("practice", _of("audit", audits.audit_areas), public=False),
    "audit_voice": Entry("practice", _of("audit", audits.audit_voice), public=False),
    "audit_moderation": Entry(
        "practice", _of("audit", audits_moderation.audit_moderation), public=False
    ),
    "audit_sample": Entry("practice", _sample, public=False),
    # Coproduction
    "coproduction_levels": Entry(
        "coproduction", _of("coproduction", coproduction.coproduction_levels), public=False
    ),
    "coproduction_voices": Entry(
        "coproduction",
        lambda r, a, v: coproduction.coproduction_voices(
            r["coproduction"], r["seldom_heard"], a.filters, v
        ),
        public=False,
    ),
    "coproduction_shaped": Entry(
        "coproduction", _of("coproduction", coproduction.coproduction_shaped), public=False
    ),
    "coproduction_changed": Entry(
        "coproduction",
        _of("coproduction", coproduction_answers.coproduction_changed),
        public=False,
    ),
    "coproduction_answers": Entry(
        "coproduction",
        _of("coproduction", coproduction_answers.coproduction_answers),
        public=False,
    ),
    # The plan
    "plan_statements": Entry(
        "plan",
        lambda r, a, v: plan.plan_statements(r["action"], _statements(r), a.filters, v),
        public=False,
    ),
    "plan_owners": Entry("plan", _of("action", plan.plan_owners), public=False),
    "plan_burn_up": Entry("plan", _of("action", plan.plan_burn_up), public=False),
    "plan_due": Entry(
        "plan",
        lambda r, a, v: plan.plan_due(r["action"], _statements(r), a.filters, v),
        public=False,
    ),
    "plan_without_evidence": Entry(
        "plan",
        lambda r, a, v: plan.plan_without_evidence(r["action"], _statements(r), a.filters, v),
        public=False,
    ),
    "plan_shortfalls": Entry(
        "plan",
        lambda r, a, v: plan_gaps.plan_shortfalls(
            r["finding"], r["learning"], r["action"], _statements(r), a.filters, v
        ),
        public=False,
    ),
    "innovation": Entry("plan", _of("innovation", innovation.innovation), public=False),
}


def exhibit(records: Records, asked: ExhibitRequest, view: View) -> Exhibit:
    """The exhibit of a request, built once for the same records, request and view.

    Raises KeyError for a name that is not in the catalogue, NotForPublicError where the audience is
    the public and not all it holds is fit for it.
    """
    entry = CATALOGUE[asked.exhibit]
    if view.audience == "public" and not entry.public:
        raise NotForPublicError(asked.exhibit)
    return memo(
        records,
        (asked, view),
        lambda: replace(entry.build(records, asked, view), address=address_of(asked, view)),
    )


def address_of(asked: ExhibitRequest, view: View) -> dict[str, str]:
    """What asks for an exhibit in an address, for `/exhibit` and the pages' filters alike."""
    filters = asked.filters
    parameters = {
        "show": asked.exhibit,
        "council": view.council,
        "as_at": day_in_address(view.today) if view.as_at else "",
        "audience": AUDIENCES[view.audience] if view.audience == "public" else "",
        "period": filters.period if filters.period != DEFAULT_PERIOD else "",
        "team": filters.team or "",
        "about": filters.theme_name or "",
    }
    if CATALOGUE[asked.exhibit].of_statement:
        parameters["statement"] = asked.statement
    if asked.exhibit == "audit_sample":
        parameters |= {"sample": str(asked.size), "seed": asked.seed}
    if asked.board:
        parameters["board"] = long_date(asked.board)
    return {name: value for name, value in parameters.items() if value}


@dataclass(frozen=True)
class Showing:
    """Exhibits of one page: the same records, filters and view for all of them.

    `showing("complaints_volume")` gives the exhibit; `may("plan_due")` says whether this audience
    may see one at all.
    """

    records: Records = field(repr=False)
    filters: Filters
    view: View
    statement: str = ""

    def __call__(self, key: str, **narrowed: Any) -> Exhibit:
        """The exhibit of a key; see `exhibit` for what it raises."""
        asked = ExhibitRequest(key, self.filters, self.statement)
        return exhibit(self.records, replace(asked, **narrowed), self.view)

    def may(self, key: str) -> bool:
        """Whether the view's audience may see the exhibit."""
        return self.view.audience == "internal" or CATALOGUE[key].public
