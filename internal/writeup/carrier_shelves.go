package writeup

import (
	"github.com/hindcast/hindcast/internal/hindcast"
)

// The lists of a record, and how the body shows their elements.

func eventShelf() *shelf[hindcast.TimelineEvent] {
	type event = hindcast.TimelineEvent
	return &shelf[event]{
		key: "timeline", prefix: "e",
		face: func(e *event) face {
			return face{hindcast.FormatInstant(e.At, e.Precision), textOrDash(e.Text)}
		},
		carry: carryEvent,
		first: func(f *fields, e *event) {
			f.instant("at", &e.At)
			word(f, "precision", &e.Precision, hindcast.Precisions())
		},
		second: func(f *fields, e *event) {
			text(f, "text", &e.Text)
			text(f, "notes", &e.Origin.Notes)
		},
		keep: func(from, to *event) {
			to.At, to.Precision, to.Text, to.Origin.Notes = from.At, from.Precision, from.Text, from.Origin.Notes
			if to.Kind == "" {
				to.Kind = hindcast.Note
			}
		},
		id:    func(e *event) string { return string(e.ID) },
		setID: func(e *event, id string) { e.ID = hindcast.EventID(id) },
		line:  func(e *event) *int { return &e.Origin.Line },
	}
}

func participantShelf() *shelf[hindcast.Participant] {
	type participant = hindcast.Participant
	return &shelf[participant]{
		key: "participants", prefix: "p", hidden: true,
		face:  func(p *participant) face { return face{hindcast.Fold(p.Person.Name), hindcast.Fold(p.Person.Name)} },
		carry: carryParticipant,
		id:    func(p *participant) string { return string(p.ID) },
		setID: func(p *participant, id string) { p.ID = hindcast.ParticipantID(id) },
		line:  func(p *participant) *int { return &p.Origin.Line },
	}
}

func impactShelf() *shelf[hindcast.ImpactStatement] {
	type statement = hindcast.ImpactStatement
	return &shelf[statement]{
		key: "impact", prefix: "i", single: true,
		face: func(s *statement) face {
			shown := Canonical(impactText(*s))
			return face{shown, shown}
		},
		carry:  carryImpact,
		first:  func(f *fields, s *statement) { text(f, "text", &s.Text) },
		second: func(*fields, *statement) {},
		keep:   func(from, to *statement) { to.Text = from.Text },
		id:     func(s *statement) string { return string(s.ID) },
		setID:  func(s *statement, id string) { s.ID = hindcast.ImpactID(id) },
		line:   func(s *statement) *int { return &s.Origin.Line },
	}
}

func evidenceShelf() *shelf[hindcast.Evidence] {
	type evidence = hindcast.Evidence
	return &shelf[evidence]{
		key: "evidence", prefix: "v",
		face:   func(e *evidence) face { return face{e.Name, e.URL} },
		carry:  carryEvidence,
		first:  func(f *fields, e *evidence) { text(f, "name", &e.Name) },
		second: func(f *fields, e *evidence) { text(f, "url", &e.URL) },
		keep:   func(from, to *evidence) { to.Name, to.URL = from.Name, from.URL },
		id:     func(e *evidence) string { return string(e.ID) },
		setID:  func(e *evidence, id string) { e.ID = hindcast.EvidenceID(id) },
		line:   func(e *evidence) *int { return &e.Origin.Line },
	}
}

func factorShelf() *shelf[hindcast.ContributingFactor] {
	type factor = hindcast.ContributingFactor
	return &shelf[factor]{
		key: "factors", prefix: "c", single: true,
		face:   func(x *factor) face { return face{x.Text, x.Text} },
		carry:  carryFactor,
		first:  func(f *fields, x *factor) { text(f, "text", &x.Text) },
		second: func(*fields, *factor) {},
		keep:   func(from, to *factor) { to.Text = from.Text },
		id:     func(x *factor) string { return string(x.ID) },
		setID:  func(x *factor, id string) { x.ID = hindcast.FactorID(id) },
		line:   func(x *factor) *int { return &x.Origin.Line },
	}
}

func whyShelf() *shelf[hindcast.Why] {
	type why = hindcast.Why
	return &shelf[why]{
		key:    "five_whys",
		face:   func(w *why) face { return face{w.Question, textOrDash(w.Answer)} },
		carry:  func(f *fields, w *why) { carryOrigin(f, &w.Origin) },
		first:  func(f *fields, w *why) { text(f, "question", &w.Question) },
		second: func(f *fields, w *why) { text(f, "answer", &w.Answer) },
		keep:   func(from, to *why) { to.Question, to.Answer = from.Question, from.Answer },
		line:   func(w *why) *int { return &w.Origin.Line },
	}
}

func findingShelf() *shelf[hindcast.Finding] {
	type finding = hindcast.Finding
	return &shelf[finding]{
		key: "findings", prefix: "f",
		face:   func(x *finding) face { return face{string(x.Kind), x.Text} },
		carry:  carryFinding,
		first:  func(f *fields, x *finding) { word(f, "kind", &x.Kind, hindcast.FindingKinds()) },
		second: func(f *fields, x *finding) { text(f, "text", &x.Text) },
		keep:   func(from, to *finding) { to.Kind, to.Text = from.Kind, from.Text },
		id:     func(x *finding) string { return string(x.ID) },
		setID:  func(x *finding, id string) { x.ID = hindcast.FindingID(id) },
		line:   func(x *finding) *int { return &x.Origin.Line },
	}
}

func actionShelf() *shelf[hindcast.Action] {
	type action = hindcast.Action
	return &shelf[action]{
		key: "actions", prefix: "a",
		face: func(a *action) face {
			return face{a.Title, shownName(a.Owner) + "|" + a.Due.String() + "|" + a.DueText + "|" + string(a.State)}
		},
		carry: carryAction,
		first: func(f *fields, a *action) { text(f, "title", &a.Title) },
		second: func(f *fields, a *action) {
			f.person("owner", &a.Owner)
			f.date("due", &a.Due)
			text(f, "due_text", &a.DueText)
			word(f, "state", &a.State, hindcast.ActionStates())
		},
		keep: func(from, to *action) {
			to.Title, to.Owner, to.Due, to.DueText, to.State = from.Title, from.Owner, from.Due, from.DueText, from.State
		},
		id:    func(a *action) string { return string(a.ID) },
		setID: func(a *action, id string) { a.ID = hindcast.ActionID(id) },
		line:  func(a *action) *int { return &a.Origin.Line },
	}
}

func documentShelf() *shelf[hindcast.Document] {
	type document = hindcast.Document
	unread := 0
	return &shelf[document]{
		key: "runbooks", prefix: "d", hidden: true,
		face:  func(d *document) face { return face{d.Title, d.Link} },
		carry: carryDocument,
		id:    func(d *document) string { return string(d.ID) },
		setID: func(d *document, id string) { d.ID = hindcast.DocumentID(id) },
		line:  func(*document) *int { return &unread },
	}
}

func sectionShelf() *shelf[hindcast.Section] {
	type section = hindcast.Section
	return &shelf[section]{
		key:   "sections",
		face:  func(s *section) face { return face{s.Heading, s.Text} },
		carry: func(*fields, *section) {},
		first: func(f *fields, s *section) {
			text(f, "heading", &s.Heading)
			number(f, "level", &s.Level)
		},
		second: func(f *fields, s *section) { text(f, "text", &s.Text) },
		keep:   func(from, to *section) { to.Heading, to.Level, to.Text = from.Heading, from.Level, from.Text },
		line:   func(s *section) *int { return &s.Line },
	}
}

// aside is a single value that the body shows, though not always exactly. Where
// the body reads differently, the front matter holds the value together with a
// hash of what the body reads, and it counts while the body still reads so.
type aside struct {
	key   string
	carry func(*fields, *hindcast.Record)
}

func asides() []aside {
	type record = hindcast.Record
	return []aside{
		{"title", func(f *fields, r *record) { text(f, "is", &r.Incident.Title) }},
		{"severity", func(f *fields, r *record) { carryLevel(f, "is", &r.Incident.Severity) }},
		{"services", func(f *fields, r *record) { texts(f, "is", &r.Incident.Services) }},
		{"tlp", func(f *fields, r *record) { word(f, "is", &r.Incident.TLP, hindcast.TLPs()) }},
		{"summary", func(f *fields, r *record) { text(f, "is", &r.Review.Summary) }},
		{"primary_cause", func(f *fields, r *record) { text(f, "is", &r.Review.PrimaryCause) }},
		{"authors", func(f *fields, r *record) { f.persons("is", &r.Review.Authors) }},
		{"attendees", func(f *fields, r *record) { f.persons("is", &r.Review.Attendees) }},
		{"meeting_notes", func(f *fields, r *record) { text(f, "is", &r.Review.MeetingNotes) }},
		{"time_to_detect", func(f *fields, r *record) { f.stated("is", &r.Stated.Detect) }},
		{"time_to_mitigate", func(f *fields, r *record) { f.stated("is", &r.Stated.Mitigate) }},
		{"time_to_resolve", func(f *fields, r *record) { f.stated("is", &r.Stated.Resolve) }},
	}
}

// stated carries a duration that a document states about itself.
func (f *fields) stated(key string, s *hindcast.StatedDuration) {
	f.part(key, func(f *fields) {
		f.duration("duration", &s.Duration)
		f.flag("known", &s.Known)
		text(f, "text", &s.Text)
	})
}
