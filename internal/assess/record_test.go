package assess_test

import (
	"fmt"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"pgregory.net/rapid"
)

// anyRecord draws records that pass validation, the odd ones included: without
// times, running backwards, with ties.
func anyRecord() *rapid.Generator[*hindcast.Record] {
	return rapid.Custom(func(t *rapid.T) *hindcast.Record {
		r := &hindcast.Record{Incident: hindcast.Incident{
			Title:    "an incident",
			Kind:     rapid.SampledFrom(hindcast.IncidentKinds()).Draw(t, "kind"),
			Severity: hindcast.Severity(rapid.IntRange(0, 5).Draw(t, "severity")),
			NearMiss: rapid.Bool().Draw(t, "near miss"),
			Services: rapid.SliceOfN(rapid.SampledFrom([]string{"api", "wallet", "blog", "search"}), 0, 3).Draw(t, "services"),
		}}
		milestones := hindcast.Milestones()
		for n := range rapid.IntRange(0, 25).Draw(t, "events") {
			e := anyEvent(t, n)
			if len(milestones) > 0 && rapid.Bool().Draw(t, "marks") {
				e.Milestones, milestones = milestones[:1], milestones[1:]
			}
			r.Timeline = append(r.Timeline, e)
		}
		drawPeople(t, r)
		drawImpact(t, r)
		drawReview(t, r)
		return r
	})
}

func anyTime(t *rapid.T) time.Time {
	minutes := rapid.IntRange(0, 3000).Draw(t, "minutes")
	return time.Date(2026, 3, 2, 0, minutes, 0, 0, time.UTC)
}

func anyName(t *rapid.T) hindcast.Person {
	return rapid.SampledFrom([]hindcast.Person{{}, {Name: "Ann"}, {Name: "@ann"}, {User: "usr_1", Name: "Ann"}, {Name: "Bo"}, {User: "usr_2"}}).Draw(t, "person")
}

func anyEvent(t *rapid.T, n int) hindcast.TimelineEvent {
	e := hindcast.TimelineEvent{
		ID:        hindcast.EventID(fmt.Sprintf("e%d", n)),
		Kind:      rapid.SampledFrom(hindcast.EventKinds()).Draw(t, "kind"),
		Precision: rapid.SampledFrom(hindcast.Precisions()).Draw(t, "precision"),
		Actor:     anyName(t),
		Role:      rapid.SampledFrom(append(hindcast.Roles(), "")).Draw(t, "role"),
		NoticedBy: rapid.SampledFrom(append(hindcast.Noticers(), "")).Draw(t, "noticed by"),
	}
	if e.Precision != hindcast.PrecisionUnknown {
		e.At = anyTime(t)
	}
	switch e.Kind {
	case hindcast.Signal:
		e.ActedOn = rapid.Ptr(rapid.Bool(), true).Draw(t, "acted on")
	case hindcast.Communicated:
		e.Communication = &hindcast.Communication{Audience: rapid.SampledFrom([]hindcast.Audience{hindcast.ToInternal, hindcast.ToExternal}).Draw(t, "audience")}
		if rapid.Bool().Draw(t, "promises") {
			e.Communication.NextUpdate = anyTime(t)
		}
	case hindcast.SeverityEvent:
		e.Severity = &hindcast.SeverityChange{To: hindcast.Severity(rapid.IntRange(1, 5).Draw(t, "level"))}
	case hindcast.ResponseEvent:
		if rapid.Bool().Draw(t, "said") {
			e.Response = &hindcast.ResponseStep{Mode: rapid.SampledFrom([]hindcast.StepMode{hindcast.StepFollowed, hindcast.StepImprovised, hindcast.StepSkipped}).Draw(t, "mode")}
		}
	}
	return e
}

func anyEventIDs(t *rapid.T, r *hindcast.Record) []hindcast.EventID {
	var ids []hindcast.EventID
	for _, e := range r.Timeline {
		if rapid.IntRange(0, 3).Draw(t, "cited") == 0 {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

func drawPeople(t *rapid.T, r *hindcast.Record) {
	for range rapid.IntRange(0, 4).Draw(t, "participants") {
		p := anyName(t)
		if p.IsZero() {
			continue
		}
		r.Participants = append(r.Participants, hindcast.Participant{Person: p, Team: rapid.SampledFrom([]string{"", "Platform", "Web"}).Draw(t, "team"),
			Roles: rapid.SliceOfN(rapid.SampledFrom(hindcast.Roles()), 0, 3).Draw(t, "roles")})
	}
}

func drawImpact(t *rapid.T, r *hindcast.Record) {
	amount := rapid.SampledFrom([]*hindcast.Money{nil, {Amount: "0", Currency: "ETH"}, {Amount: "12.5", Currency: "ETH"}})
	for range rapid.IntRange(0, 5).Draw(t, "statements") {
		s := hindcast.ImpactStatement{AllUsers: rapid.Bool().Draw(t, "all"), Losses: amount.Draw(t, "losses"), FundsAtRisk: amount.Draw(t, "funds"),
			UsersAffected: rapid.Ptr(rapid.Int64Range(0, 20_000), true).Draw(t, "users"), RecordsExposed: rapid.Ptr(rapid.Int64Range(0, 2000), true).Draw(t, "records")}
		if ids := anyEventIDs(t, r); len(ids) > 0 {
			s.Event = ids[0]
		}
		if rapid.Bool().Draw(t, "since") {
			s.Since = anyTime(t)
		}
		if rapid.Bool().Draw(t, "has service") {
			s.Services = []hindcast.ServiceImpact{{Service: rapid.SampledFrom([]string{"api", "blog", "search"}).Draw(t, "service"),
				Degree: rapid.SampledFrom([]hindcast.Degree{hindcast.FullyDown, hindcast.Degraded}).Draw(t, "degree")}}
		}
		r.Impact = append(r.Impact, s)
	}
}

func drawReview(t *rapid.T, r *hindcast.Record) {
	for n := range rapid.IntRange(0, 4).Draw(t, "findings") {
		r.Review.Findings = append(r.Review.Findings, hindcast.Finding{ID: hindcast.FindingID(fmt.Sprintf("f%d", n)), Text: "a finding",
			Kind: rapid.SampledFrom(hindcast.FindingKinds()).Draw(t, "kind"), Events: anyEventIDs(t, r)})
	}
	for range rapid.IntRange(0, 4).Draw(t, "actions") {
		a := hindcast.Action{Title: "an action", State: rapid.SampledFrom(hindcast.ActionStates()).Draw(t, "state"),
			Change: rapid.SampledFrom(append(hindcast.ChangeKinds(), "")).Draw(t, "change")}
		if len(r.Review.Findings) > 0 && rapid.Bool().Draw(t, "of a finding") {
			a.Finding = rapid.SampledFrom(r.Review.Findings).Draw(t, "finding").ID
		}
		if rapid.Bool().Draw(t, "due") {
			a.Due = hindcast.DateOf(anyTime(t))
		}
		r.Actions = append(r.Actions, a)
	}
	for range rapid.IntRange(0, 3).Draw(t, "evidence") {
		r.Evidence = append(r.Evidence, hindcast.Evidence{Name: "log", Source: rapid.SampledFrom([]string{"", "CloudTrail"}).Draw(t, "source"),
			Availability: rapid.SampledFrom([]hindcast.Availability{hindcast.Available, hindcast.NotReachable, hindcast.Expired}).Draw(t, "availability"),
			Intact:       rapid.Ptr(rapid.Bool(), true).Draw(t, "intact"), Events: anyEventIDs(t, r)})
	}
	for range rapid.IntRange(0, 2).Draw(t, "runbooks") {
		d := hindcast.Document{Kind: rapid.SampledFrom(hindcast.DocumentKinds()).Draw(t, "kind"), Title: "Failover"}
		if rapid.Bool().Draw(t, "revised") {
			d.Revisions = []hindcast.Revision{{Number: 1, At: anyTime(t).AddDate(0, 0, -rapid.IntRange(0, 300).Draw(t, "days"))}}
		}
		r.Runbooks = append(r.Runbooks, d)
	}
}
