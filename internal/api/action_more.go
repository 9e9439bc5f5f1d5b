package api

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// actionSteps are the steps from where an action stands.
func actionSteps(steps []actions.Step) (list []client.ActionStep) {
	for _, s := range steps {
		form := client.ActionStep{To: string(s.To), Verb: s.Verb, NeedsReason: s.NeedsReason, Refused: []string{}}
		for _, err := range s.Refused {
			form.Refused = append(form.Refused, err.Error())
		}
		list = append(list, form)
	}
	return list
}

// effectDays are when the effect of an action is judged.
func effectDays(days []actions.EffectDay) (list []client.EffectDay) {
	for _, d := range days {
		form := client.EffectDay{Day: d.Day, On: d.On.String(), Proposed: string(d.Proposed), Because: d.Because}
		if d.Judged != nil {
			form.Judged = text(d.Judged.Effect)
		}
		list = append(list, form)
	}
	return list
}

func (a *API) suggestProof(ctx context.Context, by hindcast.Actor, in *Thing) (*struct{ Body client.ProofSuggestion }, error) {
	e, err := a.Actions.Get(ctx, by, hindcast.ActionID(in.ID))
	if err != nil {
		return nil, err
	}
	s := actions.Suggest(e.Action)
	if s.Values == nil {
		s.Values = map[string]string{}
	}
	return &struct{ Body client.ProofSuggestion }{client.ProofSuggestion{Kind: string(s.Kind), Because: s.Because, Values: s.Values}}, nil
}

func (a *API) actionTrend(ctx context.Context, by hindcast.Actor, _ *struct{}) (*struct{ Body client.ActionTrend }, error) {
	t, err := a.Actions.Trend(ctx, by)
	if err != nil {
		return nil, err
	}
	form := client.ActionTrend{Quarters: []client.ActionQuarter{}, Verify: spread(t.Verify)}
	for _, q := range t.Quarters {
		form.Quarters = append(form.Quarters, client.ActionQuarter{Quarter: q.Name(), Added: q.Added, Stronger: q.Levels[hindcast.Stronger],
			Intermediate: q.Levels[hindcast.Intermediate], Weaker: q.Levels[hindcast.Weaker], Done: q.Done, Verified: q.Verified, Dropped: q.Dropped, Verify: spread(q.Verify)})
	}
	return &struct{ Body client.ActionTrend }{form}, nil
}

// spread is how durations spread, in seconds.
func spread(s actions.Spread) client.Spread {
	form := client.Spread{N: s.N}
	if s.N > 0 {
		seconds := func(d time.Duration) *float64 { v := d.Seconds(); return &v }
		form.Low, form.Median, form.High = seconds(s.Low), seconds(s.Median), seconds(s.High)
	}
	return form
}
