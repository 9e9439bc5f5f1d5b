package writeup

import (
	"github.com/hindcast/hindcast/internal/hindcast"
)

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
