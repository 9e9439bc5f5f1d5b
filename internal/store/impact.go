package store

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func impactTable() *table[hindcast.ImpactStatement] {
	type S = hindcast.ImpactStatement
	return &table[S]{
		name: "impact", kind: "impact",
		columns: []column[S]{
			text("event_id", func(s *S) *hindcast.EventID { return &s.Event }),
			instant("since", func(s *S) *time.Time { return &s.Since }),
			list("users_affected", func(s *S) **int64 { return &s.UsersAffected }),
			flag("all_users", func(s *S) *bool { return &s.AllUsers }),
			list("services", func(s *S) *[]hindcast.ServiceImpact { return &s.Services }),
			list("funds_at_risk", func(s *S) **hindcast.Money { return &s.FundsAtRisk }),
			list("losses", func(s *S) **hindcast.Money { return &s.Losses }),
			list("cost", func(s *S) **hindcast.Money { return &s.Cost }),
			list("records_exposed", func(s *S) **int64 { return &s.RecordsExposed }),
			answer("public", func(s *S) **bool { return &s.Public }),
			answer("media", func(s *S) **bool { return &s.Media }),
			text("body", func(s *S) *string { return &s.Text }),
			list("origin", func(s *S) *hindcast.Origin { return &s.Origin }),
		},
		id:    text("id", func(s *S) *hindcast.ImpactID { return &s.ID }),
		words: func(s *S) (string, string) { return "", s.Text },
	}
}

// Impact changes the impact statements of an incident.
func (t *Tx) Impact() Shelf[hindcast.ImpactStatement] {
	return Shelf[hindcast.ImpactStatement]{t, t.store.tables.impact}
}
