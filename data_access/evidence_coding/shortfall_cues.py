"""Words that say something falls short. Written as `phrases` describes, one cue a line."""

# Enough on their own.
SAYS_SHORTFALL = """
missed opportunit*
lost opportunit*
opportunit* ... missed/lost
lack of
lacked
lacking
a lack
absence of
no evidence
little evidence
limited evidence
insufficient
insufficiently
inadequate*
not enough
too few
too long
too late
too many
too much
shortage*
shortfall*
gap* in
gap* between
gap* around
gap* for
gap was/were
some gap*
had/found/identified/reported/were ... gap*
unmet need*
inconsisten*
inconsistenc*
not consistent*
variab*
variation* in
varied depending
vary/varied across
patchy
uneven
fragmented
disjointed
unclear
confus*
unaware
limited to
limited in
limited access/option*/choice*/capacity/availability/opportunit*/information/understanding/use
limited support/provision/evidence/data/oversight/engagement/awareness/resource*/impact/time/way*
limited number*/range/respite/knowledge/ability/assurance/progress
was/were/is/are/been/being limited
more limited
very limited
restricted to
only available/offered/open to
only partially/partly
not yet
yet to be
yet to
had/has/have yet
no such
no equivalent*
no formal
no clear
no specific
no dedicated
no consistent
no single
no shared
no option*
no or little
no or limited
little or no
no choice
little choice
no system*/process*/mechanism*/strategy/plan/framework/policy/oversight/information/data/record*
no replacement
not always
not all
not everyone
not every
did not necessarily
not necessarily
not fully
not sufficiently
not consistently
not routinely
not systematically
not embedded
not been ... embedded
not well ... embedded/understood/known
not confident
not able
not aware
not clear
not effective
not effectively
not in place
not evident
not available
not accessible
not addressed
not timely
not meet/met/meeting
not include/included
not know/known
not feel/felt
not feeling
not flexible
not robust
not represent/representative
not recorded/captured/monitored/shared/published/reviewed/implemented/developed/completed
unable to
struggle*
struggling
fail* to
failed
failing*
failure*
weakness*
weak
poor communication/quality/outcome*/experience*/practice/care/recording/performance/access/uptake
poor
poorly
worsen*
worsened
deteriorated
deteriorating
declined
declining
decline in
worse
more difficult*
harder to
hard to find/get/reach/access/recruit/navigate/understand
difficult to find/get/reach/access/recruit/navigate/understand/instigate/obtain/contact/secure
difficult for
found it difficult/hard
found it more difficult
find it difficult/hard
difficult*
less able
less support
less access
less likely
less satisfied
less confident
less positive
less clear
less consistent*
less effective*
less well
less joined
less developed
less aware
less so
fewer opportunit*
lower levels of
reduced ability/capacity/choice/access/opportunit*/support
reduced their/its/his/her ability/capacity
reduced face to face
delay* in
delay* to
delay* for
delay* of
delay* with
delayed
delay*
long delay*
significant delay*
waiting list*
waiting time*
long/longer/lengthy/high wait*
long/longer ... wait*
wait* ... month*
wait* ... day*
wait* ... week*
wait* over
wait* longer
waited longer
waiting too
waiting for
people waiting
people were waiting
had to wait
having to wait
wait* for/of
backlog*
overdue
unallocated
out of date
outdated
barrier*
obstacle*
disconnect*
duplicat*
bureaucra*
unsupported
undervalued
unsatisf*
dissatisf*
frustrat*
tick box
unsure
uncertain*
unsafe
underdeveloped
under developed
underutilised
underused
unreliable
at risk of ... missed/lost/unmet
area* for/of improvement
area* for/of development
area* to improve
area* that/which required/needed/require/need improvement/development
improvement* were/was/is/are ... needed/required/necessary
improvement* ... needed/required
required/requires/requiring improvement
required/requires further/more improvement/work/development/embedding
needed/needs/need to improve
needed/needs/need to do more
needed/needs/need to be/become/have improved/improving/improvements/strengthened/developed/embedded/addressed/more
needed/needs improvement/improving/strengthening/developing/embedding/addressing
need* to be ... improved/strengthened/developed/embedded/addressed/better/clearer
need* to become/ensure/strengthen/develop/embed/address/increase/begin/understand
there was/is a need
need for improvement/improved/better/greater/more/clearer/further/independent
needed time
needed more
further work ... needed/required
further work
further development
more work
more ... needed
more could/should/can/must be done
more could/should be
more needed/needs to be
more to do
more services were needed
could/should be improved/better/strengthened/clearer/more
could have been/done
would improve
would benefit from
would welcome
wanted more/better/greater/to see more
wanted to do ... more/better
work to do
work to be done
still work
still need*
early stage*
in its infancy
not one of
not matured
matured enough
impacted/affected ... negatively/adversely
negative impact*
negatively
adverse*
impacted on/the stability/capacity/ability/people
impacted their/its ability
pressure* on/in/around
under pressure
staff* pressure*
workload* ... high/unmanageable/heavy
high caseload*
high workload*
high turnover/vacanc*
high number* of vacanc*/agency/wait*/complaint*/concern*
high level* of vacanc*/turnover/sickness/complaint*
high volume
vacanc*
turnover
understaffed
short staffed
recruitment ... difficult*/challeng*
reliance on
reliant on
relied on
over reliance
over reliant
dependent on
queried
questioned
concern* about/that/over/regarding/around/with
raised concern*
expressed concern*
real concern*
significant concern*
concern was ... raised
of concern
critical of
criticis*
complained
disappoint*
stressful
anxious
distress*
burnout
breakdown* in
missed
lost
let down
left without
left feeling
passed between/around/from
repeat* their story/stories
not listened
ignored
excluded
isolated
overlooked
disproportionate*
underrepresent*
under represent*
digital* excluded/exclusion
broad/wide/large portfolio
out of area
far from home
away from home
cancelled
stopped
withdrawn
ended up
few people/carers/staff/options
very few
only a few
some but not all
many but not all
but not all
not the case for
should have
at times
sometimes lost/missed/delayed/overlooked/forgotten/unclear/difficult
tend* to be reactive
reactive
breach*
non compliance
non compliant
did little
"""

# Lean that way; a clear strength in the same clause outweighs them.
LEANS_SHORTFALL = """
challenge*
challenging
issue*
problem*
pressure*
concern*
hard
risk* remained
risk* to
complex* of
limited
lengthy
slow
slower
slowly
dual pressure*
only
sometimes
varying
varied
variable
some staff/people/carers/partners/providers ... reported/felt/said/told ... more
potentially
less
fewer
lower
increase* in demand
increased demand
rising demand
high demand
higher demand
capacity
"""

# A plain denial: a shortfall, unless it denies a shortfall or says whom something is for.
DENIES = """
did/does/do not
was/were/is/are not
had/has/have not
could/would not
cannot
hadn't/haven't/hasn't/wasn't/weren't/didn't/couldn't/can't/don't/doesn't
"""
