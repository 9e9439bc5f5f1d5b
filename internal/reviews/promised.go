package reviews

import (
	"context"
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Line is what lists say of an incident.
type Line = store.IncidentLine

// Promise is what an earlier, similar review promised.
type Promise struct {
	Incident Line
	Because  string            // Because is what makes the two alike.
	Actions  []hindcast.Action // Actions are with their proofs, which say whether it happened.
}

// Promised returns what the last similar reviews promised: those of earlier
// incidents with a service, the type or a contributing factor in common, the
// latest first, as far as the actor may see them.
func (s *Service) Promised(ctx context.Context, by hindcast.Actor, of *hindcast.Record) (list []Promise, err error) {
	const most = 3
	alike, err := s.store.AlikeReviewed(ctx, by, of.Incident, most+len(of.Review.Incidents))
	if err != nil {
		return nil, err
	}
	for _, line := range alike {
		if len(list) == most || slices.Contains(of.Review.Incidents, line.ID) {
			continue
		}
		r, err := s.store.Record(ctx, by, string(line.ID))
		if hindcast.CodeOf(err) == hindcast.NotFound {
			continue // hidden meanwhile
		}
		if err != nil {
			return nil, err
		}
		list = append(list, Promise{Incident: line, Because: inCommon(of, r), Actions: r.Actions})
	}
	return list, nil
}

// inCommon says what makes two incidents alike.
func inCommon(a, b *hindcast.Record) string {
	var list []string
	for _, s := range a.Incident.Services {
		if slices.ContainsFunc(b.Incident.Services, func(t string) bool { return hindcast.Fold(s) == hindcast.Fold(t) }) {
			list = append(list, s)
		}
	}
	if t := a.Incident.Type; t != "" && hindcast.Fold(t) == hindcast.Fold(b.Incident.Type) {
		list = append(list, t)
	}
	for _, f := range a.Review.Factors {
		if slices.ContainsFunc(b.Review.Factors, func(g hindcast.ContributingFactor) bool { return hindcast.Fold(f.Text) == hindcast.Fold(g.Text) }) {
			list = append(list, f.Text)
		}
	}
	return strings.Join(list, ", ")
}
