package store

import "github.com/hindcast/hindcast/internal/hindcast"

// Writeup is what a record holds beside its incident, review and the rest: where
// it was read from, what it stated about itself, and the prose without a field.
type Writeup struct {
	ID       string // ID is the incident's: there is one write-up to each.
	Source   string
	Stated   hindcast.Stated
	Inferred map[hindcast.Milestone]string
	Sections []hindcast.Section
	Runbooks []hindcast.Document // Runbooks are those the document names, as it describes them.
}

func writeupTable() *table[Writeup] {
	return &table[Writeup]{
		name: "writeups", kind: "writeup",
		columns: []column[Writeup]{
			text("source", func(w *Writeup) *string { return &w.Source }),
			list("stated", func(w *Writeup) *hindcast.Stated { return &w.Stated }),
			list("inferred", func(w *Writeup) *map[hindcast.Milestone]string { return &w.Inferred }),
			list("sections", func(w *Writeup) *[]hindcast.Section { return &w.Sections }),
			list("runbooks", func(w *Writeup) *[]hindcast.Document { return &w.Runbooks }),
		},
		id: text("id", func(w *Writeup) *string { return &w.ID }),
		words: func(w *Writeup) (string, string) {
			body := ""
			for _, s := range w.Sections {
				body += s.Heading + "\n" + s.Text + "\n"
			}
			return "", body
		},
	}
}

// Writeups changes the prose of incidents.
func (t *Tx) Writeups() Shelf[Writeup] { return Shelf[Writeup]{t, t.store.tables.writeups} }
