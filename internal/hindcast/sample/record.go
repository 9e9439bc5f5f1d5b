package sample

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	h "github.com/hindcast/hindcast/internal/hindcast"
)

// Record generates a valid record with its timeline in order of time.
func Record() *rapid.Generator[*h.Record] {
	return rapid.Custom(func(t *rapid.T) *h.Record {
		r := &h.Record{Incident: incident(t)}
		r.Timeline = timeline(t)
		var ids []h.EventID
		for _, e := range r.Timeline {
			ids = append(ids, e.ID)
			for _, m := range e.Milestones {
				if rapid.IntRange(0, 3).Draw(t, "inferred") == 0 {
					if r.Inferred == nil {
						r.Inferred = map[h.Milestone]string{}
					}
					r.Inferred[m] = "milestone:first-alert"
				}
			}
		}
		cite := func(label string) []h.EventID {
			if len(ids) == 0 {
				return nil
			}
			return some(t, rapid.SampledFrom(ids), 2, label)
		}
		r.Participants = numbered(t, participant(), 3, "p", func(p *h.Participant, id string) { p.ID = h.ParticipantID(id) })
		r.Impact = numbered(t, impact(), 4, "i", func(s *h.ImpactStatement, id string) { s.ID = h.ImpactID(id) })
		for i := range r.Impact {
			if c := cite("known"); len(c) > 0 {
				r.Impact[i].Event = c[0]
			}
		}
		r.Evidence = numbered(t, evidence(), 3, "v", func(e *h.Evidence, id string) { e.ID = h.EvidenceID(id) })
		for i := range r.Evidence {
			r.Evidence[i].Events = cite("supports")
		}
		r.Runbooks = numbered(t, document(), 2, "d", func(d *h.Document, id string) { d.ID = h.DocumentID(id) })
		r.Stated = h.Stated{Detect: stated(t), Mitigate: stated(t), Resolve: stated(t)}
		r.Review = review(t, cite)
		r.Actions = numbered(t, action(), 4, "a", func(a *h.Action, id string) { a.ID = h.ActionID(id) })
		for i := range r.Actions {
			if f := r.Review.Findings; len(f) > 0 {
				r.Actions[i].Finding = f[i%len(f)].ID
			}
		}
		r.Sections = some(t, section(), 3, "sections")
		r.SortTimeline()
		return r
	})
}

// numbered draws up to most values and gives them identifiers: mostly those a
// reader would give, in order, sometimes others.
func numbered[T any](t *rapid.T, g *rapid.Generator[T], most int, prefix string, set func(*T, string)) []T {
	list := some(t, g, most, prefix)
	odd := rapid.IntRange(0, 3).Draw(t, "odd ids") == 0
	for i := range list {
		id := fmt.Sprintf("%s%d", prefix, i+1)
		if odd {
			id = fmt.Sprintf("%s_%d", prefix, 100-i)
		}
		set(&list[i], id)
	}
	return list
}

// Instant generates a time around one incident, mostly on the minute.
func Instant() *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		at := time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 600).Draw(t, "minutes")) * time.Minute)
		switch rapid.IntRange(0, 5).Draw(t, "spread") {
		case 0:
			at = at.AddDate(0, 0, rapid.IntRange(-3, 400).Draw(t, "days"))
		case 1:
			at = at.Add(time.Duration(rapid.IntRange(0, 59_999_999).Draw(t, "µs")) * time.Microsecond)
		}
		return at
	})
}

func date() *rapid.Generator[h.Date] {
	return rapid.Custom(func(t *rapid.T) h.Date {
		return h.Date{Year: 2026, Month: 3, Day: 1}.AddDays(rapid.IntRange(0, 900).Draw(t, "day"))
	})
}

// Person generates somebody: known by name, by user, or by both.
func Person() *rapid.Generator[h.Person] {
	return rapid.Custom(func(t *rapid.T) h.Person {
		known := []h.Person{{Name: "Alice Ames", User: "usr_1"}, {Name: "Bob"}, {Name: "Bob", User: "usr_2"}, {User: "usr_3"}, {Name: "Dr. Kim, Yun"}, {Name: "@carol"}}
		if rapid.IntRange(0, 4).Draw(t, "known") > 0 {
			return rapid.SampledFrom(known).Draw(t, "person")
		}
		return h.Person{Name: Line().Draw(t, "name"), User: h.UserID(perhaps(t, rapid.Just("usr_9"), "user"))}
	})
}

// word draws one of a fixed set of words.
func word[T any](t *rapid.T, all []T, label string) T { return rapid.SampledFrom(all).Draw(t, label) }

// anyOr draws one of the words or the zero value.
func anyOr[T any](t *rapid.T, all []T, label string) T {
	return perhaps(t, rapid.SampledFrom(all), label)
}

func incident(t *rapid.T) h.Incident {
	return h.Incident{
		ID: "inc_1", Key: perhaps(t, rapid.Just("INC-42"), "key"), Title: Line().Draw(t, "title"), Kind: word(t, h.IncidentKinds(), "kind"),
		Type: perhaps(t, Line(), "type"), State: anyOr(t, h.IncidentStates(), "state"), Severity: anyOr(t, h.Severities(), "severity"),
		NearMiss: rapid.Bool().Draw(t, "near miss"), Services: some(t, rapid.OneOf(rapid.SampledFrom([]string{"api", "checkout", "web"}), Line()), 2, "services"),
		Labels: some(t, Line(), 2, "labels"), Visibility: anyOr(t, []h.Visibility{h.VisibleToEveryone, h.Restricted}, "visibility"),
		People: some(t, rapid.SampledFrom([]h.UserID{"usr_1", "usr_2"}), 2, "people"), Teams: some(t, rapid.Just(h.TeamID("team_1")), 1, "teams"),
		TLP: anyOr(t, h.TLPs(), "tlp"), Version: int64(rapid.IntRange(0, 9).Draw(t, "version")),
		CreatedAt: perhaps(t, Instant(), "created"), CreatedBy: perhaps(t, Person(), "creator"),
	}
}

func timeline(t *rapid.T) []h.TimelineEvent {
	events := numbered(t, event(), 8, "e", func(e *h.TimelineEvent, id string) { e.ID = h.EventID(id) })
	if len(events) == 0 {
		return events
	}
	for _, m := range h.Milestones() {
		if rapid.Bool().Draw(t, "marks "+string(m)) {
			e := &events[rapid.IntRange(0, len(events)-1).Draw(t, "on")]
			e.Milestones = append(e.Milestones, m)
		}
	}
	return events
}

func event() *rapid.Generator[h.TimelineEvent] {
	return rapid.Custom(func(t *rapid.T) h.TimelineEvent {
		e := h.TimelineEvent{
			Precision: word(t, h.Precisions(), "precision"), Kind: word(t, h.EventKinds(), "kind"), Text: perhaps(t, Text(), "text"),
			Actor: perhaps(t, Person(), "actor"), Role: anyOr(t, h.Roles(), "role"), NoticedBy: anyOr(t, h.Noticers(), "noticer"), ActedOn: maybe(t, rapid.Bool(), "acted on"),
			EnteredAt: perhaps(t, Instant(), "entered"), EnteredBy: perhaps(t, Person(), "by"), Version: int64(rapid.IntRange(0, 3).Draw(t, "version")),
			Origin: h.Origin{Rule: perhaps(t, rapid.Just("day:start-time kind:alert-words"), "rule"), Notes: rare(t, Text(), "notes")},
		}
		if e.Precision != h.PrecisionUnknown {
			e.At = Instant().Draw(t, "at")
			if rapid.IntRange(0, 3).Draw(t, "lasts") == 0 {
				e.Until = e.At.Add(time.Duration(rapid.IntRange(0, 5000).Draw(t, "s")) * time.Second)
			}
		}
		switch e.Kind {
		case h.Communicated:
			e.Communication = &h.Communication{Audience: word(t, []h.Audience{h.ToInternal, h.ToExternal}, "audience"), Channel: perhaps(t, Line(), "channel"),
				Template: perhaps(t, Line(), "template"), NextUpdate: perhaps(t, Instant(), "next")}
		case h.SeverityEvent:
			e.Severity = &h.SeverityChange{To: word(t, h.Severities(), "to"), Reason: perhaps(t, Text(), "reason")}
		case h.ResponseEvent:
			if rapid.Bool().Draw(t, "step?") {
				e.Response = &h.ResponseStep{Mode: word(t, []h.StepMode{h.StepFollowed, h.StepImprovised, h.StepSkipped}, "mode"), Runbook: perhaps(t, Line(), "runbook"), Step: perhaps(t, Text(), "step")}
			}
		}
		if rapid.IntRange(0, 5).Draw(t, "corrected") == 0 {
			e.History = []h.Correction{{At: Instant().Draw(t, "at"), By: Person().Draw(t, "by"), Reason: Text().Draw(t, "why"), Field: "at", Was: Line().Draw(t, "was"), Became: Line().Draw(t, "is")}}
		}
		return e
	})
}

// rare draws a value one time in five.
func rare[T any](t *rapid.T, g *rapid.Generator[T], label string) (zero T) {
	if rapid.IntRange(0, 4).Draw(t, label+"?") == 0 {
		return g.Draw(t, label)
	}
	return zero
}

func origin(t *rapid.T) h.Origin {
	return h.Origin{Rule: rare(t, rapid.Just("kind:alert-words"), "rule"), Notes: rare(t, Text(), "notes")}
}

func participant() *rapid.Generator[h.Participant] {
	return rapid.Custom(func(t *rapid.T) h.Participant {
		return h.Participant{Person: Person().Draw(t, "person"), Roles: some(t, rapid.SampledFrom(h.Roles()), 2, "roles"), Team: perhaps(t, Line(), "team"), Origin: origin(t)}
	})
}

func money() *rapid.Generator[h.Money] {
	return rapid.SampledFrom([]h.Money{{Amount: "1250000.50", Currency: "USD"}, {Amount: "0", Currency: "ETH"}, {Amount: "12", Currency: "EUR"}})
}

func impact() *rapid.Generator[h.ImpactStatement] {
	count := rapid.Map(rapid.IntRange(0, 2_000_000), func(n int) int64 { return int64(n) })
	return rapid.Custom(func(t *rapid.T) h.ImpactStatement {
		s := h.ImpactStatement{Since: perhaps(t, Instant(), "since"), UsersAffected: maybe(t, count, "users"), AllUsers: rapid.Bool().Draw(t, "all"),
			FundsAtRisk: maybe(t, money(), "funds"), RecordsExposed: maybe(t, count, "records"), Text: perhaps(t, Text(), "text"), Origin: origin(t)}
		if rapid.Bool().Draw(t, "more") {
			s.Losses, s.Cost = maybe(t, money(), "losses"), maybe(t, money(), "cost")
			s.Public, s.Media = maybe(t, rapid.Bool(), "public"), maybe(t, rapid.Bool(), "media")
			s.Services = []h.ServiceImpact{{Service: Line().Draw(t, "service"), Degree: word(t, []h.Degree{h.FullyDown, h.Degraded}, "degree")}}
		}
		return s
	})
}

func evidence() *rapid.Generator[h.Evidence] {
	return rapid.Custom(func(t *rapid.T) h.Evidence {
		e := h.Evidence{Name: Line().Draw(t, "name"), Source: perhaps(t, Line(), "source"), Availability: word(t, []h.Availability{h.Available, h.NotReachable, h.Expired}, "availability"),
			Intact: maybe(t, rapid.Bool(), "intact"), CollectedBy: perhaps(t, Person(), "collector"), CollectedAt: perhaps(t, Instant(), "collected"), CollectedFrom: perhaps(t, Line(), "from"), Origin: origin(t)}
		if rapid.Bool().Draw(t, "link") {
			e.URL = rapid.SampledFrom([]string{"https://example.org/d/1", "https://example.org/x_y?a=1&b=2#c", "https://example.org/(a)", "file with spaces.log"}).Draw(t, "url")
		} else {
			e.SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
			e.Size = int64(rapid.IntRange(0, 1<<40).Draw(t, "size"))
			e.Custody = []h.CustodyEntry{{At: Instant().Draw(t, "at"), By: Person().Draw(t, "by"), Action: "collected", Note: perhaps(t, Text(), "note")}}
		}
		return e
	})
}

func document() *rapid.Generator[h.Document] {
	return rapid.Custom(func(t *rapid.T) h.Document {
		d := h.Document{Kind: word(t, h.DocumentKinds(), "kind"), Title: Line().Draw(t, "title"), Link: perhaps(t, rapid.Just("https://example.org/runbook"), "link"),
			Types: some(t, Line(), 1, "types"), Services: some(t, Line(), 1, "services"), Owner: perhaps(t, Person(), "owner"), ReviewEvery: perhaps(t, rapid.Just(90*24*time.Hour), "every"),
			Steps: some(t, Text(), 2, "steps"), LastUsed: perhaps(t, Instant(), "used"), LastDrilled: perhaps(t, Instant(), "drilled")}
		if rapid.Bool().Draw(t, "revised") {
			d.Revisions = []h.Revision{{Number: 1, At: Instant().Draw(t, "at"), Author: Person().Draw(t, "author"), ApprovedBy: perhaps(t, Person(), "approver"),
				Reason: perhaps(t, Text(), "reason"), Lesson: perhaps(t, rapid.Just(h.FindingID("f1")), "lesson"), Body: perhaps(t, Text(), "body")}}
		}
		if rapid.Bool().Draw(t, "marked") {
			d.Marks = h.DocumentMarks{{Kind: word(t, h.DocumentMarkKinds(), "mark"), At: Instant().Draw(t, "marked at")}}
		}
		return d
	})
}

func stated(t *rapid.T) h.StatedDuration {
	return rare(t, rapid.SampledFrom([]h.StatedDuration{{Duration: 54 * time.Minute, Known: true, Text: "54 minutes"}, {Text: "N/A"}, {Text: "about an age"}}), "stated")
}

func section() *rapid.Generator[h.Section] {
	return rapid.Custom(func(t *rapid.T) h.Section {
		heading := rapid.OneOf(rapid.SampledFrom([]string{"Lessons for Runbooks", "Detection", "Links", "Background", "Timeline", "Appendix", ""}), Line()).Draw(t, "heading")
		return h.Section{Heading: heading, Level: rapid.IntRange(1, 6).Draw(t, "level"), Text: Text().Draw(t, "text")}
	})
}
