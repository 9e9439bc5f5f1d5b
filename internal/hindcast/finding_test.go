package hindcast_test

import (
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestLearned(t *testing.T) {
	action := func(finding hindcast.FindingID, state hindcast.ActionState, history string) hindcast.Action {
		return hindcast.Action{Finding: finding, State: state, Proofs: []hindcast.Proof{proofOf(history)}}
	}
	verified := action("f1", hindcast.ActionVerified, "h")
	for _, c := range []struct {
		name        string
		id          hindcast.FindingID
		disposition hindcast.DispositionKind
		actions     []hindcast.Action
		want        bool
	}{
		{"verified and holds", "f1", hindcast.DisposedAction, []hindcast.Action{verified}, true},
		{"two, both verified", "f1", hindcast.DisposedAction, []hindcast.Action{verified, verified}, true},
		{"an unfinished one of another finding", "f1", hindcast.DisposedAction, []hindcast.Action{verified, action("f2", hindcast.ActionOpen, "")}, true},
		{"broken once, not confirmed", "f1", hindcast.DisposedAction, []hindcast.Action{action("f1", hindcast.ActionVerified, "hb")}, true},
		{"could not be checked lately", "f1", hindcast.DisposedAction, []hindcast.Action{action("f1", hindcast.ActionVerified, "huuu")}, true},
		{"done is not verified", "f1", hindcast.DisposedAction, []hindcast.Action{action("f1", hindcast.ActionDone, "h")}, false},
		{"one of two reopened", "f1", hindcast.DisposedAction, []hindcast.Action{verified, action("f1", hindcast.ActionOpen, "h")}, false},
		{"verified, no longer there", "f1", hindcast.DisposedAction, []hindcast.Action{action("f1", hindcast.ActionVerified, "hbb")}, false},
		{"one of two dropped", "f1", hindcast.DisposedAction, []hindcast.Action{verified, action("f1", hindcast.ActionDropped, "")}, false},
		{"no action at all", "f1", hindcast.DisposedAction, nil, false},
		{"actions of other findings only", "f1", hindcast.DisposedAction, []hindcast.Action{action("f2", hindcast.ActionVerified, "h")}, false},
		{"accepted risk", "f1", hindcast.AcceptedRisk, []hindcast.Action{verified}, false},
		{"no change", "f1", hindcast.NoChange, []hindcast.Action{verified}, false},
		{"not disposed of", "f1", hindcast.Undisposed, []hindcast.Action{verified}, false},
		{"neither has an identifier", "", hindcast.DisposedAction, []hindcast.Action{action("", hindcast.ActionVerified, "h")}, false},
	} {
		f := hindcast.Finding{ID: c.id, Disposition: hindcast.Disposition{Kind: c.disposition}}
		if got := f.Learned(c.actions); got != c.want {
			t.Errorf("%s: learned %v", c.name, got)
		}
	}
}
