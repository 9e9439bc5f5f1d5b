package entry

// kindPhrases tell what sort of thing happened.
func kindPhrases() []phraseList {
	return []phraseList{
		{isSignal, `
alert|alerts|alarm|alarms fire*|fired|firing|trigger*|raised|goes|went|received|sent|indicat*|detect*|shows|showed|warn*|regarding|about|from|for|notif*|start*|page*|is|was|on|in
alert|alerts|alarm|alarms
first|second|third|automat*|monitoring|critical|slo|pager|cloudwatch|prometheus|datadog alert*|alarm*|warning*
firing|fires
anyone|anybody|someone .. seeing|see|getting|notice|noticing
pagerduty|alertmanager|opsgenie|datadog|grafana|sentry|cloudwatch|pingdom .. firing|fires|triggers|triggered|red
dashboard|dashboards|monitor is|are|turns|turned|goes|went red
first|user|users|customer|client|support ticket|tickets|complaint|complaints
first user|customer|client|support|community ticket|tickets|complaint|complaints|report|reports
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
users|customers|clients|people start|starts|started|begin|begins|began to? report|reporting|complain|complaining
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
on the call|bridge
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
incident|outage|issue declared resolved|closed|over
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
incident .. created|opened|raised|declared
war room
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
by mistake|accident
destroyed|wiped|truncated
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
order|orders|sales|revenue|signups|logins|payments|bookings|conversions drop|drops|dropped|fall|falls|fell|plummet*|collapse*
loses|lost .. traffic|revenue|orders|data|quorum|connect*
`},
		{isSymptom, `
crash*|crashloop*|oom|oomkill*
error|errors|exception|exceptions|5xx|4xx|500s|502s|503s|504s|404s
fail|fails|failed|failing|failure|failures
timeout|timeouts|timing|timed
time|times out
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
	}
}
