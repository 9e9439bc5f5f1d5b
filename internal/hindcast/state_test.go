package hindcast_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// lines writes a state table as one line a transition, so that a test can state
// it as a person would.
func lines[S ~string](table []hindcast.Transition[S]) []string {
	var list []string
	for _, t := range table {
		line := fmt.Sprintf("%s → %s by %s", t.From, t.To, t.Verb)
		for _, need := range needs(t) {
			line += ", " + need
		}
		list = append(list, line)
	}
	slices.Sort(list)
	return list
}

// needs lists what a transition asks for.
func needs[S ~string](t hindcast.Transition[S]) []string {
	var list []string
	if t.NeedsReason {
		list = append(list, "a reason")
	}
	if t.NeedsApprover {
		list = append(list, "an approver")
	}
	if t.NeedsGates {
		list = append(list, "the gates")
	}
	if t.ByBrokenProofs {
		list = append(list, "or a broken proof")
	}
	return list
}

func TestTransitions(t *testing.T) {
	check := func(name string, got []string, want string) {
		t.Helper()
		if strings.Join(got, "\n") != strings.TrimSpace(want) {
			t.Errorf("%s:\n%s\nwant:\n%s", name, strings.Join(got, "\n"), strings.TrimSpace(want))
		}
	}
	check("incident", lines(hindcast.IncidentTransitions()), `
active → mitigated by mitigate
active → resolved by resolve
closed → resolved by reopen, a reason
mitigated → active by reopen, a reason
mitigated → resolved by resolve
resolved → active by reopen, a reason
resolved → closed by close`)
	check("review", lines(hindcast.ReviewTransitions()), `
drafting → in_review by share
drafting → waived by waive, a reason
in_review → drafting by take back
in_review → signed_off by sign off, the gates
in_review → waived by waive, a reason
scheduled → drafting by begin
scheduled → waived by waive, a reason
signed_off → drafting by reopen, a reason
signed_off → waived by waive, a reason
waived → drafting by reopen, a reason`)
	check("action", lines(hindcast.ActionTransitions()), `
done → open by reopen, a reason, or a broken proof
done → verified by verify, an approver
in_progress → done by finish
in_progress → dropped by drop, a reason, an approver
in_progress → open by put back
open → done by finish
open → dropped by drop, a reason, an approver
open → in_progress by start
verified → open by reopen, a reason, or a broken proof`)
	check("publication", lines(hindcast.PublicationTransitions()), `
drafted → proposed by propose, the gates
proposed → drafted by take back
proposed → published by publish, an approver, the gates
published → proposed by revise
published → withdrawn by withdraw, a reason`)
}

// TestMove walks every pair of states of every table: what is listed is allowed,
// with its reason if it needs one, and everything else is refused.
func TestMove(t *testing.T) {
	moves(t, hindcast.IncidentTransitions(), hindcast.IncidentStates())
	moves(t, hindcast.ReviewTransitions(), hindcast.ReviewStates())
	moves(t, hindcast.ActionTransitions(), hindcast.ActionStates())
	moves(t, hindcast.PublicationTransitions(), hindcast.PublicationStates())
}

func moves[S ~string](t *testing.T, table []hindcast.Transition[S], states []S) {
	t.Helper()
	allowed := map[[2]S]hindcast.Transition[S]{}
	for _, line := range table {
		if !slices.Contains(states, line.From) || !slices.Contains(states, line.To) {
			t.Errorf("%s → %s leads out of the listed states", line.From, line.To)
		}
		if _, twice := allowed[[2]S{line.From, line.To}]; twice {
			t.Errorf("%s → %s is listed twice", line.From, line.To)
		}
		allowed[[2]S{line.From, line.To}] = line
	}
	for _, from := range states {
		for _, to := range states {
			line, ok := allowed[[2]S{from, to}]
			got, err := hindcast.Move(table, from, to, "because")
			switch {
			case ok && (err != nil || got != line):
				t.Errorf("%s → %s: %v, %v", from, to, got, err)
			case !ok && hindcast.CodeOf(err) != hindcast.Conflict:
				t.Errorf("%s → %s is not in the table, yet: %v, %v", from, to, got, err)
			}
			if _, err := hindcast.Move(table, from, to, " \t\n"); ok && line.NeedsReason != (hindcast.CodeOf(err) == hindcast.Invalid) {
				t.Errorf("%s → %s without a reason: %v", from, to, err)
			}
		}
	}
}

func TestMoveSaysWhy(t *testing.T) {
	_, err := hindcast.Move(hindcast.ActionTransitions(), hindcast.ActionDone, hindcast.ActionDropped, "x")
	if want := "what is done cannot become dropped; it can become verified, open"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	_, err = hindcast.Move(hindcast.ActionTransitions(), hindcast.ActionDropped, hindcast.ActionOpen, "x")
	if want := "what is dropped cannot become open"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	_, err = hindcast.Move(hindcast.ReviewTransitions(), hindcast.ReviewScheduled, hindcast.ReviewWaived, "")
	if want := "to waive needs a reason: reason: must not be empty"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}
