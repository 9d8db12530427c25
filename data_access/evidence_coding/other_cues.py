"""Words that turn, soften or switch off what the other cues say, and those for the rest of codes."""

# Work under way or planned, whose result is not claimed yet.
SAYS_IN_PROGRESS = """
was/were/is/are/been developing/reviewing/piloting/refreshing/redesigning/exploring/trialling
was/were/is/are/been currently developing/reviewing/piloting/refreshing/redesigning/exploring
was/were/is/are also currently/now developing/reviewing/piloting/exploring/trialling
was/were/is/are/been improving/strengthening/establishing/introducing/implementing/embedding
was/were/is/are/been recruiting/planning/considering/creating/updating/rewriting/revising/aiming
was/were/is/are/been working towards/to/on
was/were/is/are being developed/reviewed/piloted/refreshed/introduced/updated/considered/implemented
was/were/is/are being addressed/redesigned/rolled/embedded/established/explored/trialled/created
was/were/is/are being tested/put/recruited/expanded/strengthened/improved/planned/worked
was/were/is/are currently being
was/were/is/are currently looking
was/were looking at
been looking at
currently looking/piloting/reviewing/developing
in development
under development
under review
under way
underway
in progress
work in progress
in the process of
is/was ongoing
was/were on going
piece of work ... ongoing
piece of work ... on going
work had/has begun/started/commenced
had/has begun/started/commenced to
had/has begun work
had/has recently begun/started
planned to
plans to
plan to
planning to
plans were/are
plans in place
plans for
was/were/is/are planned
intended to
intended this/that/it
intend* to
intention to
aimed to/at
aiming to
aspiration* to
hoped to
going to
would be ... introduced/launched/implemented/developed
will be
would be rolled
to be rolled
roll out
rolling out
due to be
due to start/launch/begin/open/complete
soon to be
early phase*
initial action*
next phase
next step*
phase 1/2/3/two/three
journey of
improvement journey
on a journey
improvement plan
action plan
pilot*
being piloted
trial*
improving picture
was developing
were establishing
so were
establishing
seeking to
sought to improve
work towards
working towards
may help
should help
expected to improve
proposed
proposal*
succession planning
wanted to
would inform
more work was continuing
continuing on
higher priority in the future
"""

# Facts without a judgement: who lives there, what a term means, how a body is made up.
SAYS_CONTEXT = """
population of
population ... was/is
the population
per 100,000
of the population
of households
aged 65
aged over
years old
census
index of multiple deprivation
deprived
deprivation
life expectancy
least deprived
most deprived
demographic*
jointly responsible
is/are responsible for
consisted of
made up of
comprised
bordered by
is a/an/the
is one of
are the
aims/aim to
aim was/is
purpose was/is
principles were
goal was
key priorities in
key performance measure*
set out its
sets out
it set out
outlined
gave an overview
an overview of
their intention
referr* ... accepted
accepted referrals
entry point
point of contact
was/were published
published on/in
was/were expected/predicted/projected to
expected to grow
known as
refers to
is the process
is the action
stands for
responsible for
acted as
led by the
politically
was defined as
this included
other areas of focus
said their focus
contact was made
could/can ring/email/refer/contact/drop
"""

# Both at once, said in so many words.
SAYS_MIXED = """
mixed
mixed feedback
mixed experience*
mixed picture
mixed view*
mixed response*
more mixed
was/were/are mixed
both positive and negative
some ... others less
some good ... others
varied feedback
feedback ... varied
experience* ... varied
differing view*/experience*
"""

# False friends: these words are not the cue they contain.
SAYS_NOTHING = """
not only
not just
not simply
not limited to
no longer
no more than
not for profit
no charge
no cost
not statistically different
no statistical*
not significantly different
no significant difference*
whether or not
did/do/does not need
does not meet the eligib*
when things went/go wrong
things went wrong
went wrong
safeguarding concern*
safeguarding issue*
raise* a concern
raise* concern*
raising concern*
report* a concern
report* concern*
responding to concern*
respond* to concern*
concern* ... raised and
concerns raised
concern* were raised quickly
complaint* and concern*
complaints and compliments
compliments and complaints
complaint* and/or compliment*
concern* or enquir*
concern* and enquir*
number* of ... concern*
response to a concern
people at risk
adult* at risk
at risk of admission/hospital*/abuse/falls/homeless*/neglect/experienc*/harm/crisis/exploitation
most at risk
those at risk
most likely to experience
likely to experience ... poor*/inequal*
risk management
risk assess*
risk register*
healthy challenge
constructive challenge
challenging inequalit*
challenging conversation*
challenge and support
support and challenge
scrutiny and challenge
challenge session*
critical friend
complex need*
complex case*
complex or urgent
less complex
more complex
hard to reach
hardship
lost to follow
time limited
limited company
waiting well
waiting list* ... practice
whilst/while ... waiting
while they waited
while/whilst waiting
few year*/month*/week*/day*
past/last/next/every few
a few
at this time
lessons
missing person*/people
stop* smoking
stopped smoking
without delay
supported living
lower limb
support and challenge
disability
poor health
poor housing
poor mental health
isolation
social isolation
loneliness
fuel poverty
mental health difficult*
learning difficult*
communication difficult*
financial difficult*
difficult conversation*
difficult time*
experiencing difficult*
out of hours
out of hospital
break* down barrier*
people experiencing
reduced or removed
removed or reduced
risk* ... removed or reduced
carer breakdown
crisis
respite break*
short break*
well known
as well as
as well
well being
wellbeing
health and well
well over
on behalf
good morning
day and night
open to the public
clear target
needs assessment
market position
hospital* avoidance
admission* avoidance
step up
unless
high priority
delay* or reduc*
delay* and reduc*
prevent* ... reduce or delay
prevent* delay* or reduc*
prevent* reduc* delay*
prevent* reduc* and/or delay*
preventing reducing or delaying
prevent* or delay*
prevent* ... delay*
reduce* or delay*
reduce* delay* or prevent*
reduce* delay* and prevent*
reduc* ... delay* or prevent*
delay* or prevent*
delay* the need
delay* need*
delay* their need
delay* care
reducing and delaying
reduce and delay
reduce future need*
long term
longer term
long standing
long established
longer discussion
several years
medication error*
issue* affecting
health issue*
health problem*
mental health problem*
issues such as
sharing issue*
key issue*
ombudsman complaint*
complain* procedure*
how to complain
making a complaint
make a complaint
good or outstanding
requires improvement
rated good
data quality
independent living
independent chair
independent review*
independent scrutin*
lost/lose weight
gender/race/age discrimination
free from
poverty
neglect
abuse and neglect
ensuring people did not
high risk
low risk
only where
only when
not only where
issues identified
pressure ulcer*
pressure sore*
blood pressure
winter pressure*
system pressure*
cost of living pressure*
at first
"""

# What comes next is denied.
NEGATORS = frozenset(
    "not no never none nor neither without cannot can't couldn't didn't doesn't don't hadn't "
    "hasn't haven't isn't wasn't weren't won't wouldn't rarely seldom hardly barely unable lack "
    "lacked lacking little insufficient insufficiently less".split()
)

# A denial after these words describes who is meant, not what the council did.
CONDITIONS = frozenset("if who whom whether unless until where when those so ensure ensuring".split())

# What comes next is what somebody works against, asks about or listens to.
SAYS_REMEDY = """
to address
address*
addressing
addressed
tackle*
tackling
to reduce
reduce*
reducing
to prevent
prevent*
to avoid
avoid*
minimis*
mitigat*
overcome
overcoming
resolv*
eliminat*
remov*
combat*
to identify
identify
identifies
identifying
to understand
understand
understanding
respond* to
to manage
manage
managing
monitor*
to improve
improve
improving
explore*
oversight of
feedback ... around
feedback ... about
feedback ... on
listen* to
sight of
escalat*
triage*
analys*
deal* with
cope with
protect* ... from
safeguard* ... from
support people/adults/those with
support* people ... experiencing
challenging
early sign*
solution*
triangulat*
themes from
lessons from
learning from
learn* from
in response to
"""
