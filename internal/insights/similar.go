package insights

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Similar is an incident like another one, with what makes them alike.
type Similar struct {
	Incident hindcast.Incident
	Occurred time.Time
	Score    float64  // Score only orders; 0.5 is as alike in words as half of the other is to itself.
	Words    []string // Words are the shared ones that tell most, as search folds them.
	Services []string
	Type     string
	Factors  []string
}

// How likeness is weighed. All of it is ours, chosen on invented incidents and
// checked on a real status page; see docs/performance.md.
const (
	mostWords      = 32  // words that are looked up
	mostCandidates = 60  // incidents whose texts are compared
	titleWeight    = 2   // a word of a title counts so many times
	serviceWeight  = .15 // for the services shared
	typeWeight     = .15
	factorWeight   = .2 // for each factor shared
	leastScore     = .06
	shownWords     = 5
)

// Similar returns the incidents up to an incident's time that are most like it, the
// most alike first, as far as the actor may see them.
func (s *Service) Similar(ctx context.Context, by hindcast.Actor, id hindcast.IncidentID, limit int) ([]Similar, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, err
	}
	return s.nearest(ctx, by, id, limit, false)
}

// nearest gathers candidates by the incident's most telling words and by what else
// it shares, and compares their texts. Later ones only count when later says so.
func (s *Service) nearest(ctx context.Context, by hindcast.Actor, id hindcast.IncidentID, limit int, later bool) ([]Similar, error) {
	told, err := s.store.Told(ctx, by, []hindcast.IncidentID{id})
	if err != nil {
		return nil, err
	}
	of := told[id]
	if of == nil {
		return nil, &hindcast.Error{Code: hindcast.NotFound, Op: "insights.Similar", Message: "there is no such incident, or it is not yours to see"}
	}
	until := of.Occurred
	if later {
		until = time.Time{}
	}
	uses, err := s.store.Uses(ctx, by, id, until, tellingWords(of))
	if err != nil {
		return nil, err
	}
	ids, err := s.store.Sharing(ctx, by, of.Incident, until, mostCandidates/2)
	if err != nil {
		return nil, err
	}
	rare := rarity(uses)
	candidates, err := s.store.Told(ctx, by, append(promising(uses, rare, mostCandidates), ids...))
	if err != nil {
		return nil, err
	}
	rareAmong(of, candidates, rare)
	return ranked(of, candidates, rare, limit), nil
}

// promising are the incidents that share the rarest words.
func promising(uses []store.Use, rare map[string]float64, most int) []hindcast.IncidentID {
	sums := map[hindcast.IncidentID]float64{}
	for _, u := range uses {
		for _, id := range u.Incidents {
			sums[id] += rare[u.Word]
		}
	}
	ids := make([]hindcast.IncidentID, 0, len(sums))
	for id := range sums {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b hindcast.IncidentID) int { return cmp.Or(cmp.Compare(sums[b], sums[a]), cmp.Compare(b, a)) })
	return ids[:min(most, len(ids))]
}

// ranked compares each candidate with the incident.
func ranked(of *store.Told, candidates map[hindcast.IncidentID]*store.Told, rare map[string]float64, limit int) []Similar {
	var list []Similar
	usual := usualLength(candidates)
	itself := max(overlap(of, of, rare, usual).sum, 1)
	for _, c := range candidates {
		shared := overlap(of, c, rare, usual)
		one := Similar{Incident: c.Incident, Occurred: c.Occurred, Score: shared.sum / itself, Words: shared.top()}
		one.shareTags(of, c)
		if one.Score >= leastScore {
			list = append(list, one)
		}
	}
	slices.SortFunc(list, func(a, b Similar) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), b.Occurred.Compare(a.Occurred), cmp.Compare(a.Incident.ID, b.Incident.ID))
	})
	return list[:min(limit, len(list))]
}

// shareTags adds what two incidents share beside their words.
func (s *Similar) shareTags(of, other *store.Told) {
	for _, name := range of.Incident.Services {
		if other.Incident.HasService(name) {
			s.Services = append(s.Services, name)
		}
	}
	if n := len(of.Incident.Services) + len(other.Incident.Services) - len(s.Services); len(s.Services) > 0 {
		s.Score += serviceWeight * float64(len(s.Services)) / float64(n)
	}
	if t := of.Incident.Type; t != "" && hindcast.Fold(t) == hindcast.Fold(other.Incident.Type) {
		s.Type = t
		s.Score += typeWeight
	}
	for folded, text := range of.Factors {
		if _, both := other.Factors[folded]; both {
			s.Factors = append(s.Factors, text)
			s.Score += factorWeight
		}
	}
	slices.Sort(s.Factors)
}
