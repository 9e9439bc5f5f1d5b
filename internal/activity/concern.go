package activity

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// happening is an entry of the ledger as far as it decides whom it concerns.
type happening struct {
	verb                    string
	tookPart, invited, runs bool // what the person has to do with the incident
	after, before           said
}

// said is what an entry says of its subject, before or after it.
type said struct {
	Owner, Author hindcast.Person
	Invited       []hindcast.Person
	Text          string // Text is where somebody may be mentioned.
}

// concernVerbs are the verbs that may concern somebody, so that no others are read.
func concernVerbs() []string {
	return []string{
		"action.added", "action.changed", "action.done", "action.verified", "action.dropped", "action.reopened", "effect.due",
		"review.opened", "review.scheduled", "review.invited", "review.shared", "review.signed_off", "review.reopened", "review.waived", "review.written", "review.changed",
		"answer.opened", "note.added", "revision.approved", "incident.restricted", "incident.readers_changed", "incident.opened_up", "incident.closed", "incident.reopened", "glass.broken",
	}
}

// concerns says why a happening concerns somebody who did not do it; empty when it
// does not.
func concerns(h happening, me hindcast.Person) string {
	switch subject, did, _ := strings.Cut(h.verb, "."); subject {
	case "action":
		switch {
		case me.Same(h.after.Owner) && !me.Same(h.before.Owner) && (did == "added" || !h.before.Owner.IsZero()):
			return "It is yours now."
		case did == "added":
			return ""
		case me.Same(h.after.Owner), me.Same(h.before.Owner):
			return "It is your action."
		case h.runs && (did == "reopened" || did == "done"):
			return "You run its review."
		}
	case "effect":
		if h.runs {
			return "Judge whether it helped."
		}
	case "answer", "note", "review":
		return concernsReviewer(h, did, me)
	case "revision":
		if me.Same(h.after.Author) {
			return "You proposed it."
		}
	case "incident":
		if h.tookPart || h.invited {
			return "You are on this incident."
		}
	case "glass":
		if h.runs {
			return "You run its review."
		}
	}
	return ""
}

// concernsReviewer is concerns for what happens in a review. What is written
// there again and again concerns those alone who are mentioned.
func concernsReviewer(h happening, did string, me hindcast.Person) string {
	listed := func(s said) bool { return slices.ContainsFunc(s.Invited, me.Same) }
	switch {
	case mentions(h.after.Text, me) && !mentions(h.before.Text, me):
		return "You are mentioned."
	case did == "invited" || did == "opened" && h.verb != "answer.opened":
		if listed(h.after) && !listed(h.before) {
			return "You are invited."
		}
	case did == "written", did == "changed", did == "added":
	case h.invited:
		return "You take part in its review."
	}
	return ""
}

// mentions reports whether a text names somebody with an @ before the name.
func mentions(text string, me hindcast.Person) bool {
	name := "@" + hindcast.Fold(me.Name)
	at := strings.Index(hindcast.Fold(text), name)
	if at < 0 || len(name) < 2 {
		return false
	}
	next := hindcast.Fold(text)[at+len(name):]
	return next == "" || !strings.ContainsAny(next[:1], "abcdefghijklmnopqrstuvwxyz0123456789_-")
}

// happeningOf reads an entry. A payload that was purged concerns those alone who
// are on the incident.
func happeningOf(r store.NoticeRow) happening {
	var payload struct{ After, Before map[string]any }
	_ = json.Unmarshal([]byte(r.Payload), &payload) // a purged payload says nothing
	return happening{verb: r.Verb, tookPart: r.TookPart, invited: r.Invited, runs: r.Runs, after: saidIn(payload.After), before: saidIn(payload.Before)}
}

func saidIn(state map[string]any) (s said) {
	text := func(name string) string { t, _ := state[name].(string); return t }
	person := func(name string) hindcast.Person {
		return hindcast.Person{User: hindcast.UserID(text(name + "_user")), Name: text(name + "_name")}
	}
	s.Owner, s.Author = person("owner"), person("author")
	_ = json.Unmarshal([]byte(text("invited")), &s.Invited) // what is no list invites nobody
	for _, name := range []string{"summary", "primary_cause", "meeting_notes", "body", "text"} {
		s.Text += text(name) + "\n"
	}
	return s
}
