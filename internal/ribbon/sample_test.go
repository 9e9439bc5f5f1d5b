package ribbon

import (
	"fmt"
	"time"

	h "github.com/hindcast/hindcast/internal/hindcast"
)

// at reads "2026-03-03 14:02" as UTC.
func at(s string) time.Time {
	form := "2006-01-02 15:04"
	if len(s) > len(form) {
		form += ":05"
	}
	t, err := time.Parse(form, s)
	if err != nil {
		panic(err)
	}
	return t
}

func event(id, when string, kind h.EventKind, text string, marks ...h.Milestone) h.TimelineEvent {
	return h.TimelineEvent{ID: h.EventID(id), At: at(when), Precision: h.PrecisionMinute, Kind: kind, Text: text, Milestones: marks}
}

func by(e h.TimelineEvent, name string) h.TimelineEvent {
	e.Actor = h.Person{Name: name}
	return e
}

func told(e h.TimelineEvent, to h.Audience, channel string) h.TimelineEvent {
	e.Communication = &h.Communication{Audience: to, Channel: channel}
	return e
}

func declared(e h.TimelineEvent, s h.Severity, reason string) h.TimelineEvent {
	e.Severity = &h.SeverityChange{To: s, Reason: reason}
	return e
}

func person(name string, roles ...h.Role) h.Participant {
	return h.Participant{Person: h.Person{Name: name}, Roles: roles}
}

func verdicts(all ...h.Verdict) []h.Answer {
	var answers []h.Answer
	for i, q := range h.Questions() {
		answers = append(answers, h.Answer{Question: q, Verdict: all[i%len(all)], Reason: "A reason in one sentence."})
	}
	return answers
}

// shortOutage is five events in ten minutes.
func shortOutage() (*h.Record, Options) {
	r := &h.Record{Incident: h.Incident{Title: "Checkout returns errors", Kind: h.Operational, Severity: h.P2}}
	r.Timeline = []h.TimelineEvent{
		event("e1", "2026-03-03 14:02", h.ChangeEvent, "Deploy 4711 of checkout to production", h.Began),
		event("e2", "2026-03-03 14:04", h.Signal, "Alert CheckoutErrorRate fired", h.Detected),
		by(event("e3", "2026-03-03 14:06", h.ResponseEvent, "Mira opened the runbook “Bad deploy”", h.Responded), "Mira Kovač"),
		by(event("e4", "2026-03-03 14:09", h.Decision, "Roll back rather than fix forward", h.CauseFound), "Mira Kovač"),
		event("e5", "2026-03-03 14:12", h.Observation, "Error rate back to normal", h.Mitigated, h.Resolved),
	}
	return r, Options{}
}

// outage is a working day's outage with everything in it.
func outage() (*h.Record, Options) {
	r := &h.Record{Incident: h.Incident{Title: "Payments down after certificate expiry", Kind: h.Operational, Severity: h.P1, Services: []string{"payments"}}}
	r.Participants = []h.Participant{person("Mira Kovač", h.IncidentLeader), person("Jonas Lind", h.Responder, h.SME),
		person("Adaeze Nwosu", h.CommunicationManager), person("Bartholomew Featherstonehaugh-Cholmondeley", h.DecisionMaker), person("Legal on call", h.DecisionMaker)}
	improvised := by(event("e12", "2026-03-03 14:52", h.ResponseEvent, "Mount the old certificate bundle by hand"), "Jonas Lind")
	improvised.Response = &h.ResponseStep{Mode: h.StepImprovised}
	skipped := event("e11", "2026-03-03 14:40", h.ResponseEvent, "Runbook step 3 (drain the region) skipped: it would not help")
	skipped.Response = &h.ResponseStep{Mode: h.StepSkipped}
	guess := event("e7", "2026-03-03 14:25", h.Observation, "First customers saw errors around then, says support")
	guess.Precision = h.PrecisionApproximate
	lasted := event("e9", "2026-03-03 14:31", h.ImpactEvent, "All card payments fail")
	lasted.Until = at("2026-03-03 15:28")
	r.Timeline = []h.TimelineEvent{
		event("e1", "2026-03-03 14:02", h.Observation, "Certificate of the payment gateway expired", h.Began),
		event("e2", "2026-03-03 14:09", h.Signal, "Alert PaymentErrorRate fired, auto-resolved after 2 minutes"),
		event("e3", "2026-03-03 14:21", h.Signal, "Alert PaymentErrorRate fired again", h.Detected),
		by(event("e4", "2026-03-03 14:22", h.Page, "Paged the payments on-call"), "Jonas Lind"),
		by(event("e5", "2026-03-03 14:29", h.Join, "Jonas joined", h.Responded), "Jonas Lind"),
		declared(event("e6", "2026-03-03 14:30", h.SeverityEvent, "Declared P3"), h.P3, "few reports so far"),
		guess,
		lasted,
		by(event("e8", "2026-03-03 14:33", h.Page, "Paged the incident leader"), "Mira Kovač"),
		by(event("e10", "2026-03-03 14:38", h.Join, "Mira took the lead"), "Mira Kovač"),
		skipped, improvised,
		event("e13", "2026-03-03 14:47", h.Hypothesis, "Expired certificate on the gateway?"),
		declared(event("e14", "2026-03-03 14:55", h.SeverityEvent, "Raised to P1"), h.P1, "all card payments fail"),
		by(event("e15", "2026-03-03 14:57", h.Join, "Adaeze joined for communications"), "Adaeze Nwosu"),
		by(event("e16", "2026-03-03 15:04", h.Observation, "openssl shows notAfter=14:02 on gateway-3", h.CauseFound), "Jonas Lind"),
		told(event("e17", "2026-03-03 15:06", h.Communicated, "Status page: payments are failing, we know the cause"), h.ToExternal, "status page"),
		told(event("e18", "2026-03-03 15:07", h.Communicated, "Update to the company channel"), h.ToInternal, "#all"),
		by(event("e19", "2026-03-03 15:10", h.Decision, "Reissue with the emergency CA account; Bartholomew approves"), "Bartholomew Featherstonehaugh-Cholmondeley"),
		by(event("e20", "2026-03-03 15:12", h.ResponseEvent, "Issue new certificate"), "Jonas Lind"),
		by(event("e21", "2026-03-03 15:26", h.ChangeEvent, "Roll out certificate to gateways"), "Jonas Lind"),
		event("e22", "2026-03-03 15:28", h.Observation, "Error rate falls below 1 %", h.Mitigated),
		told(event("e23", "2026-03-03 16:58", h.Communicated, "Status page: fixed, watching"), h.ToExternal, "status page"),
		by(event("e24", "2026-03-03 16:20", h.Leave, "Mira left"), "Mira Kovač"),
		event("e25", "2026-03-03 17:10", h.Note, "Backlog of payments worked off", h.Resolved),
		told(event("e26", "2026-03-03 17:40", h.Communicated, "Status page: resolved"), h.ToExternal, "status page"),
	}
	r.Evidence = []h.Evidence{{ID: "v1", Name: "Gateway TLS handshake log", Events: []h.EventID{"e16"}},
		{ID: "v2", Name: "Dashboard: payment errors", Events: []h.EventID{"e3"}},
		{ID: "v3", Name: "Load balancer access log", Availability: h.Expired, Events: []h.EventID{"e7"}}}
	r.Event("e17").Communication.NextUpdate = at("2026-03-03 16:00")
	r.SortTimeline()
	o := Options{Answers: verdicts(h.Missed, h.Missed, h.Partly, h.Met, h.Missed, h.NotComputable, h.Met)}
	o.Actual = []h.SeverityStep{{From: at("2026-03-03 14:21"), Level: h.P3, Worst: h.P3}, {From: at("2026-03-03 14:31"), Level: h.P1, Worst: h.P1, Events: []h.EventID{"e9"}}}
	o.Gaps = []h.CommunicationGap{
		{Kind: h.GapFirst, From: at("2026-03-03 14:21"), To: at("2026-03-03 15:06"), Due: at("2026-03-03 14:51"), Verdict: h.Missed},
		{Kind: h.GapBetween, From: at("2026-03-03 15:06"), To: at("2026-03-03 16:58"), Due: at("2026-03-03 16:06"), Verdict: h.Missed},
		{Kind: h.GapBetween, From: at("2026-03-03 16:58"), To: at("2026-03-03 17:10"), Due: at("2026-03-03 17:58"), Verdict: h.Met},
		{Kind: h.GapClosing, From: at("2026-03-03 17:10"), To: at("2026-03-03 17:40"), Due: at("2026-03-03 19:10"), Verdict: h.Met},
	}
	return r, o
}

// twoDays is an incident with a quiet night, and a cause three weeks earlier.
func twoDays() (*h.Record, Options) {
	r, o := outage()
	r.Incident.Title = "Payments down, and again the next morning"
	early := event("e0", "2026-02-10 00:00", h.ChangeEvent, "Renewal job removed from the scheduler")
	early.Precision = h.PrecisionDay
	r.Timeline = append(r.Timeline, early,
		event("f1", "2026-03-05 08:12", h.Signal, "Alert PaymentErrorRate fired: gateway-7 still had the old certificate"),
		by(event("f2", "2026-03-05 08:15", h.Join, "Jonas joined"), "Jonas Lind"),
		by(event("f3", "2026-03-05 08:31", h.ChangeEvent, "Rolled out to gateway-7"), "Jonas Lind"),
		event("f4", "2026-03-05 08:40", h.Observation, "All gateways checked"))
	r.SortTimeline()
	return r, o
}

// keyCompromise is nine days with as many events as asked for.
func keyCompromise(n int) (*h.Record, Options) {
	r := &h.Record{Incident: h.Incident{Title: "Deploy key of the treasury contract compromised", Kind: h.SecurityIncident, Severity: h.P1}}
	start := at("2026-05-04 03:11")
	people := []string{"Ana Ruiz", "Ben Okafor", "Chidi Eze", "Dora Papadaki", "Emil Novák", "Farah Aziz", "Goran Ilić", "Hana Sato", "Ines Costa",
		"Jun Park", "Kofi Mensah", "Lea Weiß", "Maks Bielski", "Nora Quinn"}
	for i, name := range people {
		roles := [][]h.Role{{h.IncidentLeader}, {h.SME}, {h.CommunicationManager}, {h.Scribe}, nil}[min(i, 4)]
		r.Participants = append(r.Participants, person(name, roles...))
		r.Timeline = append(r.Timeline, by(h.TimelineEvent{ID: h.EventID(fmt.Sprintf("j%d", i)), At: start.Add(time.Duration(i*i) * 40 * time.Minute),
			Precision: h.PrecisionMinute, Kind: h.Join, Text: name + " joined"}, name))
	}
	kinds := []h.EventKind{h.Signal, h.Observation, h.ResponseEvent, h.Note, h.Decision, h.Adversary, h.Hypothesis, h.ChangeEvent, h.Communicated}
	for i := range n - len(people) {
		day := time.Duration(i) * 9 * 24 * time.Hour / time.Duration(max(1, n-len(people)))
		wobble := time.Duration(i*i%97) * 7 * time.Minute
		kind := kinds[(i*i/3+i)%len(kinds)]
		e := h.TimelineEvent{ID: h.EventID(fmt.Sprintf("e%d", i)), At: start.Add(day + wobble), Precision: h.PrecisionMinute, Kind: kind,
			Text: fmt.Sprintf("Step %d: looked at what the key could reach, and turned one more thing off", i)}
		if kind == h.Communicated {
			e = told(e, []h.Audience{h.ToInternal, h.ToExternal}[i%2], "mail")
		}
		if i%3 == 0 {
			e = by(e, people[i%len(people)])
		}
		r.Timeline = append(r.Timeline, e)
	}
	marks := []struct {
		after time.Duration
		mark  h.Milestone
		kind  h.EventKind
		text  string
	}{{0, h.Began, h.Adversary, "Key used from an unknown address"}, {26 * time.Hour, h.Detected, h.Signal, "Partner reports an odd transfer"},
		{27 * time.Hour, h.Responded, h.Decision, "War room opened"}, {52 * time.Hour, h.CauseFound, h.Observation, "Key found in a public build log"},
		{70 * time.Hour, h.Mitigated, h.ChangeEvent, "Key rotated, contract paused"}, {208 * time.Hour, h.Resolved, h.Decision, "Contract redeployed"}}
	for i, m := range marks {
		r.Timeline = append(r.Timeline, h.TimelineEvent{ID: h.EventID(fmt.Sprintf("m%d", i)), At: start.Add(m.after), Precision: h.PrecisionMinute,
			Kind: m.kind, Text: m.text, Milestones: []h.Milestone{m.mark}})
	}
	r.Timeline = append(r.Timeline, declared(event("s1", "2026-05-05 06:00", h.SeverityEvent, "P2"), h.P2, ""), declared(event("s2", "2026-05-05 20:00", h.SeverityEvent, "P1"), h.P1, ""),
		declared(event("s3", "2026-05-09 20:00", h.SeverityEvent, "P3"), h.P3, ""))
	r.SortTimeline()
	o := Options{Answers: verdicts(h.Missed, h.Partly, h.Met)}
	o.Actual = []h.SeverityStep{{From: at("2026-05-05 05:11"), Level: h.P1, Worst: h.P1}}
	o.Gaps = []h.CommunicationGap{{Kind: h.GapFirst, From: at("2026-05-05 05:11"), To: at("2026-05-05 12:11"), Due: at("2026-05-05 05:41"), Verdict: h.Missed}}
	return r, o
}

// nearMiss is short, mostly vague, and lacks milestones.
func nearMiss() (*h.Record, Options) {
	r := &h.Record{Incident: h.Incident{Title: "Backup restored into production by mistake, caught at the prompt", Kind: h.Operational, NearMiss: true}}
	vague := event("e1", "2026-06-10 09:00", h.Observation, "Somebody noticed that the prompt named the production host", h.Detected)
	vague.Precision = h.PrecisionApproximate
	hour := event("e2", "2026-06-10 11:00", h.Decision, "Restore stopped; the runbook gets a check of the host name")
	hour.Precision = h.PrecisionHour
	day := event("e3", "2026-06-10 00:00", h.Note, "Told the whole team")
	day.Precision = h.PrecisionDay
	r.Timeline = []h.TimelineEvent{vague, hour, day,
		{ID: "e4", Precision: h.PrecisionUnknown, Kind: h.Note, Text: "The same happened last year, nobody remembers when"}}
	r.Inferred = map[h.Milestone]string{h.Detected: "words:noticed"}
	r.SortTimeline()
	return r, Options{Answers: verdicts(h.NotComputable, h.NotApplicable)}
}

type sampleCase struct {
	name string
	make func() (*h.Record, Options)
}

func samples() []sampleCase {
	return []sampleCase{
		{"short", shortOutage}, {"outage", outage}, {"twodays", twoDays}, {"nearmiss", nearMiss},
		{"compromise", func() (*h.Record, Options) { return keyCompromise(2000) }},
		{"compromise200", func() (*h.Record, Options) { return keyCompromise(200) }},
		{"empty", func() (*h.Record, Options) { return &h.Record{}, Options{} }},
		{"single", func() (*h.Record, Options) {
			return &h.Record{Timeline: []h.TimelineEvent{event("e1", "2026-03-03 14:02", h.Signal, "Alert", h.Detected)}}, Options{}
		}},
		{"instant", func() (*h.Record, Options) {
			r, o := shortOutage()
			for i := range r.Timeline {
				r.Timeline[i].At = r.Timeline[0].At
			}
			return r, o
		}},
	}
}
