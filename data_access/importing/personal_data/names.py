"""Names of people where a role is wanted: "Jane Smith", "J. Smith", "Head of Service (Jane Smith)".

A pattern cannot know every name, so this is for columns that hold roles alone: there a first name
that is common in Britain, or an initial, before a word with a capital that is no word of a role,
is a person's. Source of the first names: the Office for National Statistics' lists of baby names
of England and Wales since 1954, the most frequent ones of people of working age.
"""

from __future__ import annotations

import re

_FIRST_NAMES = """
aaron abbie abdul abigail adam adele adrian agnes ahmed aisha alan albert alex alexander
alexandra alfie alice alison alistair amanda amber amelia amina amir amit amy andrea andrew
angela anil anita ann anna anne annette anthony antonia arthur asha ashley audrey ayesha barbara
barry becky ben benjamin bernadette beth bethany beverley brenda brian bridget bryan callum
cameron carl carla carol carole caroline catherine cathy charles charlie charlotte cheryl chloe
chris christian christina christine christopher claire clare clive colin connor corinne craig
daisy damian daniel danielle darren dave david dawn dean deborah debbie debra deepak denise
dennis derek diana diane dominic donald donna dorothy doreen duncan dylan edward eileen elaine
eleanor elizabeth ella ellen ellie emily emma eric erin ethan eva evelyn farah fatima faye
felicity fiona florence frances francis frank freya gail gareth gary gavin gemma geoff geoffrey
george georgia georgina gerald geraldine gillian gina glen glenn gordon graeme graham gwen
hamza hannah harold harriet harry hassan hayley hazel heather helen henry hilary holly howard
hugh hussain ian ibrahim imran irene isaac isabel isabella jack jackie jacob jacqueline jade
jake james jamie jan jane janet janice jasmine jason jean jeffrey jennifer jenny jeremy jessica
jill joan joanna joanne joe joel john johnathan jon jonathan jordan joseph josephine joshua
joyce judith julia julian julie june justin karen karl kate katherine kathleen kathryn katie
kath keith kelly kenneth kerry kevin khalid kieran kim kirsty kumar lara laura lauren lee leanne
leigh leon leonard lesley leslie lewis liam lily linda lindsay lindsey lisa liz lorna lorraine
louis louise lucy luke lydia lynn lynne malcolm mandy marcus margaret maria marie marilyn marion
mark martha martin martyn mary matt matthew maureen maxine megan melanie melissa michael
michelle mike miriam mohamed mohammad mohammed mohit molly monica muhammad nadia naomi natalie
natasha nathan nathaniel neil nicholas nick nicky nicola nigel nikki nina nisha noah norma
norman olivia omar oliver oscar osman owen pamela patricia patrick paul paula pauline penelope
penny peter philip phil philippa phillip pooja poppy priya rachael rachel rahul raj rajesh ralph
raymond rebecca rhys richard rita robert roberta robin roger ronald rosemary rosie roy russell
ruth ryan sabrina sally sam samantha samina samuel sandra sanjay sara sarah saima scott sean
shabana sharon shaun sheila shirley sian simon sonia sophia sophie stacey stanley stella
stephanie stephen steve steven stewart stuart sue sunita suresh susan susanne suzanne sylvia
tahir tamara tanya tara teresa terence terry tess theresa thomas tim timothy tina toby tom tony
tracey tracy trevor usman valerie vanessa vera veronica vicky victor victoria vijay vikram
vincent violet vivien walter wayne wendy wesley william yasmin yusuf yvette yvonne zara zoe
"""
# Words that stand in roles, teams and boards: a word beside them is no surname.
_ROLE_WORDS = """
accountant adult adults advisor adviser agency analyst area assistant assurance board bureau
business care carers case centre chair change chief city clinical commissioner commissioning
commissioners committee communications community complaints consultant coordinator corporate
council county customer data deputy development digital direct director directorate directors
disability district engagement executive experience finance group head heads health home
hospital housing hub improvement independent information integrated intelligence intervention
join joint lead leader leads learning leadership legal life line link locality manager managers
member mental monitoring network nhs north nurse nursing occupational officer officers older
operations operational partner partners partnership payments people performance physical plan
planning policy portfolio practice practitioner principal professional programme project
providers provision psw public quality reablement review reviews role safeguarding safety
secretary senior service services sensory social sro staff strategic strategy street support
systems team teams technology therapist therapy training transformation transitions trust unit
user welfare west work worker workers workforce working young east south central
"""
_FIRST, _ROLE = frozenset(_FIRST_NAMES.split()), frozenset(_ROLE_WORDS.split())
_WORD = r"[A-Z][a-z]+(?:['’-][A-Z]?[a-z]+)*"
_SURNAME = rf"(?:(?:Mac|Mc|O['’]|D['’]|de |van |von |al-|el-|Al-|El-)?{_WORD}|[A-Z]{{3,}})"
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Prof|Rev|Sir|Dame)\.?"
_NAME = re.compile(
    rf"\b(?:(?P<title>{_TITLE})\s+)?(?:(?:(?P<first>{_WORD})|(?P<initial>[A-Z]\.?(?:\s?[A-Z]\.)?))"
    rf"\s+)?(?P<last>{_SURNAME}(?:[- ]{_SURNAME})?)\b"
)


def without_names(text: str) -> str | None:
    """A role without the names of people that stand in it; None where nothing is left.

    "Head of Service (Jane Smith)" gives "Head of Service"; "Jane Smith" gives None.
    """
    said = text
    for found in list(_NAME.finditer(text)):
        if _is_name(found):
            said = said.replace(found.group(), " ")
    if said == text and text.strip().casefold() in _FIRST:
        return None
    if said == text:
        return text
    said = re.sub(r"\(\s*\)", " ", said)
    said = re.sub(r"\s+", " ", said).strip(" ,;:/&-–()\n")
    said = re.sub(r"^(?:and|with)\b|\b(?:and|with)$", "", said, flags=re.IGNORECASE).strip(
        " ,;/&-–"
    )
    return said if re.search(r"[A-Za-z]{2}", said) else None


def _is_name(found: re.Match[str]) -> bool:
    last = [word.casefold() for word in re.findall(r"[A-Za-z]+", found["last"])]
    if any(word in _ROLE for word in last):
        return False
    if found["title"]:
        return True
    first = found["first"]
    return found["initial"] is not None or (first is not None and first.casefold() in _FIRST)
