package report

import (
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/markup"
)

// ActionRow is one action.
type ActionRow struct {
	Title            string // Title is safe inline HTML.
	Owner, Due       string // Owner and Due are empty where there is none.
	State            string
	Overdue          bool
	Change, Strength string
}

func actionRows(r *hindcast.Record, today hindcast.Date) []ActionRow {
	var list []ActionRow
	for _, a := range r.Actions {
		row := ActionRow{Title: markup.Inline(a.Title), Owner: nameOf(a.Owner), Due: a.Due.String(), State: words(a.State),
			Overdue: !today.IsZero() && a.Overdue(today), Change: words(a.Change), Strength: string(a.Hierarchy)}
		if row.Due == "" {
			row.Due = a.DueText
		}
		list = append(list, row)
	}
	return list
}
