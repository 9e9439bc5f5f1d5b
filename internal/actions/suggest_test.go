package actions_test

import (
	"maps"
	"testing"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestSuggest(t *testing.T) {
	for _, c := range []struct {
		title  string
		change hindcast.ChangeKind
		want   hindcast.ProofKind
		values map[string]string
	}{
		{title: "Alert at 2 % errors for 5 minutes", want: hindcast.ProofAlertRule},
		{title: "Lower the threshold of the pool", want: hindcast.ProofAlertRule},
		{title: "Write the restore runbook", want: hindcast.ProofDocument},
		{title: "An alert for the runbook's first step", change: hindcast.ChangeRunbook, want: hindcast.ProofAlertRule},
		{title: "Notice it sooner", change: hindcast.ChangeAlerting, want: hindcast.ProofAlertRule},
		{title: "Say it sooner", change: hindcast.ChangeCommunication, want: hindcast.ProofDocument},
		{title: "Alertness training", change: hindcast.ChangeTraining, want: hindcast.ProofAttestation, values: map[string]string{"statement": "Alertness training"}},
		{title: "Two people on call", change: hindcast.ChangeStaffing, want: hindcast.ProofAttestation, values: map[string]string{"statement": "Two people on call"}},
		{title: "Answer at https://api.example.com/health.", want: hindcast.ProofHTTP, values: map[string]string{"url": "https://api.example.com/health"}},
		{title: "Alert as in https://github.com/acme/shop/issues/12", want: hindcast.ProofTicket, values: map[string]string{"ticket": "https://github.com/acme/shop/issues/12"}},
		{title: "See (https://gitlab.example.com/acme/shop/-/issues/12)", want: hindcast.ProofTicket, values: map[string]string{"ticket": "https://gitlab.example.com/acme/shop/-/issues/12"}},
		{title: "https://acme.example.com/browse/OPS-12", want: hindcast.ProofTicket, values: map[string]string{"ticket": "https://acme.example.com/browse/OPS-12"}},
		{title: "Limits in https://github.com/acme/shop", want: hindcast.ProofRepository, values: map[string]string{"repository": "https://github.com/acme/shop"}},
		{title: "Merge https://github.com/acme/shop/pull/7", want: hindcast.ProofRepository, values: map[string]string{"repository": "https://github.com/acme/shop", "pull": "7"}},
		{title: "https://gitlab.example.com/acme/shop/-/blob/main/deploy/limits.yaml", want: hindcast.ProofRepository,
			values: map[string]string{"repository": "https://gitlab.example.com/acme/shop", "ref": "main", "file": "deploy/limits.yaml"}},
		{title: "https://git.example.com/shop.git", want: hindcast.ProofRepository, values: map[string]string{"repository": "https://git.example.com/shop.git"}},
		{title: "Pin the commit in the pipeline", want: hindcast.ProofRepository},
		{title: "", want: hindcast.ProofAttestation, values: map[string]string{"statement": ""}},
	} {
		got := actions.Suggest(hindcast.Action{Title: c.title, Change: c.change})
		if got.Kind != c.want || !maps.Equal(got.Values, c.values) || got.Because == "" {
			t.Errorf("%q: %+v, want %s %v", c.title, got, c.want, c.values)
		}
	}
}
