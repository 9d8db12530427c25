"""A produced pack: what a pack says and shows at one moment, for one audience.

Board mode, PowerPoint, PDF and Excel are made from it, so they show the same figures and words: a
cover, a screen for each exhibit, what the board is asked for, and what it was made from. Its digest
is worked out from what they show: the same digest, the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime

from components.exhibits.digest import digest, digest_with, sha256
from components.exhibits.exhibit import Exhibit
from components.packs.pack import OUTCOMES, Outcome
from vocabulary.audience import Audience
from vocabulary.nature import Nature
from vocabulary.wording import agree, long_date, number_word

_SHOWN, _SAID = "shown:", "said:"
COVER, ASKS = "cover", "asks"
"""What the cover and the last screen are called among the digests."""
NO_OWNER, NO_DATE = "No owner yet", "No date yet"


class Answered:
    """What somebody answers for by a day, in words. owner: a role, or empty. due: None: not set."""

    owner: str
    due: date | None

    @property
    def owner_in_words(self) -> str:
        """The role, or that there is none yet."""
        return self.owner or NO_OWNER

    @property
    def due_in_words(self) -> str:
        """The day, or that there is none yet."""
        return long_date(self.due) if self.due else NO_DATE


@dataclass(frozen=True)
class PackScreen(Answered):
    """One exhibit of a pack with what it means for the board.

    so_what: what follows from it, empty where nothing was written and nothing can be worked out.
    to_act: whether somebody has to: then owner and due are told, also where there are none yet.
    owner: a role. due: the day by which. in_plan: the reference of the action of the improvement
    plan that owner and day are taken from, empty where people wrote them. note: the presenter's.
    item: which of the pack's items it comes from, counted from 0.
    """

    exhibit: Exhibit
    so_what: str = ""
    to_act: bool = False
    owner: str = ""
    due: date | None = None
    in_plan: str = ""
    note: str = ""
    item: int = 0


@dataclass(frozen=True)
class Message:
    """One of the things to know, on the cover. detail: by when, or how sure. screen: the number of
    the screen that shows it, and decision: of the decision that it leads to (None: there is none).
    """

    text: str
    detail: str = ""
    screen: int | None = None
    decision: int | None = None

    @property
    def led_to(self) -> str:
        """The detail, and which decision answers it: "It closes on 3 May. Decision 1"."""
        decision = f"Decision {self.decision}" if self.decision else ""
        return " ".join(filter(None, (self.detail, decision)))


@dataclass(frozen=True)
class Cover:
    """The first screen: the meeting, where the council stands, and what there is to know.

    scores: by theme of the framework, the published score of each of its statements (None: not
    known); empty where none is known. rating: what they come to, in a sentence; arithmetic: how.
    """

    meeting: str = ""
    day: date | None = None
    by: str = ""
    messages: tuple[Message, ...] = ()
    scores: tuple[tuple[str, tuple[int | None, ...]], ...] = ()
    rating: str = ""
    arithmetic: str = ""

    def opening(self, asks: int) -> str:
        """What stands above the messages: "Three things to know, two decisions to take"."""
        many = len(self.messages)
        know = f"{number_word(many).capitalize()} {agree(many, 'thing', 'things')} to know"
        take = f", {number_word(asks)} {agree(asks, 'decision', 'decisions')} to take"
        return know + (take if asks else "")


@dataclass(frozen=True)
class Decision(Answered):
    """A decision that the board is asked for. suggested: nobody wrote it, it is proposed from the
    figures. screen: the number of the screen it answers. outcome, action: see `pack.Ask`."""

    decision: str
    owner: str = ""
    due: date | None = None
    if_not: str = ""
    screen: int | None = None
    suggested: bool = False
    about: str = ""
    outcome: Outcome = ""
    action: str = ""

    @property
    def outcome_in_words(self) -> str:
        """What the meeting said; empty while it has not."""
        return OUTCOMES.get(self.outcome, "")


@dataclass(frozen=True)
class ProducedPack:
    """A pack's screens, and what stands on every file made from them.

    title: the pack's name. day: the day the figures are judged from. as_at: the moment the records
    are shown as known at (UTC; None: when produced). filters: in words, such as "all teams, 1
    October 2024 to 30 September 2026". revision: the number of the ledger's newest batch known
    then. produced: when this was made (UTC). nothing_recorded: title and headline of the exhibits
    that have nothing to show.

    The cover is the first screen, then come the exhibits' from the second on, then the decisions'
    where there are any; the back page, which says what all was made from, has no number.
    """

    title: str
    council: str
    nature: Nature
    audience: Audience
    day: date
    as_at: datetime | None
    filters: str
    revision: int
    produced: datetime
    screens: tuple[PackScreen, ...]
    cover: Cover = field(default_factory=Cover)
    asks: tuple[Decision, ...] = ()
    nothing_recorded: tuple[tuple[str, str], ...] = ()

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The screens' exhibits, in order."""
        return tuple(screen.exhibit for screen in self.screens)

    @property
    def many(self) -> int:
        """How many screens have a number."""
        return 1 + len(self.screens) + bool(self.asks)

    @property
    def asks_headline(self) -> str:
        """ "We ask the board for three decisions"."""
        many = len(self.asks)
        return f"We ask the board for {number_word(many)} {agree(many, 'decision', 'decisions')}"

    @property
    def digests(self) -> dict[str, str]:
        """By screen, in the pack's order ("0 cover", "2 complaints_volume"), the digest of what it
        shows and says, after "said:"."""
        said = {f"0 {COVER}": sha256(asdict(self.cover))}
        for place, screen in enumerate(self.screens, 1):
            words = (screen.so_what, screen.to_act, screen.owner, screen.due, screen.in_plan)
            said[f"{place} {screen.exhibit.key}"] = sha256([digest(screen.exhibit), *words])
        if self.asks:
            said[f"{1 + len(self.screens)} {ASKS}"] = sha256([asdict(ask) for ask in self.asks])
        return {place: f"{_SAID}{each}" for place, each in said.items()}

    @property
    def digest(self) -> str:
        """One digest for the whole pack: SHA-256, 64 hexadecimal digits."""
        return self._digest_of(self.digests)

    def digests_like(self, kept: Mapping[str, str]) -> dict[str, str]:
        """The pack's digests, worked out as those that were kept were: before packs had covers they
        were of exhibits alone, and before version 0.2 they covered the whole frame, also what is
        not shown of it."""
        if has_cover(kept):
            return self.digests
        shown = any(each.startswith(_SHOWN) for each in kept.values())
        return {
            f"{place} {exhibit.key}": f"{_SHOWN}{digest(exhibit)}"
            if shown
            else digest_with(exhibit, exhibit.frame)
            for place, exhibit in enumerate(self.exhibits, 1)
        }

    def headlines_like(self, kept: Mapping[str, str]) -> list[str]:
        """What each of `digests_like` says, in its order."""
        return [self._headlines[place] for place in self.digests_like(kept)]

    def shows(self, digest: str) -> bool:
        """Whether this pack shows what was kept under a digest, of this version or of before."""
        before: tuple[dict[str, str], ...] = ({"": _SHOWN}, {})
        return digest == self.digest or any(
            digest == self._digest_of(self.digests_like(kept)) for kept in before
        )

    @property
    def _headlines(self) -> dict[str, str]:
        first = self.cover.messages[0].text if self.cover.messages else self.title
        said = {f"0 {COVER}": first}
        for place, exhibit in enumerate(self.exhibits, 1):
            said[f"{place} {exhibit.key}"] = exhibit.headline
        if self.asks:
            decisions = "; ".join(ask.decision for ask in self.asks)
            said[f"{1 + len(self.screens)} {ASKS}"] = decisions
        return said

    def _digest_of(self, digests: Mapping[str, str]) -> str:
        return sha256([self.council, self.audience, list(digests.items())])


def has_cover(kept: Mapping[str, str]) -> bool:
    """Whether digests that were kept are of a pack with a cover, as packs are now."""
    return any(each.startswith(_SAID) for each in kept.values())
