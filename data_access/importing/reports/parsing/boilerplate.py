"""What a saved page carries beside the report, recognised by its words.

Only whole lines count, so no sentence of a finding can be taken for boilerplate.
"""

from __future__ import annotations

import re
from typing import Literal

from data_access.importing.reports.files.characters import folded
from data_access.importing.reports.parsing.statement_names import is_theme, recognise_statement

Boilerplate = Literal["end", "turn", "sure", "likely"]

_END = re.compile(
    r"^(?:©|\(c\)|copyright)\s*(?:\d{4}\s*)?(?:the )?care quality commission(?:\s*\d{4})?\.?$|"
    r"^all (?:content|rights reserved).{0,80}care quality commission.{0,20}$"
)
_TURN = re.compile(r"^(?:previous|next)(?: page| section)?$")
_TURN_NAMED = re.compile(r"^(?:previous|next)(?: page| section)?\s*[-:>]?\s+(?P<rest>.{1,120})$")


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("^(?:" + "|".join(patterns) + ")$")


# Never part of a report, wherever they stand.
_SURE = _any_of(
    r"back to (?:the )?(?:top|start)(?: of page)?",
    r"(?:return|go|up) to (?:the )?top(?: of (?:the )?page)?",
    r"print(?: (?:this|the) (?:page|report)| page)?",
    r"(?:save|email|share) (?:this|the) (?:page|report|article)",
    r"share (?:this )?(?:page )?(?:on|via|by|with) .{1,40}",
    r"(?:x|twitter) \(formerly twitter\)",
    r"follow us(?: on .{1,30})?",
    r"skip to (?:main )?(?:content|navigation|search)",
    r"(?:main |open |close |hide |show )?(?:menu|navigation)",
    r"(?:search (?:the |this )?(?:site|website|cqc)|enter your search.{0,30})",
    r"you are here:?|breadcrumbs?",
    r"downloads(?: \(?pdf.{0,30})?|download (?:this|the|full) (?:page|report|document).{0,30}",
    r"(?:full )?(?:pdf|word) ?version.{0,30}",
    r"(?:on this page|in this (?:section|report|guide)|table of contents|page contents|"
    r"(?:skip )?guide navigation.{0,20}):?",
    r"(?:accept|reject|allow|manage|set|save|view|change|hide|decline|essential)"
    r"(?: (?:all|my|additional|analytics|your|only|necessary|essential))*"
    r" cookies?(?: (?:settings|preferences|message|policy|only))?",
    r"cookies?(?: (?:policy|settings|preferences|on (?:this site|cqc\.org\.uk|our website)"
    r"|statement))?",
    r"(?:we|this (?:site|website)|our website) uses? (?:some )?(?:essential )?cookies.{0,200}",
    r"(?:we'd|we would) (?:also )?like to (?:set|use) .{0,40}cookies.{0,200}",
    r"(?:you have|you've) (?:accepted|rejected) .{0,40}cookies.{0,120}",
    r"tell us whether you accept cookies",
    r"hide this message",
    r"help us improve this page|report a problem with this page",
    r"(?:is|was|did you find) this page (?:useful|helpful)\??",
    r"opens in (?:a )?new (?:window|tab)",
    r"all rights reserved\.?",
    r"page \d{1,4} of \d{1,4}",
    r"\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}(?: .{0,120})?",
    r"https?://\S{1,300}(?: \d{1,4}/\d{1,4})?",
    r"(?:expand|collapse|open|close|show|hide) all(?: sections?)?",
    r"care quality commission|cqc(?: logo)?|cqc - care quality commission",
    r"the independent regulator of health and (?:adult )?social care in england\.?",
    r"theme area score",
)
# Words a menu or footer is made of, which a list of findings might hold too.
_LIKELY = _any_of(
    r"print|save|email|share|search|home|media|news|close|ok|got it|dismiss|image|listen|play",
    r"(?:facebook|twitter|linkedin|x|youtube|instagram|whatsapp|copy link|bluesky)",
    r"downloads?|contents|toggle.{0,20}|advertisement|loading\.*|page \d{1,4}",
    r"(?:related|see also|more (?:on|about) this|useful)(?: (?:links|pages|content))?:?",
    r"categor(?:y|ies)(?: media)?|tags:?",
    r"(?:sign|log) ?(?:in|out|up)|register|subscribe|my account|maybe|yes|no",
    r"(?:contact us|about us|accessibility(?: statement)?|privacy(?: (?:policy|notice|statement))?"
    r"|terms(?: and conditions| of use)?|freedom of information|careers|jobs|sitemap|site map|"
    r"legal|modern slavery statement|using cqc data|give (?:us )?feedback|report a problem)",
    r"(?:services|guidance for providers|guidance|publications|care services|"
    r"local authority assessment reports|find (?:care|and compare services))",
    r"www\.\S{1,200}",
    r"theme|area|quality statement|area score",
)
_LONGEST = 320


def boilerplate_of(text: str) -> Boilerplate | None:
    """Which boilerplate this whole line is, or None if it is none.

    "end" is the page's copyright line, "turn" a link to the page before or after, "sure" anything
    else that is never part of a report, "likely" a word that is boilerplate unless it stands among
    findings.
    """
    if len(text) > _LONGEST:
        return None
    plain = folded(text).strip(" |>*←→‹›^↑")
    if not plain or _SURE.match(plain):
        return "sure"
    if _END.match(plain):
        return "end"
    if _TURN.match(plain) or turned_to(plain):
        return "turn"
    return "likely" if _LIKELY.match(plain) else None


def turned_to(text: str) -> str | None:
    """The page a "Next: …" or "Previous …" link names, if it names one of the report's pages."""
    match = _TURN_NAMED.match(folded(text))
    if not match:
        return None
    rest = match.group("rest")
    known = recognise_statement(rest) or is_theme(rest) or rest in {"overall summary", "summary"}
    return rest if known else None
