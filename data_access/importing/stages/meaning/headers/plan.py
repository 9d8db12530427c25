"""Columns of improvement plans, action trackers and registers of pilots."""

from __future__ import annotations

from collections.abc import Mapping

from data_access.importing.stages.meaning.headers.rules import DAY, LIKELY, rule

Names = Mapping[str, tuple[str, ...]]

ACTION: Names = {
    "reference": ("action no", "no", "number", "item", "action id", "plan ref", "ref no", "rec ref",
                  "rec no", "task id", "recommendation number", "s/n", "#"),
    "action": ("what we will do", "actions", "improvement action", "action required",
               "objective", "what are we going to do", "improvement", "deliverable",
               "recommendation", "activity", "we will", "key action", "task name", "action title",
               "title", "what needs to happen", "what do we need to do", "smart action"),
    "statement": ("theme / cqc statement", "cqc quality statement", "cqc theme", "qs",
                  "theme cqc statement", "quality statement area", "cqc area", "workstream"),
    "owner": ("sro / lead", "sro", "who", "action owner", "responsible", "lead role",
              "responsible lead", "accountable lead", "by whom", "person responsible",
              "accountable officer", "lead / sro", "who will do it", "assigned to"),
    "opened": ("start", "started", "from", "date raised", "start month", "date opened",
               "date added", "begin", "date set", "created date"),
    "due": ("end", "end date", "target", "complete by", "timescale", "target completion",
            "finish", "by", "completion due", "due by", "planned end", "delivery date",
            "target completion date", "milestone", "when by", "timeframe", "original due date"),
    "closed": ("date completed", "actual completion", "closed on", "completed on",
               "actual end", "date of completion", "completion date actual", "completed date",
               "actual finish"),
    "progress": ("latest position", "narrative", "commentary", "status update", "notes",
                 "update notes", "progress to date", "current position", "progress notes",
                 "progress / update", "highlights", "how it is going", "where are we now"),
    "impact": ("evidence / measure of impact", "measure of impact", "impact evidence",
               "evidence of impact", "outcomes", "difference made", "what difference",
               "impact achieved", "outcome achieved"),
    "answers": ("finding ref", "links to finding",),
    "answers_kind": ("origin", "where from", "source of action"),
}  # fmt: skip

# Columns that are no fields, by what they say. What success would be is no evidence of it.
ACTION_FILE: Names = {
    "rag": ("rag", "rag status", "brag", "status", "rag rating", "action status",
            "progress rag",
            "current status", "delivery confidence", "brag status", "overall status"),
    "revised": ("revised due date", "revised target date", "revised date", "revised deadline",
                "extended to", "new due date", "revised due", "revised completion date",
                "revised timescale", "forecast completion", "forecast date", "current due date"),
    "none": ("success measure", "success measures", "measure of success", "how we will know",
             "success criteria", "intended outcome", "desired outcome", "expected outcome",
             "intended impact", "planned impact", "outcome measure", "evidence required"),
}  # fmt: skip

INNOVATION: Names = {
    "reference": ("no", "number", "item"),
    "name": ("innovation", "pilot", "study", "activity", "what"),
    "partner": ("who with", "partner agency", "working with"),
    "started": ("start", "began", "from", "date started"),
    "stage": ("rag", "current stage", "progress"),
    "showed": ("outcome", "impact", "evaluation", "learning", "what it showed"),
}  # fmt: skip

_PLAN = "action task item plan improvement cqc recommendation agreed for to be"
_DUE = "due target deadline timescale timeframe milestone"

ACTION_RULES = (
    rule("", "success intended desired expected planned", "measure outcome impact criteria "
         "benefit evidence result", may="of key kpi"),
    rule("revised", "revised extended extension amended new forecast current",
         f"{_DUE} {DAY} completion end finish", may=_PLAN),
    rule("due", _DUE, may=f"{_PLAN} {DAY} original planned completion complete end delivery "
         "finish initial baseline"),
    rule("due", "planned expected anticipated original estimated proposed",
         "completion end finish delivery complete", may=f"{_PLAN} {DAY}"),
    rule("closed", "closed completed complete completion finished delivered achieved closure",
         f"{DAY} actual", may=_PLAN),
    rule("", "review next", DAY, may=f"{_PLAN} of next review planned"),  # a day to come
    rule("progress_on", "update updated progress position note", f"{DAY} last",
         may=f"{_PLAN} of latest"),
    rule("opened", "start started opened agreed raised added created begun commenced identified "
         "set logged begin", may=f"{_PLAN} {DAY} actual", weight=LIKELY),
    rule("progress", "progress update position commentary narrative comments notes",
         may=f"{_PLAN} latest current monthly quarterly status against delivery summary month "
         "date this period and"),
    rule("impact", "impact evidence difference", may="of outcome made achieved evidenced what has "
         "been is measure people on completion and file link location"),
    rule("owner", "owner lead responsible accountable sro officer who sponsor",
         may=f"{_PLAN} role title job post agency service delivery senior person name director"),
    rule("reference", "reference id number", may=f"{_PLAN} unique line serial sar objective"),
    rule("statement", "statement", may="cqc quality theme name number link linked saf relevant "
         "framework we"),
    rule("action", "action task recommendation activity improvement deliverable commitment step",
         may="name description title required planned detail details what key agreed taken we "
         "will do smart take needed proposed specific"),
    rule("answers_kind", "source origin", may=f"{_PLAN} type category of where from"),
    rule("team", "team service locality department", may=f"{_PLAN} name responsible involved area"),
)  # fmt: skip
