package store

import (
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// A review's findings are rows of their own, because actions and other
// incidents refer to them; see findingTable.
func reviewTable() *table[hindcast.Review] {
	type R = hindcast.Review
	columns := []column[R]{
		list("incidents", func(r *R) *[]hindcast.IncidentID { return &r.Incidents }),
		text("state", func(r *R) *hindcast.ReviewState { return &r.State }),
		instant("due_at", func(r *R) *time.Time { return &r.DueAt }),
		text("summary", func(r *R) *string { return &r.Summary }),
		text("primary_cause", func(r *R) *string { return &r.PrimaryCause }),
		list("factors", func(r *R) *[]hindcast.ContributingFactor { return &r.Factors }),
		list("five_whys", func(r *R) *[]hindcast.Why { return &r.FiveWhys }),
		list("attendees", func(r *R) *[]hindcast.Person { return &r.Attendees }),
		list("invited", func(r *R) *[]hindcast.Person { return &r.Invited }),
		list("authors", func(r *R) *[]hindcast.Person { return &r.Authors }),
		instant("meeting_at", func(r *R) *time.Time { return &r.MeetingAt }),
		text("meeting_notes", func(r *R) *string { return &r.MeetingNotes }),
		list("answers", func(r *R) *[]hindcast.Answer { return &r.Answers }),
		text("policy_used", func(r *R) *string { return &r.PolicyUsed }),
		list("rounds", func(r *R) *[]hindcast.SignedRound { return &r.Rounds }),
	}
	return &table[R]{
		name: "reviews", kind: "review",
		columns: append(columns, person("facilitator", func(r *R) *hindcast.Person { return &r.Facilitator })...),
		id:      text("id", func(r *R) *hindcast.ReviewID { return &r.ID }),
		version: func(r *R) *int64 { return &r.Version },
		follow:  deriveReview,
		words: func(r *R) (string, string) {
			body := r.Summary + "\n" + r.PrimaryCause
			for _, f := range r.Factors {
				body += "\n" + f.Text
			}
			for _, w := range r.FiveWhys {
				body += "\n" + w.Question + "\n" + w.Answer
			}
			return "", body + "\n" + r.MeetingNotes
		},
	}
}

// Reviews changes reviews. Findings are kept by Findings, not with the review.
func (t *Tx) Reviews() Shelf[hindcast.Review] {
	return Shelf[hindcast.Review]{t, t.store.tables.reviews}
}

func findingTable() *table[hindcast.Finding] {
	type F = hindcast.Finding
	return &table[F]{
		name: "findings", kind: "finding",
		columns: []column[F]{
			text("kind", func(f *F) *hindcast.FindingKind { return &f.Kind }),
			text("body", func(f *F) *string { return &f.Text }),
			list("events", func(f *F) *[]hindcast.EventID { return &f.Events }),
			list("disposition", func(f *F) *hindcast.Disposition { return &f.Disposition }),
			list("origin", func(f *F) *hindcast.Origin { return &f.Origin }),
		},
		id:    text("id", func(f *F) *hindcast.FindingID { return &f.ID }),
		words: func(f *F) (string, string) { return "", f.Text },
		place: "place",
	}
}

// Findings changes the findings of a review.
func (t *Tx) Findings() Shelf[hindcast.Finding] {
	return Shelf[hindcast.Finding]{t, t.store.tables.findings}
}
