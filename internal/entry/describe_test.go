package entry

import (
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestDescribe(t *testing.T) {
	tests := []struct{ text, want string }{
		{"alert fired, API 5xx >5%", "signal; noticed by monitoring"},
		{"Alert `KubePodCrashLooping` is firing in production", "signal; noticed by monitoring"},
		{"PagerDuty alert for payment latency", "signal; noticed by monitoring"},
		{"CloudWatch alarm triggered on queue depth", "signal; noticed by monitoring"},
		{"Datadog monitor detects elevated error rate", "signal; *detected; noticed by monitoring"},
		{"Users report they cannot log in", "signal; noticed by user"},
		{"Several customers complain about missing e-mails", "signal; noticed by user"},
		{"A merchant reported double charges", "signal; noticed by user"},
		{"Support receives first tickets about failed payments", "signal; noticed by user"},
		{"Our vendor informed us that their API is degraded", "signal; noticed by partner"},
		{"AWS notified us of an upcoming hardware failure", "signal; noticed by partner"},
		{"Security researcher reports an XSS via HackerOne", "signal; noticed by bounty"},
		{"An engineer noticed strange log lines", "signal; noticed by team"},
		{"We noticed that backups had stopped", "observation"},
		{"On-call engineer spotted the anomaly during a routine check", "observation; *detected; noticed by team"},
		{"Alert was dismissed as noise", "signal; noticed by monitoring; acted on false"},
		{"Alert acknowledged by the on-call", "signal; *responded; noticed by monitoring; acted on true"},
		{"Alert cleared", "observation"},
		{"All alerts cleared", "observation"},
		{"Customers were notified by e-mail", "communication; told external on email"},
		{"Paged Carol (SME)", "page; actor Carol sme"},
		{"Paged the database team", "page"},
		{"Escalated to @frank", "page; actor frank"},
		{"PagerDuty pages the secondary on-call", "page"},
		{"Alice (IC) joined", "join; actor Alice incident_leader"},
		{"Dana joined the call", "join; actor Dana"},
		{"Bob Smith joined the incident channel as scribe", "join; actor Bob Smith scribe"},
		{"New nodes joined the cluster", "note"},
		{"Pods restarted", "response"},
		{"Prometheus restarted by operator", "response"},
		{"@bob acknowledged the page", "response; *responded; actor bob"},
		{"[dave] restarted the ingress controllers", "response; actor dave"},
		{"[prod] deploy finished", "change"},
		{"(Lloyd M) board created", "change; actor Lloyd M"},
		{"Erin: decided to fail over to the second region", "decision; actor Erin"},
		{"Detection: high error rate on checkout", "observation; *detected"},
		{"Update: still investigating", "response"},
		{"Maria left the call", "leave; actor Maria"},
		{"Greg took over as incident commander", "join; actor Greg incident_leader"},
		{"Suspect the new release broke session handling", "hypothesis"},
		{"The database might be overloaded", "hypothesis"},
		{"Theory: certificate pinning broke the app", "hypothesis"},
		{"Ruled out the network", "hypothesis"},
		{"It was decided to wait for the vendor", "decision"},
		{"Agreed with management to close the shop", "decision"},
		{"Rolled back to version 1.41", "response"},
		{"Rollback completed", "response"},
		{"Restarted the API pods, no effect", "response"},
		{"Scaled the web tier from 4 to 12 replicas", "response"},
		{"Blocked the attacker's IP range", "response"},
		{"Revoked all API tokens", "response"},
		{"Applied hotfix to the primary", "response"},
		{"Failed over to the replica", "observation"},
		{"Followed the database failover runbook", "response; step followed"},
		{"No runbook existed, improvised a manual restore", "response; step improvised"},
		{"Deployed version 2.3 to production", "change"},
		{"Release 2.3 went live", "change"},
		{"Merged PR 4711 into main", "change"},
		{"Scheduled maintenance started", "change"},
		{"Nightly batch job started", "change"},
		{"Feature flag new-cart enabled for 50% of users", "change"},
		{"Terraform applied", "change"},
		{"Posted on the status page", "communication; told external on status page"},
		{"Status page updated", "communication; told external on status page"},
		{"Tweeted that we are aware of the problem, next update in 30 min", "communication; told external on twitter, next update 14:30:00"},
		{"E-mail sent to all customers", "communication; told external on email"},
		{"Informed stakeholders in #incident-42", "communication; told internal on #incident-42"},
		{"Management informed", "communication; told internal on "},
		{"Internal update posted on Slack, next update at 15:00", "communication; told internal on slack, next update 15:00:00"},
		{"Notified the regulator", "communication; told external on "},
		{"Published final post on the blog", "communication; told external on blog"},
		{"Severity raised to P1 because all regions are affected", "severity; severity P1 all regions are affected"},
		{"Declared SEV2", "severity; *responded; severity P2"},
		{"Upgraded from P3 to P2", "severity; severity P2"},
		{"Downgraded to sev-3 due to a workaround", "severity; severity P3 a workaround"},
		{"Incident declared (SEV-1)", "severity; *responded; severity P1"},
		{"Severity: high", "severity; severity P2"},
		{"p95 latency is 4 seconds", "observation"},
		{"API is down", "impact"},
		{"All services returning 503", "impact"},
		{"Customers cannot check out", "impact"},
		{"Database is unavailable", "impact"},
		{"CPU at 98% on the primary", "observation"},
		{"Error rate rises to 12%", "observation"},
		{"Attacker logs in with stolen credentials", "adversary"},
		{"Phishing e-mail opened by an employee", "adversary"},
		{"Ransomware encrypts the file server", "adversary"},
		{"Funds drained from the hot wallet", "adversary"},
		{"Lunch", "note"},
		{"Jane and Tom discuss options", "note"},
		{"Issue resolved", "observation; *resolved"},
		{"Incident closed", "observation; *resolved"},
		{"Service restored", "observation; *mitigated"},
		{"Issue mitigated", "response; *mitigated"},
		{"**Mitigated**", "response; *mitigated"},
		{"Resolved.", "observation; *resolved"},
		{"Database back up (resolved)", "observation; *resolved"},
		{"Issue not resolved", "note"},
		{"The issue is still not resolved", "note"},
		{"Issue could not be resolved", "note"},
		{"It was not detected", "note"},
		{"Ticket to be closed", "note"},
		{"Not mitigated yet", "note"},
		{"Believed to be resolved", "hypothesis"},
		{"Cannot resolve host name", "note"},
		{"PR closed", "note"},
		{"Ticket closed", "note"},
		{"Alert resolved", "observation"},
		{"Issue resolved and permanently fixed", "response; *resolved"},
		{"Root cause identified", "observation; *cause_found"},
		{"Root cause not yet identified", "observation"},
		{"Root cause unknown", "note"},
		{"Deep dive started, root cause was found later", "observation"},
		{"Culprit identified: a bad index", "observation; *cause_found"},
		{"Potential culprit identified", "hypothesis"},
		{"Investigation started", "response; *responded"},
		{"Started looking into the reports", "response; *responded"},
		{"Investigation into the outage started", "response; *responded"},
		{"Outage started", "impact; *began"},
		{"Problem started after the deploy", "impact; *began"},
		{"Impact start", "impact; *began"},
		{"Issue first detected by a customer", "observation; *detected; noticed by user"},
		{"Confirmed to be resolved by the customer", "observation"},
		{"Workaround in place", "response; *mitigated"},
		{"Everything back to normal and verified", "observation"},
		{"Monitoring shows recovery", "observation"},
		{"Partially restored service", "response"},
		{"Service will be restored by noon", "note"},
		{"We are waiting until the service is restored", "note"},
		{"Fix deployed to staging", "response"},
		{"The on-call engineer joined the bridge", "join"},
		{"Everyone joined the call", "join"},
		{"Customer confirmed that it works again", "observation"},
		{"No alert fired", "note"},
		{"Nobody noticed the alert", "observation"},
		{"IC: Hanna takes command", "join"},
		{"Hanna: I am restarting the workers", "response; actor Hanna"},
		{"Note: see the ticket", "note"},
		{"GitHub issue closed", "note"},
		{"Bridge contract paused by the multisig", "response"},
		{"Emergency declared", "observation; *responded"},
		{"Traffic shifted to us-east", "response"},
		{"Vendor confirmed a bug in their firmware", "observation"},
	}
	for _, test := range tests {
		t.Run(test.text, func(t *testing.T) {
			e := hindcast.TimelineEvent{ID: "e1", Text: test.text, Precision: hindcast.PrecisionMinute,
				At: time.Date(2024, 1, 29, 14, 0, 0, 0, time.UTC)}
			Describe(&e)
			if err := e.Validate(); err != nil {
				t.Error(err)
			}
			if got := said(e); got != test.want {
				t.Errorf("Describe(%q)\n got %s\nwant %s", test.text, got, test.want)
			}
		})
	}
}

// said is what an event's words say: "kind; *milestones; details".
func said(e hindcast.TimelineEvent) string {
	parts := []string{string(e.Kind)}
	for _, m := range e.Milestones {
		parts = append(parts, "*"+string(m))
	}
	return strings.Join(append(parts, details(e)...), "; ")
}
