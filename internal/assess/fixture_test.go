package assess_test

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/assess"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/policy"
)

// fixture is one case of a file in testdata. A case begins with
// "== name: verdict"; each line after it is one fact:
//
//	severity P2 | kind security | type key compromise | services api, blog | near_miss
//	today 2026-04-01 | no_total_users | no_key_events
//	10:00 signal detected by=monitoring acted=no some words
//	person Ann roles=incident_leader,scribe team=Platform
//	impact at=e2 since=10:00 users=50 all down=api degraded=blog funds=1 losses=0 records=3
//	runbook Failover revised=2026-01-01 types=outage services=api review=30
//	evidence dump source=CloudTrail events=e1,e2 expired | unavailable | intact | broken
//	weakness f1 risk=2026-04-01 | no_change | by_action
//	action of=f1 due=2026-03-20 state=verified change=monitoring
//
// Times lie on 2 March 2026, a Monday, or with d3/ before them on the third day
// from then: 10:00:00 is exact, 10:00 to the minute, 10h to the hour, ~10:00
// approximate, day to the day, ? unknown. Events are e1, e2, … in the order
// written.
type fixture struct {
	name    string
	verdict hindcast.Verdict
	record  hindcast.Record
	policy  hindcast.Policy
	options assess.Options
}

// testPolicy is the default policy with services and users of our own.
func testPolicy() hindcast.Policy {
	p := policy.Default()
	p.TotalUsers = 10_000
	p.Services = []hindcast.Service{{Name: "api", Core: true, Team: "Platform"}, {Name: "wallet", Core: true, Team: "Custody"}, {Name: "blog", Team: "Web"}}
	p.EvidenceSources = []hindcast.EvidenceSource{{Name: "CloudTrail"}, {Name: "Grafana"}}
	return p
}

func readFixtures(t *testing.T, path string) []fixture {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var list []fixture
	for n, line := range strings.Split(string(text), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if head, ok := strings.CutPrefix(line, "== "); ok {
			i := strings.LastIndex(head, ": ")
			list = append(list, fixture{name: head[:i], verdict: hindcast.Verdict(head[i+2:]), policy: testPolicy()})
			list[len(list)-1].record.Incident = hindcast.Incident{Title: head[:i], Kind: hindcast.Operational}
			continue
		}
		if err := list[len(list)-1].read(line); err != nil {
			t.Fatalf("%s:%d: %q: %v", path, n+1, line, err)
		}
	}
	for _, f := range list {
		if err := f.record.Validate(); err != nil {
			t.Fatalf("%s: %s: %v", path, f.name, err)
		}
	}
	return list
}

func (f *fixture) read(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	r := &f.record
	switch word {
	case "severity":
		r.Incident.Severity, _ = hindcast.ParseSeverity(rest)
	case "kind":
		r.Incident.Kind = hindcast.IncidentKind(rest)
	case "type":
		r.Incident.Type = rest
	case "services":
		r.Incident.Services = strings.Split(rest, ", ")
	case "near_miss":
		r.Incident.NearMiss = true
	case "no_total_users":
		f.policy.TotalUsers = 0
	case "no_key_events":
		f.policy.Evidence.KeyEventShare = 0
	case "today":
		return readDay(rest, &f.options.Today)
	case "person":
		return f.person(strings.Fields(rest))
	case "impact":
		return f.impact(strings.Fields(rest))
	case "runbook":
		return f.runbook(strings.Fields(rest))
	case "evidence":
		return f.evidence(strings.Fields(rest))
	case "weakness", "strength":
		return f.finding(hindcast.FindingKind(word), strings.Fields(rest))
	case "action":
		return f.action(strings.Fields(rest))
	default:
		return f.event(strings.Fields(line))
	}
	return nil
}

func readDay(text string, to *hindcast.Date) (err error) {
	*to, err = hindcast.ParseDate(text)
	return err
}

// readTime reads a time of day as described at fixture.
func readTime(text string) (time.Time, hindcast.Precision, error) {
	day := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	if n, rest, ok := strings.Cut(text, "/"); ok {
		days, err := strconv.Atoi(strings.TrimPrefix(n, "d"))
		if err != nil {
			return day, "", err
		}
		day, text = day.AddDate(0, 0, days-1), rest
	}
	precision, layout := hindcast.PrecisionMinute, "15:04"
	switch {
	case text == "?":
		return time.Time{}, hindcast.PrecisionUnknown, nil
	case text == "day":
		return day, hindcast.PrecisionDay, nil
	case strings.HasSuffix(text, "h"):
		precision, layout = hindcast.PrecisionHour, "15h"
	case strings.HasPrefix(text, "~"):
		precision, text = hindcast.PrecisionApproximate, text[1:]
	case strings.Count(text, ":") == 2:
		precision, layout = hindcast.PrecisionExact, "15:04:05"
	}
	clock, err := time.Parse(layout, text)
	if err != nil {
		return day, "", err
	}
	return day.Add(clock.Sub(clock.Truncate(24 * time.Hour))), precision, nil
}

func (f *fixture) event(words []string) error {
	at, precision, err := readTime(words[0])
	if err != nil {
		return err
	}
	e := hindcast.TimelineEvent{ID: hindcast.EventID(fmt.Sprintf("e%d", len(f.record.Timeline)+1)), At: at, Precision: precision, Kind: hindcast.EventKind(words[1])}
	var text []string
	for _, w := range words[2:] {
		key, value, isSetting := strings.Cut(w, "=")
		switch {
		case hindcast.Milestone(w).Valid():
			e.Milestones = append(e.Milestones, hindcast.Milestone(w))
		case !isSetting:
			text = append(text, w)
		default:
			if err := set(&e, key, value); err != nil {
				return err
			}
		}
	}
	e.Text = strings.Join(text, " ")
	f.record.Timeline = append(f.record.Timeline, e)
	return nil
}

func set(e *hindcast.TimelineEvent, key, value string) (err error) {
	switch key {
	case "by":
		e.NoticedBy = hindcast.Noticer(value)
	case "acted":
		acted := value == "yes"
		e.ActedOn = &acted
	case "actor":
		e.Actor = readPerson(value)
	case "role":
		e.Role = hindcast.Role(value)
	case "level":
		s, _ := hindcast.ParseSeverity(value)
		e.Severity = &hindcast.SeverityChange{To: s}
	case "to":
		e.Communication = &hindcast.Communication{Audience: hindcast.Audience(value)}
	case "next":
		e.Communication.NextUpdate, _, err = readTime(value)
	case "mode":
		e.Response = &hindcast.ResponseStep{Mode: hindcast.StepMode(value)}
	case "book":
		e.Response.Runbook = value
	case "rule":
		e.Origin.Rule = value
	case "entered":
		e.EnteredAt, _, err = readTime(value)
	default:
		return fmt.Errorf("no such setting as %q", key)
	}
	return err
}

// readPerson reads Ann, or Ann#u1 for a user.
func readPerson(text string) hindcast.Person {
	name, user, _ := strings.Cut(text, "#")
	return hindcast.Person{Name: name, User: hindcast.UserID(user)}
}

func (f *fixture) person(words []string) error {
	p := hindcast.Participant{Person: readPerson(words[0])}
	for _, w := range words[1:] {
		key, value, _ := strings.Cut(w, "=")
		switch key {
		case "roles":
			for _, r := range strings.Split(value, ",") {
				p.Roles = append(p.Roles, hindcast.Role(r))
			}
		case "team":
			p.Team = value
		}
	}
	f.record.Participants = append(f.record.Participants, p)
	return nil
}

func (f *fixture) impact(words []string) (err error) {
	s := hindcast.ImpactStatement{ID: hindcast.ImpactID(fmt.Sprintf("i%d", len(f.record.Impact)+1))}
	for _, w := range words {
		key, value, _ := strings.Cut(w, "=")
		n, _ := strconv.ParseInt(value, 10, 64)
		switch key {
		case "at":
			s.Event = hindcast.EventID(value)
		case "since":
			s.Since, _, err = readTime(value)
		case "users":
			s.UsersAffected = &n
		case "all":
			s.AllUsers = true
		case "records":
			s.RecordsExposed = &n
		case "funds":
			s.FundsAtRisk = &hindcast.Money{Amount: value, Currency: "ETH"}
		case "losses":
			s.Losses = &hindcast.Money{Amount: value, Currency: "ETH"}
		case "down":
			s.Services = append(s.Services, hindcast.ServiceImpact{Service: value, Degree: hindcast.FullyDown})
		case "degraded":
			s.Services = append(s.Services, hindcast.ServiceImpact{Service: value, Degree: hindcast.Degraded})
		default:
			s.Text += w + " "
		}
	}
	f.record.Impact = append(f.record.Impact, s)
	return err
}

func (f *fixture) runbook(words []string) error {
	d := hindcast.Document{Kind: hindcast.Runbook, Title: words[0]}
	for _, w := range words[1:] {
		key, value, _ := strings.Cut(w, "=")
		switch key {
		case "revised":
			for _, text := range strings.Split(value, ",") {
				at, err := time.Parse("2006-01-02T15:04", text)
				if err != nil {
					return err
				}
				d.Revisions = append(d.Revisions, hindcast.Revision{Number: len(d.Revisions) + 1, At: at})
			}
		case "reviewed", "retired", "restored":
			at, err := time.Parse("2006-01-02T15:04", value)
			if err != nil {
				return err
			}
			d.Marks = append(d.Marks, hindcast.DocumentMark{Kind: hindcast.DocumentMarkKind(key), At: at})
		case "types":
			d.Types = strings.Split(value, ",")
		case "services":
			d.Services = strings.Split(value, ",")
		case "review":
			n, _ := strconv.Atoi(value)
			d.ReviewEvery = time.Duration(n) * 24 * time.Hour
		}
	}
	f.record.Runbooks = append(f.record.Runbooks, d)
	return nil
}

func (f *fixture) evidence(words []string) error {
	e := hindcast.Evidence{Name: words[0]}
	for _, w := range words[1:] {
		key, value, _ := strings.Cut(w, "=")
		switch key {
		case "source":
			e.Source = value
		case "events":
			for _, id := range strings.Split(value, ",") {
				e.Events = append(e.Events, hindcast.EventID(id))
			}
		case "expired", "unavailable":
			e.Availability = hindcast.Availability(key)
		case "intact", "broken":
			intact := key == "intact"
			e.Intact = &intact
		}
	}
	f.record.Evidence = append(f.record.Evidence, e)
	return nil
}

func (f *fixture) finding(kind hindcast.FindingKind, words []string) error {
	found := hindcast.Finding{ID: hindcast.FindingID(words[0]), Kind: kind, Text: "something found"}
	for _, w := range words[1:] {
		key, value, _ := strings.Cut(w, "=")
		found.Disposition = hindcast.Disposition{By: hindcast.Person{Name: "Ann"}, Because: "it is rare"}
		switch key {
		case "risk":
			found.Disposition.Kind = hindcast.AcceptedRisk
			if err := readDay(value, &found.Disposition.Expires); err != nil {
				return err
			}
		case "no_change":
			found.Disposition.Kind = hindcast.NoChange
		case "by_action":
			found.Disposition.Kind = hindcast.DisposedAction
		}
	}
	f.record.Review.Findings = append(f.record.Review.Findings, found)
	return nil
}

func (f *fixture) action(words []string) error {
	a := hindcast.Action{Title: "change something", State: hindcast.ActionOpen}
	for _, w := range words {
		key, value, _ := strings.Cut(w, "=")
		switch key {
		case "of":
			a.Finding = hindcast.FindingID(value)
		case "due":
			if err := readDay(value, &a.Due); err != nil {
				return err
			}
		case "state":
			a.State = hindcast.ActionState(value)
		case "change":
			a.Change = hindcast.ChangeKind(value)
		}
	}
	f.record.Actions = append(f.record.Actions, a)
	return nil
}
