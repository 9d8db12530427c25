"""Columns of audit tools and of logs of practice reviews."""

from __future__ import annotations

from collections.abc import Mapping

from data_access.importing.stages.meaning.headers.rules import DAY, LIKELY, rule

Names = Mapping[str, tuple[str, ...]]

AUDIT: Names = {
    "reference": ("audit number", "audit no", "record", "form id", "submission id", "audit ref",
                  "response id", "audit identifier", "review ref", "review no", "observation ref"),
    "audited": ("date completed", "completed", "date of audit", "audit completed",
                "date of case audit", "completed on", "audit date completed", "submitted",
                "date submitted", "completion date", "completion time", "date of review",
                "review date", "date reviewed", "date of observation"),
    "team": ("team audited", "worker's team", "team of worker", "service area", "locality",
             "department", "team reviewed", "team observed"),
    "practice_area": ("case type", "audit type", "type of audit", "theme of audit",
                      "audit theme", "tool",
                      "audit category", "area audited", "type", "focus", "type of review",
                      "review type", "type of case", "audit form", "form"),
    "auditor_grade": ("overall grade", "overall rating", "overall judgement", "final grade",
                      "auditor judgement", "auditors judgement", "audit judgement", "auditor "
                      "grade", "auditors rating", "grade awarded", "overall outcome",
                      "overall", "overall audit grade", "grade given", "overall score",
                      "judgement", "auditor's overall grade", "audit grade", "audit rating",
                      "audit outcome"),
    "moderator_grade": ("moderated grade", "moderated", "moderation grade", "grade after "
                        "moderation", "moderated rating", "moderator's rating",
                        "moderation outcome", "moderated judgement"),
    "fed_back": ("feedback given", "date of feedback", "feedback to worker", "feedback on"),
}  # fmt: skip

# Columns that are no fields.
AUDIT_FILE: Names = {"none": ("audit month", "month")}  # fmt: skip

_GRADE = "grade grading rating judgement"
_WORK = "audit case practice quality work file record review observation of"

AUDIT_RULES = (
    rule("moderator_grade", "moderator moderated moderation", f"{_GRADE} score outcome decision",
         may=f"{_WORK} overall final agreed after"),
    rule("", "moderator moderated moderation", may=f"{_WORK} {DAY} comments by yes no"),
    rule("auditor_grade", _GRADE, may=f"{_WORK} auditor overall final awarded given self how would "
         "you this piece what is", weight=LIKELY),
    rule("re_audit_of", "reaudit followup", may="of previous audit reference original"),
    rule("fed_back", "feedback fed shared discussed", f"{DAY} given back",
         may="worker practitioner team manager with to outcome result audit", weight=LIKELY),
    rule("audited", "audit audited review reviewed observation observed submitted", DAY,
         may="of case file completed practice work"),
    rule("reference", "reference id number", may="audit review observation form record unique "
         "submission response system"),
    rule("practice_area", "type area theme focus tool category topic form", "audit practice review "
         "case work observation", may="of file what is this"),
    rule("team", "team service locality department hub",
         may="name audited reviewed observed worker practitioner which belong does the of area is "
         "in responsible allocated"),
    rule("voice_sought", "voice feedback views contacted consulted spoken asked",
         may="person persons adult adults carer family service user sought gained obtained was "
         "from gathered with or their were and representative yes no y n"),
)  # fmt: skip
