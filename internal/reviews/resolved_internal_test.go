package reviews

import (
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// TestNothingIsSignedBeforeItIsOver: every incident of a review has to be.
func TestNothingIsSignedBeforeItIsOver(t *testing.T) {
	in := func(states ...hindcast.IncidentState) (list []hindcast.Incident) {
		for i, s := range states {
			list = append(list, hindcast.Incident{Key: []string{"INC-1", "INC-2", "INC-3"}[i], State: s})
		}
		return list
	}
	for name, c := range map[string]struct {
		incidents []hindcast.Incident
		before    []string // before are the incidents that stand before the sign-off
	}{
		"active":                  {in(hindcast.IncidentActive), []string{"INC-1"}},
		"mitigated":               {in(hindcast.IncidentMitigated), []string{"INC-1"}},
		"resolved":                {in(hindcast.IncidentResolved), nil},
		"closed":                  {in(hindcast.IncidentClosed), nil},
		"one of several":          {in(hindcast.IncidentResolved, hindcast.IncidentMitigated, hindcast.IncidentClosed), []string{"INC-2"}},
		"several":                 {in(hindcast.IncidentActive, hindcast.IncidentResolved, hindcast.IncidentActive), []string{"INC-1", "INC-3"}},
		"a review of no incident": {nil, nil},
	} {
		list := resolvedGate(c.incidents)
		if len(list) != len(c.before) {
			t.Errorf("%s: %+v", name, list)
			continue
		}
		for i, g := range list {
			if g.Gate != "incident_not_resolved" || g.Field != "incident."+c.before[i] || g.Warning {
				t.Errorf("%s: %+v", name, g)
			}
		}
		if err := gatesError(list); (err != nil) != (len(c.before) > 0) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
