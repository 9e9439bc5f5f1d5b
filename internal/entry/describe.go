package entry

import (
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Describe fills in what the text of an event says: kind, actor, role, the
// milestones it states, who noticed, communication, severity. What is set already
// is kept. A kind that comes from words is named by the rule "kind:words"; where
// no words decide, the kind is note. zone is the one in which "next update at
// 15:00" is meant; nil is UTC.
func Describe(e *hindcast.TimelineEvent, zone *time.Location) {
	if zone == nil {
		zone = time.UTC
	}
	m := meaningOf(e.Text)
	describeActor(e, m)
	describeKind(e, m)
	for _, milestone := range hindcast.Milestones() {
		if states(m, milestone) > 0 && !e.Marks(milestone) {
			e.Milestones = append(e.Milestones, milestone)
		}
	}
	describeSubject(e, m)
	describeSignal(e, m)
	describeRunbook(e, m)
	if e.Kind == hindcast.Communicated && e.Communication == nil {
		describeMessage(e, m, zone)
	}
}

// addRule names a rule in the event's origin, once.
func addRule(e *hindcast.TimelineEvent, rule string) {
	for known := range strings.FieldsSeq(e.Origin.Rule) {
		if known == rule {
			return
		}
	}
	e.Origin.Rule = strings.TrimSpace(e.Origin.Rule + " " + rule)
}

func describeKind(e *hindcast.TimelineEvent, m meaning) {
	if e.Kind != "" {
		if e.Kind == hindcast.SeverityEvent && e.Severity == nil {
			e.Severity = severityOf(m)
		}
		return
	}
	if change, ok := severityChange(m); ok {
		e.Kind, e.Severity = hindcast.SeverityEvent, change
		addRule(e, "kind:words")
		return
	}
	e.Kind = kindOf(e, m)
	if e.Kind != hindcast.Note {
		addRule(e, "kind:words")
	}
}

// kindOf takes the kind of the phrase that comes first, and of several at one
// place the longest. A page that names who was called is a page wherever that
// stands.
func kindOf(e *hindcast.TimelineEvent, m meaning) hindcast.EventKind {
	best := match{first: len(m.words)}
	for _, found := range m.matches {
		if found.sense > saysBegan {
			continue
		}
		if found.sense == isPage && !e.Actor.IsZero() {
			return hindcast.Page
		}
		if found.sense == isJoin && !joins(m, found, e.Actor) {
			continue
		}
		if found.first < best.first || found.first == best.first && outweighs(found, best) {
			best = found
		}
	}
	if ails(best) && best.sense != saysBegan && m.has(isHypothesis) {
		return hindcast.Hypothesis
	}
	if best.end > 0 {
		return kindOfSense(best.sense)
	}
	for _, found := range m.matches {
		if found.sense >= saysBegan && found.sense <= hintsRelapse {
			return hindcast.Observation
		}
	}
	return hindcast.Note
}

// outweighs compares phrases that start at one word. What failed gives way to what
// was done about it, as in "users report errors"; else the longer one counts.
func outweighs(a, b match) bool {
	if ails(a) != ails(b) {
		return ails(b)
	}
	return a.end > b.end
}

func ails(m match) bool {
	return m.end > 0 && (m.sense == isImpact || m.sense == isSymptom || m.sense == saysBegan)
}

// joins tells people who join from nodes that join a cluster.
func joins(m meaning, found match, actor hindcast.Person) bool {
	if found.end == found.first+1 && actor.IsZero() && (found.first == 0 || !human(m.words[found.first-1].text)) {
		return false
	}
	for i := max(0, found.first-3); i < min(len(m.words), found.end+2); i++ {
		switch m.words[i].text {
		case "node", "nodes", "pod", "pods", "cluster", "broker", "brokers", "instance", "instances", "replica", "member", "members", "server", "servers":
			if actor.IsZero() && !slices.ContainsFunc(m.words[found.first:found.end], func(w word) bool { return w.text == "call" || w.text == "bridge" }) {
				return false
			}
		}
	}
	return true
}

// human lists what people are called who are not named: "security lead joined".
func human(w string) bool {
	switch w {
	case "lead", "leader", "engineer", "engineers", "team", "oncall", "call", "sme", "responder", "responders", "manager", "expert", "dba", "sre", "vendor", "support", "analyst",
		"commander", "scribe", "counsel", "legal", "security", "ops", "cto", "ciso", "ceo", "developer", "developers", "operator", "operators":
		return true
	}
	return false
}

func kindOfSense(s sense) hindcast.EventKind {
	switch s {
	case isSignal:
		return hindcast.Signal
	case isPage:
		return hindcast.Page
	case isJoin:
		return hindcast.Join
	case isLeave:
		return hindcast.Leave
	case isObservation, isSymptom, isQuiet:
		return hindcast.Observation
	case isHypothesis:
		return hindcast.Hypothesis
	case isDecision:
		return hindcast.Decision
	case isResponse:
		return hindcast.ResponseEvent
	case isChange:
		return hindcast.ChangeEvent
	case isMessage:
		return hindcast.Communicated
	case isImpact, saysBegan:
		return hindcast.ImpactEvent
	case isAdversary:
		return hindcast.Adversary
	}
	return hindcast.Note
}

// states says how strongly a text states a milestone: 2 for a label that stands
// apart, 1 for a phrase, 0 when it does not. The response starts with whatever is
// stated first, be it a label or a phrase.
func states(m meaning, milestone hindcast.Milestone) int {
	if slices.Contains(m.labels, milestone) && milestone != hindcast.Responded {
		return 2
	}
	if m.has(saysOf(milestone)) || slices.Contains(m.labels, milestone) {
		return 1
	}
	return 0
}

func saysOf(m hindcast.Milestone) sense {
	switch m {
	case hindcast.Began:
		return saysBegan
	case hindcast.Detected:
		return saysDetected
	case hindcast.Responded:
		return saysResponded
	case hindcast.CauseFound:
		return saysCause
	case hindcast.Mitigated:
		return saysMitigated
	}
	return saysResolved
}

// describeSignal says who noticed and whether the signal was followed up.
func describeSignal(e *hindcast.TimelineEvent, m meaning) {
	if e.Kind != hindcast.Signal && !e.Marks(hindcast.Detected) {
		return
	}
	notice(e, m)
	if e.Kind != hindcast.Signal || e.ActedOn != nil {
		return
	}
	switch {
	case m.has(wasIgnored):
		e.ActedOn = new(bool)
	case m.has(wasActedOn):
		yes := true
		e.ActedOn = &yes
	}
}

// notice says who noticed. Somebody of the timeline who is named and noticed is of
// the team.
func notice(e *hindcast.TimelineEvent, m meaning) {
	if e.NoticedBy != "" {
		return
	}
	e.NoticedBy = noticer(m)
	if e.NoticedBy == "" && !e.Actor.IsZero() && m.has(hintsDetected) {
		e.NoticedBy = hindcast.NoticedByTeam
	}
}

// noticer prefers who is named over what reported: "warning from the provider" is
// the provider's.
func noticer(m meaning) hindcast.Noticer {
	if m.has(byBounty) {
		return hindcast.NoticedByBounty
	}
	if m.has(byPartner) {
		return hindcast.NoticedByPartner
	}
	best := match{first: len(m.words)}
	for _, found := range m.matches {
		if found.sense != byUser && found.sense != byMonitoring && found.sense != byTeam {
			continue
		}
		if found.first < best.first || found.first == best.first && found.end > best.end {
			best = found
		}
	}
	switch {
	case best.end == 0:
		return ""
	case best.sense == byUser:
		return hindcast.NoticedByUser
	case best.sense == byMonitoring:
		return hindcast.NoticedByMonitoring
	}
	return hindcast.NoticedByTeam
}

// describeRunbook reads "followed the failover runbook", "no runbook" and
// "skipped the step" on a response.
func describeRunbook(e *hindcast.TimelineEvent, m meaning) {
	if e.Kind != hindcast.ResponseEvent || e.Response != nil {
		return
	}
	runbook, follow, without, skipped := false, false, false, false
	for _, w := range m.words {
		switch w.text {
		case "runbook", "playbook":
			runbook = true
		case "per", "following", "followed", "follows", "from", "using", "executed", "ran":
			follow = true
		case "no", "without", "missing", "improvised", "improvising", "improvise":
			without = true
		case "skipped", "skipping":
			skipped = true
		}
	}
	switch {
	case runbook && skipped:
		e.Response = &hindcast.ResponseStep{Mode: hindcast.StepSkipped}
	case runbook && without, strings.Contains(strings.ToLower(e.Text), "improvis"):
		e.Response = &hindcast.ResponseStep{Mode: hindcast.StepImprovised}
		return
	case runbook && follow:
		e.Response = &hindcast.ResponseStep{Mode: hindcast.StepFollowed}
	}
	if e.Response != nil {
		e.Response.Runbook = quoted(e.Text)
	}
}

// quoted returns the first text in quotation marks, which beside "runbook" is its
// title.
func quoted(text string) string {
	for _, marks := range [][2]string{{`"`, `"`}, {"“", "”"}, {"‘", "’"}} {
		if _, rest, ok := strings.Cut(text, marks[0]); ok {
			if title, _, ok := strings.Cut(rest, marks[1]); ok {
				return strings.TrimSpace(title)
			}
		}
	}
	return ""
}
