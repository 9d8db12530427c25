"""Words that say something works well. Written as `phrases` describes, one cue a line."""

# Enough on their own.
SAYS_STRENGTH = """
positive*
positively
good
well
strong
strongly
stronger
strength was/in/of
was/were a strength
effective*
effectively
efficient*
excellent
exceptional
outstanding
robust
proactive*
innovative
innovation*
creative*
inclusive
supportive
compassionate
committed
commitment to
passionate*
proud
pride
praised
praise
valued
enjoyed
appreciated
welcomed
satisfied
happy
pleased
confident
confidently
knowledgeable
skilled
experienced staff/workforce/team*
stable
sustainable
clear
clearly
clarity
easy
easily
accessible
easily accessible
responsive
timely
timeliness
prompt*
quick*
without delay
straight away
person centred
person centered
strengths based
strength based
holistic
tailored
personalised
joined up
seamless*
coordinated
co ordinated
collaborat*
coproduced
co produced
coproductive
co productive
embedded
well established
well defined
consistently
improved
improvement* in
improvement* had/were seen
improvement* could be seen
had improved
increased their independence/confidence/choice
better outcome*
improved outcome*
improved their
good outcome*
made a difference
transform* people
listened
listened to
felt safe/heard/listened/supported/valued/respected/able/included
feel safe/heard/listened/supported/valued/respected
well supported
were supported to/by
supported throughout
able to
enabled
enabling
enables
empower*
maximis*
ensured
ensures
ensuring
made sure
make sure
protected from
promote* independence
promoted
prevent*
reduced the need/risk/number/length/waiting
reduc* waiting
reducing the
avoid* ... admission*
avoid* ... hospital
avoided
benefit* from/to/people/frontline/staff
benefited
benefitted
beneficial
helped
helping
helpful
useful
best practice
good practice
good place
best possible
best outcome*
high quality
high standard
high level* of satisfaction
wealth of
wide range
range of ... support/services/options/measures/initiatives
multiple channel*/way*/route*/opportunit*
variety of
regular*
routinely
robustly
transparent
transparency
open and honest
openness
honest
visible
approachable
visibility
assurance
assured
strategic oversight
clear oversight
oversight
accountab*
understood the
understood its
understood their
understood local
understood
good understanding
understanding of
demonstrated
evidence based
learned from
learnt from
learning from
learned lessons
lessons learned
learned
taken on board
drove improvement*
drive* improvement*
improve* practice
recognised as
recognised nationally
award*
accredit*
prioritis*
focus on
focused on
focussed on
priority for
key priority
political priority
was a priority
straightforward
stay safe
remain* at home/independent
independence
choice and control
right* to choice/choose
dignity
respected
respectful
advoca*
reach out
reached out
growing their own
no wait*
no delay*
no backlog*
no waiting
no concern*
low wait*
minimal wait*
limited wait*
wait* ... were/was low
short wait*
reduced waiting
reduced delay*
wait* ... reduced/reducing/fallen/falling/decreased/improved
falling
fallen
worked closely
working closely
works closely
worked well
work well
working well
worked collaboratively
works well
worked together
work together
working together
worked alongside
worked in partnership
worked with
works with
working with
partnership working
good working relationship*
relationship*
trusted
trust
actively
ongoing access
had access to
access to learning/training/support/information/advice
learning opportunit*
development opportunit*
opportunit* to/for
gave/provided/offered an opportunity
encouraged
encourage*
welcome
adopted
drew on
shared learning/examples/good/best
share* good practice
shared good practice
learn and progress
culture of
resilien*
safely
safe and
"""

# Something is in place or is done; a shortfall in the same clause outweighs them.
LEANS_STRENGTH = """
there was a/an
there were
there is a/an
was in place
were in place
in place
had arrangements
had a
had an
had access
have access
access to
available
offered
offers
provided
provides
provide
supported
supports
support for
support to
worked
developed
established
introduced
launched
implemented
created
designed
built
set up
invested
funded
funding had
commissioned
expanded
increased
updated
reviewed
monitored
analysed
used
uses
using
identified
engaged
engagement
involved
involving
consulted
informed
shaped
influenced
led
shared
held
met
managed
recognised
aware of
responded
gathered
heard
trained
training
learning
forum*
opportunit*
improve*
improving
integrated
aligned
multi agency
multidisciplinary
multi disciplinary
lived experience
coproduction
co production
could access/contact/get/also/choose
can access/get/choose
had used
tracked
promote
promoting
focus
independent audit/review
support available
feedback from
most people/staff/carers
many staff/people/carers
overseen
"""
