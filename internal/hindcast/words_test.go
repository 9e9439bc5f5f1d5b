package hindcast_test

import (
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// TestWordsForPeople: what people read is never an identifier with underscores,
// and no two things read the same.
func TestWordsForPeople(t *testing.T) {
	said := map[string]string{}
	say := func(kind, id, words string) {
		if words == "" || strings.Contains(words, "_") {
			t.Errorf("%s %q reads %q", kind, id, words)
		}
		if other, twice := said[kind+words]; twice {
			t.Errorf("%s %q and %q both read %q", kind, other, id, words)
		}
		said[kind+words] = id
	}
	for _, q := range hindcast.Questions() {
		say("question", string(q), q.Text())
		if !strings.HasSuffix(q.Text(), "?") {
			t.Errorf("%q asks nothing", q.Text())
		}
	}
	for _, v := range hindcast.Verdicts() {
		say("verdict", string(v), v.Words())
	}
	for _, r := range hindcast.Roles() {
		say("role", string(r), r.Words())
	}
	for _, m := range hindcast.Milestones() {
		say("milestone", string(m), m.Words())
	}
	if got := hindcast.Question("more").Text(); got != "" {
		t.Errorf("an unknown question asks %q", got)
	}
}

func TestOutsider(t *testing.T) {
	inside := map[hindcast.Noticer]bool{hindcast.NoticedByMonitoring: true, hindcast.NoticedByTeam: true}
	for _, n := range hindcast.Noticers() {
		if n.Outsider() == inside[n] {
			t.Errorf("%s is an outsider: %v", n, n.Outsider())
		}
	}
	if hindcast.Noticer("").Outsider() {
		t.Error("nobody is an outsider")
	}
}

func TestCommunicationGap(t *testing.T) {
	from := clock(t, "10:00")
	g := hindcast.CommunicationGap{From: from, Due: from.Add(time.Hour), Verdict: hindcast.Missed}
	if !g.Breached() || g.Allowed() != time.Hour {
		t.Errorf("breached %v, allowed %s", g.Breached(), g.Allowed())
	}
	if g = (hindcast.CommunicationGap{From: from, Verdict: hindcast.NotComputable}); g.Breached() || g.Allowed() != 0 {
		t.Errorf("breached %v, allowed %s", g.Breached(), g.Allowed())
	}
}

func TestActorIsAPerson(t *testing.T) {
	a := hindcast.Actor{User: "u1", Name: "Ada", Role: hindcast.Admin}
	if !a.Person().Same(ada) || a.Person().Key() != "u1" {
		t.Errorf("%+v", a.Person())
	}
	p := hindcast.Participant{Person: ada, Roles: []hindcast.Role{hindcast.Scribe}}
	if !p.HasRole(hindcast.Scribe) || p.HasRole(hindcast.SME) {
		t.Errorf("%v", p.Roles)
	}
}
