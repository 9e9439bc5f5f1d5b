package reviews

import (
	"context"
	"fmt"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Gates lists what stands before the sign-off of a review, and what is worth
// knowing before it.
func (s *Service) Gates(ctx context.Context, by hindcast.Actor, key string) ([]hindcast.GateFinding, error) {
	if _, err := s.held(ctx, by, key, hindcast.MayRead); err != nil {
		return nil, err
	}
	v, err := s.View(ctx, by, key)
	return v.Gates, err
}

// blindGate asks for answers to be opened before they are signed.
func blindGate(people int) []hindcast.GateFinding {
	if people == 0 {
		return nil
	}
	who := "the answers of one person are"
	if people > 1 {
		who = fmt.Sprintf("the answers of %d people are", people)
	}
	return []hindcast.GateFinding{{Gate: "answers_unopened", Field: "answers", Message: who + " still blind: open them first"}}
}

// strangersGate warns of approvers who could be waited for in vain.
func strangersGate(strangers []hindcast.Stranger) (list []hindcast.GateFinding) {
	for _, s := range strangers {
		list = append(list, hindcast.GateFinding{Gate: "approver_unknown", Field: "policy.actions.approvers." + string(s.Kind), Message: s.String(), Warning: true})
	}
	return list
}

// resolvedGate asks that what is reviewed is over: signing a review closes its
// incidents, and the answers it freezes are about their whole course.
func resolvedGate(incidents []hindcast.Incident) (list []hindcast.GateFinding) {
	for _, i := range incidents {
		if i.State == hindcast.IncidentActive || i.State == hindcast.IncidentMitigated {
			list = append(list, hindcast.GateFinding{Gate: "incident_not_resolved", Field: "incident." + i.Key, Message: i.Key + " is still " + string(i.State) + ": say when it was resolved"})
		}
	}
	return list
}

// gatesError refuses a sign-off, naming everything that stands before it.
func gatesError(list []hindcast.GateFinding) error {
	var p hindcast.Problems
	for _, g := range list {
		if !g.Warning {
			p.Add(g.Field, "%s", g.Message)
		}
	}
	if len(p) == 0 {
		return nil
	}
	return &hindcast.Error{Code: hindcast.Conflict, Message: "the review cannot be signed off yet", Fields: p}
}
