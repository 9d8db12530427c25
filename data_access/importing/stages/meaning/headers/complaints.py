"""Columns of complaints logs, of systems for complaints, and of lists of compliments."""

from __future__ import annotations

from collections.abc import Mapping

from data_access.importing.stages.meaning.headers.rules import DAY, LIKELY, rule

Names = Mapping[str, tuple[str, ...]]

COMPLAINT: Names = {
    "reference": ("case", "complaint ref", "complaint number", "complaint no", "case no",
                  "our ref", "feedback ref", "urn", "unique reference", "complaint reference",
                  "case reference", "log number", "record id", "ref no", "enquiry ref",
                  "ticket number", "sr number", "service request number", "council ref"),
    "received": ("date rec'd", "date in", "complaint received", "received on", "date logged",
                 "date complaint received", "date of complaint", "complaint date", "opened",
                 "start date", "stage 1 received", "date made", "log date", "date raised",
                 "created", "date created", "created on", "in", "date of contact",
                 "date of receipt"),
    "acknowledged": ("ack sent", "ack date", "date ack sent", "acknowledgement sent",
                     "ack'd", "acknowledged on", "date of acknowledgement", "ack",
                     "acknowledgement letter sent", "acknowledgement due and sent"),
    "answer_due": ("target", "reply due", "response target", "due", "response due date",
                   "target response date", "deadline date", "due by", "answer due by",
                   "timescale date", "target completion date", "agreed timescale", "due out",
                   "respond by", "reply by"),
    "responded": ("resp date", "response sent", "response", "reply", "final reply",
                  "date of reply", "reply sent", "replied",
                  "date closed", "closed date", "date completed", "completed",
                  "final response", "final response date", "response issued", "date resolved",
                  "resolved", "answered", "date answered", "responded on", "closed on",
                  "date of final response", "outcome date", "date of outcome", "date out",
                  "resolved on", "out"),
    "channel": ("received by", "received via", "how made", "method of contact", "contact route",
                "origin", "route in", "manner received", "method received"),
    "team": ("directorate team", "team responsible", "responsible team", "team involved",
             "team complained about", "service complained about", "area", "locality",
             "department team", "division", "unit", "department"),
    "themes": ("nature", "complaint type", "complaint about", "issue", "complaint category",
               "reason", "reason for complaint", "topic", "cause", "root cause",
               "type of issue",
               "subject of complaint", "complaint theme"),
    "outcome": ("decision", "conclusion", "complaint decision", "outcome of complaint",
                "upheld", "upheld?", "upheld or not", "finding", "final outcome", "result",
                "investigation outcome", "complaint finding", "o/c", "closure reason"),
    "ombudsman_referred": ("lgsco involved", "went to ombudsman", "gone to lgsco",
                           "lgsco referral", "ombudsman?", "referred to lgsco",
                           "ombudsman involvement", "escalated to lgsco", "lgsco y/n"),
    "ombudsman_decided": ("lgsco decision on", "ombudsman decision date",
                          "date of ombudsman decision", "lgsco decided", "lgsco date",
                          "date of lgsco decision", "decision date lgsco", "ombudsman date"),
    "ombudsman_outcome": ("lgsco finding", "ombudsman finding", "ombudsman result",
                          "lgsco decision outcome", "ombudsman decision outcome",
                          "lgsco final decision"),
    "remedy_due": ("remedy due by", "remedies due", "remedy due date", "actions due by"),
    "remedied": ("remedies done", "remedy done", "remedy completed on", "remedy date done",
                 "remedies completed"),
}  # fmt: skip

# Columns that are no fields, by what they say.
COMPLAINT_FILE: Names = {
    "stage": ("stage", "complaint stage", "stage of complaint", "current stage",
              "process stage", "procedure stage", "level of complaint", "complaint level"),
    "kind": ("type", "feedback type", "record type", "contact type", "case type",
             "type of contact", "type of feedback", "category of feedback", "classification",
             "type of case", "complaint or compliment", "category of contact", "contact category",
             "feedback category", "case category", "procedure", "process"),
    "status": ("status", "case status", "current status", "complaint status", "open or closed",
               "open/closed", "status reason", "state"),
    "revised": ("extended to", "extension agreed to", "extended due date", "revised due date",
                "new due date", "new deadline", "extension date", "revised target date"),
}  # fmt: skip

COMPLIMENT: Names = {
    "month": ("date received", "received date", "received on", "date logged", "date of compliment",
              "compliment date", "date in", "when", "date given"),
    "received": ("compliments received", "no of compliments", "compliments",
                 "count of compliments", "volume", "no."),
    "theme": ("themes", "nature", "type of compliment", "compliment type", "about", "reason",
              "nature of compliment", "compliment category", "topic"),
}  # fmt: skip

_CASE = ("complaint case complainant customer council adult adults social care asc stage "
         "statutory formal full final initial first written log number letter email sent issued "
         "given actual official to")  # fmt: skip
_DUE = "due target deadline timescale timeframe"
_OMBUDSMAN = "ombudsman"

COMPLAINT_RULES = (
    rule("", "acknowledged", _DUE, may=f"{_CASE} {DAY} agreed"),
    rule("ombudsman_decided", _OMBUDSMAN, "decision decided determination outcome final", DAY,
         may=_CASE),
    rule("ombudsman_outcome", _OMBUDSMAN, "decision outcome finding result determination verdict",
         may=f"{_CASE} category"),
    rule("ombudsman_referred", _OMBUDSMAN,
         "referred referral escalated involved contacted went gone taken approached escalation "
         "involvement y/n", may=f"{_CASE} yes no y n has was"),
    rule("", _OMBUDSMAN, "received reference notified enquiry fee remedy officer contact made "
         "started response", may=f"{_CASE} {DAY} {_DUE} decision our"),
    rule("remedy_due", "remedy remedies", _DUE, may=f"{DAY} agreed"),
    rule("remedied", "remedy remedies", f"completed done implemented delivered paid {DAY}",
         may=DAY),
    rule("acknowledged", "acknowledged", may=f"{_CASE} {DAY}"),
    rule("revised", "revised extended extension renegotiated amended new",
         f"{_DUE} {DAY} response reply", may=f"{_CASE} agreed"),
    rule("answer_due", _DUE, may=f"{_CASE} {DAY} response reply answer agreed original resolution "
         "closure close respond resolve"),
    rule("responded", "response responded reply replied answer answered respond",
         may=f"{_CASE} {DAY} closed completed provided"),
    rule("responded", "closed close closure resolved resolution completed concluded finalised "
         "finished ended", may=f"{_CASE} {DAY}", weight=LIKELY),
    rule("responded", "decision decided determination", DAY, may=_CASE, weight=0.7),
    rule("received", "received logged opened raised created registered made submitted reported "
         "lodged receipt", may=f"{_CASE} {DAY}", weight=LIKELY),
    rule("reference", "reference id urn number", may="complaint case our council unique system "
         "feedback record respond icasework log crm"),
    rule("outcome", "outcome decision finding conclusion determination verdict adjudication",
         may="complaint case stage investigation final overall code category of upheld response "
         "council formal result reached made"),
    rule("outcome", "closed closure close resolution resolved", "reason code outcome",
         may="complaint case", weight=LIKELY),
    rule("channel", "method channel manner mode route medium how", may="received complaint contact "
         "made receipt communication access intake customer of was"),
    rule("kind", "type category kind classification", "contact feedback case record enquiry "
         "representation", may="of main"),
    rule("team", "team service locality department area division unit", may="name responsible "
         "involved concerned complaint about owning handling adult adults social care subject"),
    rule("themes", "theme themes category nature subject issue reason topic cause", may="complaint "
         "main primary root sub secondary of key type"),
)  # fmt: skip

COMPLIMENT_RULES = (
    rule("month", f"{DAY} month", may="received logged compliment given of"),
    rule("team", "team service locality department area division unit",
         may="name complimented compliment thanked about of"),
    rule("theme", "theme category nature subject topic reason", may="compliment main of"),
)  # fmt: skip
