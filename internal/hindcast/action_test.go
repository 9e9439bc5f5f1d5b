package hindcast_test

import (
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

var (
	ada   = hindcast.Person{User: "u1", Name: "Ada"}
	grace = hindcast.Person{User: "u2", Name: "Grace"}
)

func TestOverdue(t *testing.T) {
	today := hindcast.Date{Year: 2026, Month: 3, Day: 10}
	for _, state := range hindcast.ActionStates() {
		a := hindcast.Action{State: state, Due: today.AddDays(-1)}
		want := state == hindcast.ActionOpen || state == hindcast.ActionInProgress
		if a.Overdue(today) != want {
			t.Errorf("%s, due yesterday: overdue %v", state, !want)
		}
		a.Due = today
		if a.Overdue(today) {
			t.Errorf("%s, due today: overdue", state)
		}
		a.Due = hindcast.Date{}
		if a.Overdue(today) {
			t.Errorf("%s, without a deadline: overdue", state)
		}
	}
}

func TestMayVerify(t *testing.T) {
	by := func(p hindcast.Proof, who hindcast.Person) hindcast.Proof {
		for i := range p.Results {
			p.Results[i].By = who
		}
		return p
	}
	machine := hindcast.Person{}
	for _, c := range []struct {
		name   string
		owner  hindcast.Person
		by     hindcast.Person
		proofs []hindcast.Proof
		want   hindcast.Code
	}{
		{"another person, a machine's proof", ada, grace, []hindcast.Proof{by(proofOf("h"), machine)}, ""},
		{"another person, their own attestation", ada, grace, []hindcast.Proof{by(proofOf("h"), grace)}, ""},
		{"one of two proofs holds", ada, grace, []hindcast.Proof{proofOf("u"), proofOf("h")}, ""},
		{"the owner", ada, ada, []hindcast.Proof{proofOf("h")}, hindcast.Forbidden},
		{"the owner, known by name only", hindcast.Person{Name: "@ada "}, ada, []hindcast.Proof{proofOf("h")}, hindcast.Forbidden},
		{"a namesake with an account of their own", hindcast.Person{User: "u7", Name: "Ada"}, ada, []hindcast.Proof{proofOf("h")}, ""},
		{"nobody", ada, hindcast.Person{}, []hindcast.Proof{proofOf("h")}, hindcast.Forbidden},
		{"no owner", hindcast.Person{}, grace, []hindcast.Proof{proofOf("h")}, ""},
		{"no proof", ada, grace, nil, hindcast.Conflict},
		{"never checked", ada, grace, []hindcast.Proof{proofOf("")}, hindcast.Conflict},
		{"unknown", ada, grace, []hindcast.Proof{proofOf("u")}, hindcast.Conflict},
		{"the owner's own attestation", ada, grace, []hindcast.Proof{by(proofOf("h"), ada)}, hindcast.Conflict},
		{"the owner says it is repaired", ada, grace, []hindcast.Proof{{Results: []hindcast.ProofResult{
			{Outcome: hindcast.Broken}, {Outcome: hindcast.Broken}, {Outcome: hindcast.Holds, By: ada}}}}, hindcast.Conflict},
		{"one holds, one is broken", ada, grace, []hindcast.Proof{proofOf("h"), proofOf("hbb")}, hindcast.Conflict},
		{"broken, not yet confirmed", ada, grace, []hindcast.Proof{proofOf("hb")}, hindcast.Conflict},
		{"repaired", ada, grace, []hindcast.Proof{proofOf("hbbh")}, ""},
	} {
		a := hindcast.Action{Owner: c.owner, Proofs: c.proofs}
		if err := a.MayVerify(c.by); hindcast.CodeOf(err) != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func TestSamePerson(t *testing.T) {
	for _, c := range []struct {
		a, b hindcast.Person
		want bool
	}{
		{ada, ada, true},
		{ada, grace, false},
		{ada, hindcast.Person{User: "u1", Name: "Ada Lovelace"}, true},
		{ada, hindcast.Person{User: "u3", Name: "Ada"}, false},
		{ada, hindcast.Person{Name: " @ADA"}, true},
		{hindcast.Person{Name: "ada  lovelace"}, hindcast.Person{Name: "Ada Lovelace"}, true},
		{hindcast.Person{User: "u1"}, hindcast.Person{Name: "u1"}, false},
		{hindcast.Person{}, hindcast.Person{}, false},
		{hindcast.Person{Name: "@"}, hindcast.Person{Name: " "}, false},
	} {
		if c.a.Same(c.b) != c.want || c.b.Same(c.a) != c.want {
			t.Errorf("%+v and %+v: %v", c.a, c.b, !c.want)
		}
	}
}
