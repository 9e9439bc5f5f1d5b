package entry

// detailPhrases tell who noticed, who was told and what became of a signal.
func detailPhrases() []phraseList {
	return []phraseList{
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
