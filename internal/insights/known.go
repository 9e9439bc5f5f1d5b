package insights

import (
	"cmp"
	"context"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Line is what lists say of an incident.
type Line = store.IncidentLine

// Known is what was known before an incident and not done.
type Known struct {
	Incident hindcast.Incident // Incident is the one asked about.
	Similar  []Past
	// Recurring are factors of the incident, or of several of the similar ones, with
	// the incidents that name them.
	Recurring []Recurring
	Today     hindcast.Date
	MayJudge  bool // MayJudge says that the reader may say what would have helped.
}

// Past is a similar incident with what its review left.
type Past struct {
	Similar
	Undone []Item // Undone are actions that are open, overdue or dropped, or whose proof is broken.
	Risks  []Item // Risks are findings whose risk somebody accepted.
	// Actions are all that it undertook, Kept those of them that are verified and hold.
	Actions, Kept int
}

// Item is something that was known, with what reviewers say of it.
type Item struct {
	Kind    hindcast.KnownKind
	ID      string // ID is what judgements name it by.
	Action  *hindcast.Action
	Finding *hindcast.Finding
	Judged  *hindcast.KnownCheck // Judged is the judgement in this incident; nil when there is none.
	// Helped are other incidents in which it would have helped.
	Helped []Line
}

// Recurring is a contributing factor that is not new.
type Recurring struct {
	Item
	Text string
	In   []hindcast.Incident
}

// mostSimilar is how many similar incidents are shown. It is ours.
const mostSimilar = 5

// Known returns what was known before an incident, as far as the actor may see it.
func (s *Service) Known(ctx context.Context, by hindcast.Actor, key string) (k Known, err error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return k, err
	}
	if k.Incident, err = s.store.Incident(ctx, by, key); err != nil {
		return k, err
	}
	if k.Today, err = s.today(ctx); err != nil {
		return k, err
	}
	k.MayJudge = by.May(hindcast.MayContribute, hindcast.Subject{Review: by.Guest}) == nil
	similar, err := s.Similar(ctx, by, k.Incident.ID, mostSimilar)
	if err != nil {
		return k, err
	}
	for _, one := range similar {
		past, err := s.past(ctx, by, one)
		if err != nil {
			return k, err
		}
		k.Similar = append(k.Similar, past)
	}
	if k.Recurring, err = s.recurring(ctx, by, k.Incident.ID, similar); err != nil {
		return k, err
	}
	return k, s.judged(ctx, by, &k)
}

// past gathers what the review of a similar incident left.
func (s *Service) past(ctx context.Context, by hindcast.Actor, one Similar) (Past, error) {
	p := Past{Similar: one}
	rows, _, err := s.store.ListActions(ctx, by, store.ActionFilter{Incident: one.Incident.ID}, store.ActionsByDue, store.Page{Limit: store.MaxPage})
	if err != nil {
		return p, err
	}
	p.Actions = len(rows)
	for _, r := range rows {
		a := r.Action
		switch {
		case a.State == hindcast.ActionVerified && a.Holds():
			p.Kept++
		case a.State != hindcast.ActionDone || !a.Holds():
			p.Undone = append(p.Undone, Item{Kind: hindcast.KnownAction, ID: string(a.ID), Action: &a})
		}
	}
	findings, err := s.store.Findings().Of(ctx, by, one.Incident.ID)
	for _, f := range findings {
		if f.Value.Disposition.Kind == hindcast.AcceptedRisk {
			p.Risks = append(p.Risks, Item{Kind: hindcast.KnownRisk, ID: string(f.Value.ID), Finding: &f.Value})
		}
	}
	return p, err
}

// recurring are the factors that the incident shares with a similar one, and those
// that several similar ones share.
func (s *Service) recurring(ctx context.Context, by hindcast.Actor, id hindcast.IncidentID, similar []Similar) ([]Recurring, error) {
	ids := []hindcast.IncidentID{id}
	for _, one := range similar {
		ids = append(ids, one.Incident.ID)
	}
	told, err := s.store.Told(ctx, by, ids)
	if err != nil || told[id] == nil {
		return nil, err
	}
	found := map[string]*Recurring{}
	for _, one := range similar {
		if told[one.Incident.ID] == nil {
			continue // hidden meanwhile
		}
		for folded, text := range told[one.Incident.ID].Factors {
			if found[folded] == nil {
				found[folded] = &Recurring{Item: Item{Kind: hindcast.KnownFactor, ID: folded}, Text: text}
			}
			found[folded].In = append(found[folded].In, one.Incident)
		}
	}
	var list []Recurring
	for folded, r := range found {
		if _, here := told[id].Factors[folded]; here || len(r.In) > 1 {
			list = append(list, *r)
		}
	}
	slices.SortFunc(list, func(a, b Recurring) int { return cmp.Or(cmp.Compare(len(b.In), len(a.In)), cmp.Compare(a.ID, b.ID)) })
	return list, nil
}

// items are everything known, for what is said of each.
func (k *Known) items() (list []*Item) {
	for i := range k.Similar {
		for n := range k.Similar[i].Undone {
			list = append(list, &k.Similar[i].Undone[n])
		}
		for n := range k.Similar[i].Risks {
			list = append(list, &k.Similar[i].Risks[n])
		}
	}
	for i := range k.Recurring {
		list = append(list, &k.Recurring[i].Item)
	}
	return list
}

// judged adds what reviewers said would have helped, here and elsewhere.
func (s *Service) judged(ctx context.Context, by hindcast.Actor, k *Known) error {
	checks, err := s.store.KnownChecks().Of(ctx, by, k.Incident.ID)
	if err != nil {
		return err
	}
	items, ids := k.items(), map[hindcast.KnownKind][]string{}
	for _, item := range items {
		ids[item.Kind] = append(ids[item.Kind], item.ID)
		for _, c := range checks {
			if c.Value.Kind == item.Kind && c.Value.Known == item.ID {
				item.Judged = &c.Value
			}
		}
	}
	for kind, known := range ids {
		helped, err := s.store.WouldHaveHelped(ctx, by, kind, known)
		if err != nil {
			return err
		}
		for _, item := range items {
			if item.Kind == kind {
				item.Helped = slices.DeleteFunc(helped[item.ID], func(l store.IncidentLine) bool { return l.ID == k.Incident.ID })
			}
		}
	}
	return nil
}
