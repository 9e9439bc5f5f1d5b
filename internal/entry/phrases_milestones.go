package entry

// milestonePhrases state or hint at milestones. The words are those of response
// policies and reports in use, with the incident itself as their subject, because
// "the pods were restored" says less than "service restored".
func milestonePhrases() []phraseList {
	const incident = "incident|issue|issues|problem|outage|fault|failure|disruption|degradation|attack|breach|intrusion|exploit|compromise|anomaly|hack "
	const service = "service|services|site|website|system|systems|traffic|functionality|operations|access|availability|cluster|platform|api|everything|application|apps|login|logins|connectivity|database|product "
	return []phraseList{
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
on call|sre|team|engineer|responder alerted|alarmed
oncall|we alerted|alarmed
on call is|was|were|got alerted
oncall is|was|were|got alerted
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
incident is|was|has? been? declared|opened|created|raised
incident declared|opened|created|raised
investigation|investigations start|begin
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
mitigation|mitigations|workaround .. applied|deployed|complete*|implemented|effective|live
mitigation|mitigations|workaround|workarounds .. in place|effect
applied|deployed|implemented|enabled|rolled .. mitigation|workaround
` + service + `.. restored|recovered|repaired
` + service + `fully|partially|completely|has|have|is|are|was|were? been|fully|partially? restored|recovered|repaired
restored|restores|recovered .. service|services|access|functionality|operation|operations|availability|connectivity|traffic
outage|impact|disruption|downtime is? ends|ended|end|over|ceased|stops|stopped
end of .. impact|outage|disruption
contained
mitigated
`},
		{saysResolved, `
status|state .. to? resolved|closed
` + incident + `is|was|has|have|been|fully|successfully|now? .. resolved|closed
marked|marking as? resolved|closed
incident|issue|problem|outage|fault|disruption marked|declared|considered|confirmed as? .. resolved|closed|over
incident .. closed|resolved|over|ends|ended
all clear
closing the|this? incident|outage
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
picked|picks|picking up
picked|picks it|this up
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
to blame
found it
found|confirmed|known|shown to be .. cause|reason|culprit
confirm|confirms .. bug|misconfiguration|defect
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
recover|recovers|recovered|recovery complete*|fully|confirmed
full|complete recovery
can|able .. again
errors|error|latency|traffic|5xx|rate|rates|levels|metrics .. subsid*|normal|recover*|baseline|cease*|stop*|disappear*|resum*
errors|error stop*|subsid*|cleared|cease*|gone|drop*
confirmed|confirms|confirm .. working|works|resolved|fixed|recovery|restored|normal|healthy|resolution|operational|stable
rollback|failover|revert|restart|failback .. fixed|worked|restored|successful|successfully
has|have|been|was|were fully|successfully? restored|recovered
is|are|now|fully healthy|operational|functional|fine|stable|green|available
running .. again|normally|fine|stable
started|starts|resumed|resumes|began .. again
resumed|resumes
succeed|succeeds|succeeded|succeeding again
jobs|calls|requests|logins|payments|writes|reads|lookups|transactions|orders|uploads|builds succeed|succeeds|succeeding
flow|flows|flowing again
is|are gone
all good
search|checkout|payment|payments|queue|queues|latency|throughput|writes|reads|requests|orders|deposits|withdrawals|replication|production|sync|indexing|uploads|downloads recovered|recovers
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
key|keys|credential|credentials|token|tokens|secret|secrets|session|sessions|access|certificate .. revoked|rotated|invalidated
flag|feature|toggle .. switched|turned off
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
	}
}
