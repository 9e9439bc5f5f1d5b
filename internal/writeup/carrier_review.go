package writeup

import (
	"github.com/hindcast/hindcast/internal/hindcast"
)

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
