"""Columns of learning logs."""

from __future__ import annotations

from collections.abc import Mapping

from data_access.importing.stages.meaning.headers.rules import DAY, LIKELY, rule

Names = Mapping[str, tuple[str, ...]]

LEARNING: Names = {
    "reference": ("lesson number", "lesson no", "learning ref", "learning number", "no", "number"),
    "origin": ("learning source", "source of learning", "came from", "where from", "type"),
    "found": ("date identified", "raised", "date raised", "identified on", "found on",
              "date logged", "date learnt"),
    "lesson": ("learning identified", "lesson learnt", "lesson learned", "key learning",
               "what we learnt", "what we learned", "lessons", "learning theme in words",
               "what did we learn", "recommendation"),
    "shared_on": ("date shared with teams", "disseminated", "date disseminated", "briefed on",
                  "when shared", "cascaded", "circulated"),
    "shared_by": ("shared via", "shared through", "how it was shared", "dissemination",
                  "how disseminated", "method of sharing", "how communicated"),
    "change": ("what have we changed", "what we changed", "change to practice", "action",
               "what did we do", "actions taken"),
    "owner": ("action owner", "action lead", "lead role", "learning owner", "responsible"),
    "changed_on": ("date action completed", "action completed", "date completed",
                   "when changed", "date of change", "implemented on", "date implemented"),
    "checked_on": ("audited on", "date of check", "date reviewed", "date of review",
                   "re-audit date", "date re-audited", "when checked"),
    "checked_by": ("how reviewed", "how was it checked", "how tested", "method of check"),
    "check_result": ("result of audit", "result of re-audit", "result of review", "what was found",
                     "impact"),
    "embedded_on": ("when embedded", "embedded?"),
}  # fmt: skip

_SHARED = "shared disseminated communicated circulated briefed cascaded dissemination sharing"
_CHECKED = "checked check reviewed review reaudit reaudited tested evaluated"

LEARNING_RULES = (
    rule("shared_by", _SHARED, "how method route through where via", may="learning was it lesson "
         "with teams has been staff we"),
    rule("shared_on", _SHARED, DAY, may="learning lesson with teams staff on was"),
    rule("embedded_on", "embedded", may=f"{DAY} learning lesson practice in"),
    rule("checked_by", _CHECKED, "how method", may="was it will be"),
    rule("check_result", _CHECKED, "result outcome finding found impact", may="of what"),
    rule("checked_on", _CHECKED, DAY, may="of impact practice learning last"),
    rule("changed_on", "changed change implemented", DAY, may="of made practice was action"),
    rule("origin_reference", "source origin case complaint audit", "reference number id", may="of"),
    rule("origin", "source origin", may="learning lesson of type where"),
    rule("found", "identified found raised logged learnt learned added", DAY,
         may="learning lesson on was"),
    rule("reference", "reference id number", may="learning lesson log unique item"),
    rule("lesson", "lesson lessons learning", may="identified learnt learned point points key what "
         "summary description detail details main we the", weight=LIKELY),
    rule("change", "change changed action did",
         may="what made taken practice as result has of we done because following response "
         "service improvement been since was", weight=LIKELY),
    rule("team", "team service locality", may="name for affected relevant which"),
)  # fmt: skip
