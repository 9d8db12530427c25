"""Columns of coproduction and engagement logs, and of lists of groups seldom heard."""

from __future__ import annotations

from collections.abc import Mapping

from data_access.importing.stages.meaning.headers.rules import DAY, LIKELY, rule

Names = Mapping[str, tuple[str, ...]]

COPRODUCTION: Names = {
    "reference": ("activity no", "activity number", "log number", "no"),
    "held": ("when", "when held", "dates", "date of activity", "date of event", "date(s)",
             "when it happened", "month", "date of engagement", "took place", "date of session"),
    "title": ("what we did", "what we did and who with", "what", "activity description",
              "engagement", "engagement activity", "project", "description", "what happened",
              "engagement description", "what was done", "topic", "name of activity",
              "project name", "event name"),
    "groups": ("who with", "who we spoke to", "audience", "people involved group",
               "who was involved", "group involved", "stakeholders", "who", "who we heard from",
               "who came", "who was there", "who attended",
               "attended by", "cohort", "who we worked with"),
    "method": ("how we did it", "approach", "engagement method", "type", "activity type",
               "how people were involved", "engagement type"),
    "people": ("how many", "number attended", "numbers", "attendees", "number taking part",
               "no of people", "people", "headcount"),
    "level": ("ladder level", "ladder of participation", "level of participation",
              "level of coproduction", "degree of involvement", "rung", "ladder step",
              "step on the ladder", "tlap level", "tlap ladder"),
    "said": ("what people told us", "what people said", "you said", "what we heard",
             "what they told us", "people told us", "findings", "key points", "views"),
    "changed": ("what we did about it", "we did", "what changed as a result", "our response",
                "what we did next", "action", "difference made", "impact",
                "what happened next", "so what"),
    "changed_on": ("when changed", "changed when"),
    "heard_back": ("how/when we fed back", "when we fed back", "fed back on",
                   "date of feedback", "feedback given", "how we fed back", "loop closed on"),
    "owner": ("contact lead", "lead role", "organiser", "led by", "lead team", "who led"),
    "result": ("did it change anything", "changed?", "result of activity"),
}  # fmt: skip

SELDOM_HEARD: Names = {
    "group": ("seldom heard group", "people", "who", "name"),
    "why": ("why seldom heard", "barriers", "barrier"),
    "named_in": ("named where", "evidence", "strategy"),
    "adults": ("adults in the area", "estimated adults", "number of adults", "how many"),
}  # fmt: skip

_ACTIVITY = "activity event session engagement coproduction meeting workshop involvement of"

COPRODUCTION_RULES = (
    rule("heard_back", "feedback fed told", f"{DAY} back", may="people participants we were given "
         "of to on group"),
    rule("changed_on", "changed change implemented", DAY, may="of made was"),
    rule("held", DAY, may=f"{_ACTIVITY} held took place happened start was"),
    rule("level", "level ladder rung step degree", may="participation involvement coproduction "
         "engagement tlap of arnstein influence"),
    rule("method", "method approach format technique how type", may=f"{_ACTIVITY} used we did "
         "people were involved it was engaged"),
    rule("people", "number many attendees attendance participants headcount total",
         may="people attended involved took part of taking attending how residents"),
    rule("groups", "who group groups participants communities audience",
         may="involved with people attended took part was were represented of target from"),
    rule("said", "said told heard feedback views messages", may="what people you us they key main "
         "themes summary of was were from", weight=LIKELY),
    rule("changed", "changed did difference change action actions", may="what we as result our "
         "happened next since about it taken made has of you been response", weight=LIKELY),
    rule("title", "activity event session engagement project", may="name title description of "
         "coproduction what"),
    rule("owner", "lead owner organiser", may="officer role team service activity name"),
    rule("shaped", "shaped influenced informed strategy", may="what it board service policy or "
         "was has"),
    rule("reference", "reference id number", may=f"{_ACTIVITY} log unique"),
)  # fmt: skip
