package entry

// sense is what a phrase tells about an event.
type sense int

// The senses that decide a kind come first; those of milestones follow. "Says"
// means that the words state the milestone of the incident itself, "hints" that
// they are one of the things rules over the whole timeline weigh.
const (
	isSignal sense = iota
	isQuiet        // an alert that cleared
	isPage
	isJoin
	isLeave
	isObservation
	isHypothesis
	isDecision
	isResponse
	isChange
	isMessage
	isImpact
	isSymptom
	isAdversary

	saysBegan
	saysDetected
	saysResponded
	saysCause
	saysMitigated
	saysResolved
	hintsDetected
	hintsResponded
	hintsCause
	hintsRecovery
	hintsFix
	hintsFinal
	hintsRelapse

	byMonitoring
	byUser
	byPartner
	byBounty
	byTeam

	toOutside
	toInside
	wasActedOn
	wasIgnored
)

type phraseList struct {
	sense   sense
	phrases string
}

// phraseLists is the vocabulary. It was gathered from the words that published
// timelines use; nothing in it is particular to one organisation. The milestone
// words are those of the response policies and reports in use, with the incident
// itself as their subject, because "the pods were restored" says less than
// "service restored".
func phraseLists() []phraseList {
	const incident = "incident|issue|issues|problem|outage|fault|failure|disruption|degradation|attack|breach|intrusion|exploit|compromise|anomaly|hack "
	const service = "service|services|site|website|system|systems|traffic|functionality|operations|access|availability|cluster|platform|api|everything|application|apps|login|logins|connectivity|database|product "
	return []phraseList{
		{isSignal, `
alert|alerts|alarm|alarms fire*|fired|firing|trigger*|raised|goes|went|received|sent|indicat*|detect*|shows|showed|warn*|regarding|about|from|for|notif*|start*|page*|is|was|on|in
alert|alerts|alarm|alarms
first|second|third|automat*|monitoring|critical|slo|pager|cloudwatch|prometheus|datadog alert*|alarm*|warning*
received|receive|got|get .. alert*|alarm*|page|report*|complaint*|ticket*|notification*
fired|triggered alert*|alarm*
monitor|monitors|monitoring|pingdom|synthetic|probe|probes|healthcheck|dashboard|sentry|watchdog .. detect*|report*|alert*|show*|indicat*|trigger*|flag*|fire*|fail*
automat* warning*|notification*
warning from
anomaly detect*
notified|informed|alerted|told|contacted|warned us|by|that|of
we|us|engineer|engineers|member|sre|oncall .. notified|informed|alerted|told by|that|of|about
alerted|notified|informed|contacted|told|warned by .. team|user*|customer*|client*|vendor|partner|provider|researcher*|developer*|support|monitoring|aws|media|community|alert*|colleague
user|users|customer|customers|client|clients|developer|developers|dev|devs|engineer|team|teams|partner|partners|vendor|provider|researcher|colleague|people|ppl|employee|someone|community|support|merchant|merchants|tenant|tenants|moderator|validator .. reports|reported|complain|complains|complained|notice|notices|noticed|ask|asks|asked|explains|says|say|said|raises|raised|flags|flagged|posts|posted|see|sees
user|users|customer|customers|client|clients|developer|developers|dev|devs|engineer|team|teams|partner|partners|vendor|provider|researcher|colleague|people|ppl|employee|someone|community|support|merchant|merchants|tenant|tenants|moderator|validator .. alerted|notified|notifies|told|tells|tell|informed|informs|warned|contacted us|me|our|that|about|of|support
users|customers|clients|developers|devs|people|ppl|merchants|tenants|teams|partners|engineers report|complain
user|users|customer|customers|client|clients|people|ppl|developer|developers|merchants|someone reporting|complaining
user|users|customer|customers|client|clients|people|developer|developers|merchants reaching|reached out
report|reports|complaint|complaints|tickets of|about|from|that|on|come|came|coming|start*|received|arriv*|by|regarding
reported|noticed|spotted|flagged by
report|ticket|post|tweet|message|email|call .. from .. customer*|user*|client*|researcher*|partner*
first report|reports|reported
reported
post|tweet|thread on .. from|by
bug bounty
whitehat|hackerone|immunefi .. report*|submission|disclos*
support .. tickets|calls
spike in support|tickets|complaints|calls|errors
`},
		{isQuiet, `
alert|alerts|alarm|alarms .. clear*|resolve|resolves|resolved|recover*|stopped|stop|silenced|closed|ceased|ok
alert* is|are back
monitoring|monitor|monitors|alerts|dashboard|dashboards|metrics|graphs|probes|checks .. fine|healthy|ok|green|normal|recovered|recovery|recovering|clear|clears|cleared
user|users|customer|customers|client|clients .. report|reports|reporting|reported|confirm|confirms|confirmed back|that|it|everything|service|issue|recovery? .. works|working|resolved|fixed|fine|recovered|back|restored
user|users|customer|customers|client|clients confirm|confirms|confirmed
test|tests .. pass|passes|passed|fine|ok|green
`},
		{isPage, `
paged|pages|paging
page sent|goes|went|to
pager duty|goes
on call .. paged|called|contacted|phoned|rung|woken
called|phoned|rang|pulled|brought in? the? on|oncall
escalat* to
escalated
call* in
pagerduty|opsgenie|victorops page|pages|paged|notif*|call*|escalat*
`},
		{isJoin, `
joined|joins|joining|join the|our? call|bridge|channel|incident|zoom|meet|meeting|war|room|response|investigation|huddle|teams|slack|effort|as|to
joined|joins
dialed|dialled|dials in|into
took|takes|taking over|command|as
assumed|assumes|assuming|takes|took role|command|ic|incident
appointed|assigned as|to|for|incident|ic
role|command taken|assumed by
was|is|been assigned|appointed
is|now the? ic|scribe|incident
arriv* on|at|in
came|comes online
`},
		{isLeave, `
left|leaves|leaving the call|bridge|channel|incident|meeting|zoom|war|response
left|leaves call|bridge
dropped|drops off
signed|signs|signing off
stood|stands|stand down
handed|hands|handing off|over .. ic|command|role|shift|scribe|lead
shift ended
relieved by
`},
		{isObservation, `
observ*
we see|saw|notice*|discover*|observe*|found|find|confirm*
noticed|notices
discover*
found|finds
verif*
confirm*
check*
reproduc*|recreat*
log|logs|graph|graphs|metric|metrics|dashboard|dashboards|trace|traces|cloudwatch|grafana|analysis .. show*|indicat*|reveal*|confirm*|suggest*
identified|identifies
realis*|realiz*
looks|looked|appears|appeared|seems|seemed like|to|that|normal|fine|ok|healthy
concluded
witness*
saw|sees
shows|showed|showing
reports|reported
unable|able to
cpu|memory|latency|utilization|utilisation|load is|was|at|on|reach*|rises|rose|climbs|climbed
`},
		{isHypothesis, `
suspect|suspects|suspected|suspecting|suspicion|suspected
might|may|could be|have|indicate|explain
theory|theories|hypothes*
assum*
believe*
thought to|that|it|this
think|thinks
potential*|possibl*|probabl* cause*|culprit*|root|related|due|reason
likely|probably due|caused|cause|related|culprit|because
seems|appears to be? caused|due|related|linked
ruled|rule|ruling out
wondering|wonder
`},
		{isDecision, `
decid*
decision|decisions
agreed|agree|agrees
chose|choose|chosen|opt|opted|elect|elected to|not|for
approv*
go ahead
takes priority
proceeds|proceed|proceeded with
plan is|was to
evaluated that
authoriz*|authoris*
call made
`},
		{isResponse, `
rolled|roll|rolls|rolling .. back
rollback|rollbacks
roll back
revert|reverts|reverted|reverting
restart|restarts|restarted|restarting
reboot|reboots|rebooted|rebooting
recycled|bounced|respawned
fix|hotfix|patch|workaround|mitigation .. applied|deployed|committed|pushed|released|merged|implemented|rolled|shipped|started|added|in|is|was|has|out|initiated|attempted|live|prepared
applied|applies|applying|deployed|deploying|deploys|pushed|pushing|pushes|shipped|released|committed|merged|implemented|rolling|rolled|made|attempt* .. fix|hotfix|patch|workaround|mitigation
manual fix|intervention
fixed|fixing
patched|patching
scaled|scaling|scale up|down|out|in|to|the
failover|failovers
failed|fail|failing over
redirected|rerouted|shifted|drained|draining|diverted traffic|requests|users|load
traffic|requests|load shifted|redirected|rerouted|diverted|moved|drained|directed
improvis*
drain|drained|draining|cordon|cordoned|uncordon*|evict*
terminated|terminate|terminating|killed|kill|kills|forcefully|forced
disabled|disable|disables|disabling
blocked|block|blocks|blocking|blacklist*|denylist*|rate
isolated|isolat*|quarantin*|contain*
revoked|revoke|revokes|revoking|rotated|rotate|rotates|rotating
paused|pause|pauses|pausing
deleted|removed|remove|removes|delete|cleared|purged|flushed|cleaned
restored|restore|restores|restoring from|the|backup*|service|data
increased|raised|raise|bumped|reduced|lowered the? memory|limit*|timeout*|capacity|quota*|threshold*|replica*|cpu
timeout|timeouts|limit|limits|capacity|quota|memory|threshold raised|increased|lowered|reduced|bumped
added|adding|adds .. capacity|node*|replica*|instance*|server*|memory
re ran|run|running|queued|triggered|deployed|started|applied
reran|rerun|rerunning
attempt|attempted|attempts|attempting to|at|force|rerun
attempted
tried|try|tries|trying to
start*|began|begin|begins|commenced .. investigat*|looking|work*|debug*|troubleshoot*|diagnos*|analy*|scanning|replacing|digging
investigat*
troubleshoot*|debug*|diagnos*
triage*|triaging
ongoing investigation
manually
marked|set .. unhealthy|maintenance
mitigat*
reattach*|attached
opened war|incident|bridge|a
incident|war created|opened|raised|declared|room
acknowledged|acked|acks|acknowledges|ack
working on
swap*|switched|switch|migrated
toggl*
created new
regenerat*|reissu*|renewed
executed|follow*|ran the? runbook|playbook|script
searched|scanned|scanning
corrective action
replaced the|all|failed|broken
upgraded to|the .. fix
looked|looking into|at|for|through
helped|assist*
whitelisted|whitehat|rescued|recovered|moved funds
`},
		{isChange, `
deploy|deploys|deployed|deploying|deployment|deployments|redeploy*
release|released|releases|ships|shipped
upgrad*
updat* .. config*|version|version|rule*|certificate*|secret*|settings|dns|route*|schema|to
was|were|is|been updated
merge|merged|merges|merging
rollout|rolled|rolls|rolling out|over
rollover|rollovers
roll over|overs
maintenance
pipeline
migrat*
config*|configuration|schema|dns|firewall|flag change*|update*|push*|deploy*|applied|enabled|rollout
change|changes|terraform|helm .. applied|deployed|merged|pushed|rolled|made|live|committed|approved|commenced|started
changed|modified|modifies|modifying
applied|applies|applying
enabl*
install*
committed|commit
pushed|push
went|goes|go live
replaced
created|creates
added
feature flag
experiment .. started|enabled
pull request
cron|scheduled|nightly|daily|weekly job|run|task|pipeline|cluster|script|batch
accidental*
was|were run
release* v*
`},
		{isMessage, `
notif*|inform*|told|email*|messag*|alerted|warned|updated|advised|brief*|asked|contacted .. customer*|user*|client*|team*|management|leadership|stakeholder*|everyone|partner*|public|community|staff|employees|exec*|board|legal|support|regulator*|press|people|subscribers|developers|owner*|exchange*|law|validators|members|department*
customer*|user*|client*|team|teams|management|leadership|stakeholder*|everyone|partners|public|community|staff|exec*|board|legal|regulator*|owner*|subscribers .. notified|informed|contacted|told|updated|emailed|briefed
status page|pages
statuspage
incident|outage .. declared|opened|created|resolved|closed|updated .. statuspage|status
incident|outage created|raised|opened to|informing .. notify|inform|about
incident is created to notify
tweet*
reported over|in|on|via|to slack|teams|channel|management|email
posted|post|posts|posting|published|publish|publishes|shared|sent|sends|sending|send .. update|message|notice|notification|statement|announcement|email|mail|status|slack|twitter|teams|discord|channel|blog|advisory|bulletin|tweet|comms
announc*
mail|email|e message|update|notification|communication|statement|comms sent|issued|posted|published|given|requested|started|out
update given|requested|on|to|posted|sent|shared
communicat*
reach*|reaching out|back
responded|replied|answered|reply to
contacted|contact
public|press|external|internal statement|update|communication|announcement|disclosure|notice|post
notification to|sent
next update
asked|asking|requested|request .. information|user*|customer*|team*|for
follow up
informed|notified
published message*|messaged
call for
mail sent
closing|final message|update|communication
`},
		{isImpact, `
user*|customer*|client*|visitor*|order*|booking*|payment*|checkout*|login*|transaction*|merchant*|request*|withdrawal*|deposit* .. unable|cannot|can't|fail*|affected|impacted|lost|unavailable|down|degraded|blocked|error*|timing|slow|rejected|dropped|stuck|declined|see|seeing|experienc*|receiv*|getting
service*|site|website|api|system|systems|platform|app|application|cluster|database|db|prod|production|network|everything .. down|unavailable|unreachable|offline|degraded|disrupted|outage|inaccessible|unresponsive|failing|fails|fail|crash*|returning|return|overload*|slow|impacted|affected|disrupt*
outage|outages|downtime
impact|impacts
is|are|was|were|go|goes|went|going|fully|completely down|offline|dark
unavailable|unreachable|inaccessible
all|every|some|most|many services|requests|sites|users|customers|traffic
data loss|lost|leak*|breach|corrupt*
funds|records|accounts|wallets|balances|tokens lost|stolen|drained|exposed|affected|compromised|locked|frozen|at
users|customers|people affected|impacted
loss of
loses|lost .. traffic|revenue|orders|data|quorum|connect*
`},
		{isSymptom, `
crash*|crashloop*|oom|oomkill*
error|errors|exception|exceptions|5xx|4xx|500s|502s|503s|504s|404s
fail|fails|failed|failing|failure|failures
timeout|timeouts|timing|timed
returning|returns|return 404|500|502|503|504|429|errors|5xx
http 404|500|502|503|504|429|5xx
entered|enters|in|into|state notready|notready|crashloop*
notready|nodenotready|not ready
unhealthy|unresponsive|stuck|hung|hangs|frozen|degraded|degrades
stop|stops|stopped|stopping .. ship*|work*|respond*|process*|receiv*|sending|serv*|accept*|replicat*
expire|expires|expired|expiry
have|has|having no
not|no .. scheduled|responding|working|operational|free|space|traffic|available|shipped
breaking|broke|breaks|broken
latency|load|queue|backlog|lag|memory|cpu|disk|traffic|connections|usage .. increas*|spik*|rise|rises|rose|rising|grows|grew|growing|climb*|exceed*|saturat*|greater|full|drop*|drops
rises|rose|rising|spikes|spiked|climbing|drops|dropped
exhaust*|saturat*|starv*|overload*|overwhelm*|throttl*|deadlock*
missing
slow|slower|slows|sluggish
corrupt*
killed
disappear*|vanish*
unexpected*|ungraceful*
leak*
delay*
panic*|segfault*
first|second|third occur*
starts|start|started report*|fail*|crash*|drop*|return*|timing|throw*|reject*
`},
		{isAdversary, `
attacker*|adversar*|hacker*|exploiter*|intruder*
threat|malicious|bad actor*|insider
malicious transaction*|package|commit|contract|proposal|code|login
exploit transaction*|contract|tx|deployed|executed|begins|began
phish*|smish*|vish*
exfiltrat*
drain* .. pool*|wallet*|fund*|vault*|contract*|treasury|bridge
funds|tokens|assets .. drained|stolen|bridged|laundered|moved|transferred
stolen|leaked|compromised credential*|key*|token*|funds|session*
tornado cash
ransomware|malware executed|deployed|installed|encrypt*|runs|ran|detonat*
brute force
vulnerability committed|introduced
`},

		{saysBegan, incident + `began|begins|begin|started|starts|start|occurs|occurred|commenced
impact start*|begin*|began|onset
start of .. ` + incident + `
fault|incident|outage|impact onset
first|initial impact|failure|failures|occur*
outage|incident start time
`},
		{saysDetected, `
alert|alarm|monitor|monitors|monitoring detects|detected
incident|issue|issues|problem|outage|fault|failure|disruption|degradation|attack|breach|intrusion|exploit|compromise|anomaly .. detected|discovered|noticed|spotted|flagged
first|initially detected|discovered|noticed|alerted|spotted|identified
detected|discovered|noticed|spotted|found the|an|a? ` + incident + `
alert|alerts|alarm|alarms .. noticed|discovered|seen|spotted
identified by
detected on
detected by
time of detection
`},
		{saysResponded, `
response|incident response .. started|began|begins|initiated|commenced|activated|kicked
response started|began|begins|initiated|commenced
alert|page|pager|incident|alarm|pages|alerts acknowledged|acked|acknowledges
acknowledged|acknowledges|acked|acks|ack|ack'd the? incident|alert|page|pager|issue|alarm|alerts|report
incident|major|outage|emergency .. declared
declared|declares|declaring|opened|opens|created|raised .. incident|emergency|outage|sev*|major
incident declared|opened|created|raised|is
investigation|investigations .. started|starts|began|begins|commenced|initiated|opened|underway|launched
start|started|starts|began|begins|begin|commenced|opened|launched .. investigat*|troubleshoot*|triag*|debug*|diagnos*
start|started|starts|began|begins looking into|at
start|started|starts|began working on
war room|call .. opened|started|created|established|convened
`},
		{saysCause, `
root cause|causes .. identified|found|discovered|determined|confirmed|known|isolated|established|pinpointed|located|understood
cause .. identified|found|discovered|determined|confirmed|known|isolated|established|pinpointed|located|understood
identified|identifies|found|finds|discovered|determined|pinpointed|isolated|established|confirmed|located|understood .. root? cause|culprit
culprit .. identified|found|located
root cause analysis show*|reveal*|conclu*|found|identif*
`},
		{saysMitigated, incident + `is|was|has|have|been|fully|successfully|now|partially? .. mitigated|contained|repaired
` + `mitigated|mitigates .. ` + incident + `
mitigation|mitigations|workaround is|was|has|been|fully|now? .. applied|deployed|complete*|in|implemented|effective|live
applied|deployed|implemented|enabled|rolled .. mitigation|workaround
` + service + `.. restored|recovered|repaired
` + service + `fully|partially|completely|has|have|is|are|was|were? been|fully|partially? restored|recovered|repaired
restored|restores|recovered .. service|services|access|functionality|operation|operations|availability|connectivity|traffic
outage|impact|disruption|downtime is? ends|ended|end|over|ceased|stops|stopped
end of .. impact|outage|disruption
contained
mitigated
`},
		{saysResolved, incident + `is|was|has|have|been|fully|successfully|now? .. resolved|closed
incident|issue|problem|outage|fault|disruption marked|declared|considered|confirmed as? .. resolved|closed|over
incident .. closed|resolved|over|ends|ended
all clear
resolved|closed|closes|resolves the|this? incident|outage
resolution confirmed|time
`},
		{hintsDetected, `
we|engineer|engineers|team|oncall|sre|developer|someone|colleague .. notice|noticed|notices|see|saw|observe*|spot*|discover*|realis*|realiz*
noticed|notices|noticing
observed|observes
witness*
became|become|becomes|made aware
informed|notified|alerted|told|warned of|by|that|about|us
discover*
spotted
issue|issues|problem .. verified|confirmed|identified|found
identified|found problem|issue|issues
identified|found a|an|the? problem|issue|issues
verified|verification|confirmed .. issue|problem
verification of
unexpected .. seen|observed
`},
		{hintsResponded, `
corrective action
digging
ongoing|initial investigation|troubleshooting|analysis
investigat*
troubleshoot*|debug*|diagnos*|triag*
looking|looked into
working on
acknowledged|acked|acks|acknowledges
checked|checking
attempt*
tried|trying
deep dive
`},
		{hintsCause, `
found|find|finds|discover*|identif*|realis*|realiz*|conclud*|determin*|confirmed|establish*|show*|reveal*|see|turns|turned|leads .. caus*|culprit|because|due|wrong|misconfigur*|expired|responsible|reason|bug|missing|malformed|incorrect*|leak|exhaust*
found|find|finds|discover*|identif*|realis*|realiz*|conclud*|determin*|confirmed|noticed|establish*|show*|reveal*|learned .. .. caus*|culprit|because|due|wrong|misconfigur*|expired|responsible|reason|bug|malformed|incorrect*
issue|problem|bug|fault .. identified|pinpointed|isolated|traced|understood
identif* that the? issue|problem
trac* .. to|back
narrowed .. to
turns|turned out
culprit
caused by
`},
		{hintsRecovery, `
back to|in normal|operation*|service|nominal|working|green|healthy|baseline
back up|online|operational|normal|operation|working
up and running
returned|returns|return|recovered|recovers|recover|resumed|dropped|drops|down|going|went .. normal|nominal|baseline|expected
all alerts|alarms|checks .. clear*|resolved|green|quiet|passing
all|everything|systems|services|service|nodes|pods|components|traffic|cluster|system|site .. operational|healthy|normal|green|stable|running|working|ok|fine|recovered|available
work|works|working|worked again|now|correctly|normally|properly|fine|fully|as
it|fix|everything|login|logins|service|this|that works|worked|working
fix .. effective|confirmed|verified|worked|works|working
solved|fixed|fixes|cured|remedied|corrected .. issue|issues|problem|problems|error|errors|outage|it|fault
` + incident + `is|was|were|has|have|been|fully? .. solved|fixed|gone|disappeared|over
` + service + `is|are|was|were|has|have|been|fully? .. operational|restored|recovered|available|healthy|normal|back|running|stable|up|resumed|functional
recover|recovers|recovered|recovering|recovery complete*|fully|confirmed|in|after|and|as
errors|error|latency|traffic|5xx|rate|rates|levels|metrics .. subsid*|normal|recover*|baseline|cease*|stop*|disappear*|resum*
errors|error stop*|subsid*|cleared|cease*|gone|drop*
confirmed|confirms|confirm .. working|works|resolved|fixed|recovery|restored|normal|healthy|resolution|operational|stable
rollback|failover|revert|restart|failback .. fixed|worked|restored|successful|successfully
has|have|been|was|were fully|successfully? restored|recovered
is|are|now|fully healthy|operational|functional|fine|stable|green|available
running .. again|normally|fine|stable
started|starts|resumed|resumes|began .. again
resumed|resumes
online again
customer|customers|user|users .. confirm*|reports|reported|report .. works|working|resolved|fixed|recovered|fine|ok|good
available|up|online|healthy|operational again
availability confirmed
allowing traffic
resolved
`},
		{hintsFix, `
fix|patch|hotfix|change .. applied|deployed|implemented|live|released|rolled|pushed|shipped|in|out|complete*|reverted
applied|deployed|implemented|rolled|pushed|shipped|merged .. fix|hotfix|patch
rollback|rollbacks|failover|revert|reverts|restart|failback|restore .. complete|completed|completes|finish|finished|done|performed
rolled back
reverted
has|have|been|was|were fully|successfully? reverted
permanently deleted|removed|disabled
`},
		{hintsFinal, `
permanent|long|final .. fix|solution .. applied|deployed|implemented|in|added|live|completed|released|rolled|merged
permanently fixed|solved|resolved|deleted|removed|disabled|reverted|patched|mitigated|repaired
all .. verified
verified .. all|operational|working|resolved|fixed|healthy
back to normal .. verified|confirmed
confirmed .. resolved|solved|fixed|resolution
everything|solution|fix|recovery .. confirmed|verified
working as intended|expected
`},
		{hintsRelapse, `
recur*|reoccur*|relaps*|resurfac*
re occur*
came|comes|come back
errors|problem|problems|issue|issues|alerts|symptoms is|are back
returned|returns errors|error
fail*|crash*|down|error*|alert|unavailable|unhealthy .. again
again fail*|down|unavailable|crash*|unhealthy
still return*|fail*|down|unavailable|seeing|not|affected|occur*|happen*|experienc*|broken
another|second|third|new .. node|outage|alert|incident|wave|failure|crash|occurrence entered|fails|failed|start*|trigger*|fire*|began|begins
third|second|another|new node|host|instance|pod|replica enters|entered|fails|failed|crash*
reopened|reopen|regress*
`},

		{byMonitoring, `
alert|alerts|alarm|alarms|alerting|alarmed
monitor|monitors|monitoring|pager|pagerduty|opsgenie|dashboard|dashboards|cloudwatch|prometheus|grafana|datadog|sentry|pingdom|nagios|zabbix|alertmanager|slo|probe|probes|synthetic|healthcheck|watchdog|ids|edr|siem|statuscake|splunk|newrelic|kibana|honeycomb|forta|hypernative
automat* warning|notification
anomaly detection
canary
`},
		{byUser, `
user|users|customer|customers|client|clients|developer|developers|merchant|merchants|tenant|tenants|subscriber|subscribers|end|consumer|consumers|community|player|players|visitors|depositor|depositors report*|notic*|alert*|complain*|ask|asks|asked|explains|say|says|said|tell|tells|told|notif*|rais*|flag*|post*|reach*|see|sees|confirm*|team
user|users|customer|customers|client|clients|developer|developers|merchant|merchants|tenant|tenants|people|community|someone|subscriber* .. report|reports|reported|reporting|complain*|notice|notices|noticed|ask|asks|asked|explains|says|alerted|notified|notifies|raises|raised|flagged|posted|reached|reaching|sees
by|from|of .. user|users|customer|customers|client|clients|developer|developers|merchant*|tenant*|community
user|customer|client|support report|reports|tickets|complaints|calls|reported
support .. tickets|calls|complaints|reports
twitter|reddit
`},
		{byPartner, `
vendor|provider|supplier|partner|partners|aws|azure|gcp|google|cloudflare|github|isp|exchange|bank|carrier|stripe|fastly .. report*|notif*|inform*|alert*|told|contact*|warn*|disclos*|email*
by|from our? vendor|provider|supplier|partner*|aws|azure|gcp|google|cloudflare|github|isp|exchange|bank|microsoft|law|cert
warning from aws|azure|gcp|google
`},
		{byBounty, `
bug bounty
bounty
researcher|researchers|whitehat|whitehats|hackerone|immunefi|bugcrowd|intigriti|seal
white hat
security researcher*
`},
		{byTeam, `
we notice*|see|saw|observ*|discover*|spot*|found|find|realis*|realiz*|detect*|witness*
engineer|engineers|oncall|sre|sres|operator|operators|dba|analyst|colleague|admin|staff|employee .. notice*|sees|saw|observ*|discover*|spot*|found|finds|realis*|realiz*|detect*|report*
on call .. notice*|sees|saw|observ*|discover*|spot*|found|finds
noticed|spotted|discovered|seen|detected|witnessed by .. engineer*|team|oncall|on|us|sre|staff|operator*
during manual|routine|check|review|inspection
became aware
`},

		{toOutside, `
customer|customers|user|users|client|clients|public|publicly|press|media|partner|partners|community|twitter|tweet|tweets|tweeted|regulator|regulators|subscriber|subscribers|merchant|merchants|statuspage|tenant|tenants|reddit|telegram|discord|exchanges|reporters|advisory|blog|authorities
status page|pages
law enforcement
supervisory|data authority|protection
`},
		{toInside, `
team|teams|management|leadership|stakeholder|stakeholders|everyone|staff|employees|exec|execs|executive|executives|board|legal|slack|colleague|colleagues|internal|internally|developers|engineers|department|departments|support|ceo|cto|ciso|architects|owner|head|all
`},
		{wasActedOn, `
acknowledged|acked|acks
investigat*
acted on|upon
followed up
triaged
`},
		{wasIgnored, `
ignored|dismissed|overlooked|unnoticed|unacknowledged|snoozed|muted
not acted|investigated|followed|noticed|acknowledged|seen|actioned
no action|response|one
nobody|no reacted|acted|noticed|saw|responded|acknowledged|looked|follow*
was|were|been|got missed
alert|alerts|alarm|page|warning missed|lost|suppressed
assumed .. user|noise|false|transient|flaky
considered|deemed|treated|written .. noise|false|flap*|transient
false positive
`},
	}
}

// vocabulary is the one lexicon of the package.
var vocabulary = newLexicon(phraseLists())
