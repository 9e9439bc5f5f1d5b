package library

import (
	"cmp"
	"context"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Filter narrows a list of documents. Zero fields ask for nothing.
type Filter struct {
	Text    string // Text must occur, word by word, in title, owner, types, services or steps.
	Kind    hindcast.DocumentKind
	Owner   string // Owner is a name, compared without case.
	Overdue bool   // Overdue asks for those whose review is.
	Retired bool   // Retired asks for those that are; else they are left out.
}

// Row is a line of a list.
type Row struct {
	Document     hindcast.Document
	Latest       hindcast.Revision // Latest has no Body, and the number 0 where nothing is approved yet.
	Revisions    int
	Proposals    int       // Proposals count what waits for approval.
	DueAt        time.Time // DueAt is when it has to be looked at again; zero when nothing asks for it.
	Overdue      bool
	Retired      bool
	Reviewed     time.Time // Reviewed is when somebody last found it still right.
	Contradicted int       // Contradicted counts lessons that contradict the revision in force.
	Lesson       *Lesson   // Lesson caused the newest revision; nil when none did, or it is not the reader's to see.
}

// Listing is a page of documents, by kind and then by title.
type Listing struct {
	Rows    []Row
	Next    string                        // Next is where the following page begins; empty when there is none.
	Kinds   map[hindcast.DocumentKind]int // Kinds count what the rest of the filter leaves of each.
	Overdue int                           // Overdue counts what the rest of the filter leaves overdue.
	Retired int                           // Retired counts what the rest of the filter leaves retired.
	Found   int                           // Found counts what the filter leaves.
	All     int                           // All counts every document.
}

// List returns a page of the library. The whole library is read and narrowed
// here, where case is folded.
func (s *Service) List(ctx context.Context, by hindcast.Actor, f Filter, page Page) (Listing, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return Listing{}, err
	}
	after, err := parsePlace(page.After)
	if err != nil {
		return Listing{}, err
	}
	rows, err := s.rows(ctx, by)
	if err != nil {
		return Listing{}, err
	}
	list := Listing{Kinds: map[hindcast.DocumentKind]int{}, All: len(rows)}
	for _, row := range rows {
		if !f.admits(row) {
			continue
		}
		if row.Retired && (f.Kind == "" || f.Kind == row.Document.Kind) {
			list.Retired++
		}
		if row.Retired != f.Retired {
			continue
		}
		ofKind, asOverdue := f.Kind == "" || f.Kind == row.Document.Kind, !f.Overdue || row.Overdue
		if asOverdue {
			list.Kinds[row.Document.Kind]++
		}
		if ofKind && row.Overdue {
			list.Overdue++
		}
		if ofKind && asOverdue {
			list.Rows = append(list.Rows, row)
		}
	}
	list.Found = len(list.Rows)
	list.cut(after, page.Limit)
	return list, s.explain(ctx, by, list.Rows)
}

// rows is every document that the actor sees.
func (s *Service) rows(ctx context.Context, by hindcast.Actor) ([]Row, error) {
	policy, err := s.Policy(ctx)
	if err != nil {
		return nil, err
	}
	outlines, err := s.store.Outlines(ctx, by)
	if err != nil {
		return nil, err
	}
	marks, err := s.store.MarksOn(ctx, by, "")
	rows := make([]Row, len(outlines))
	for i, o := range outlines {
		rows[i] = s.row(o, marks[o.Document.Value.ID], policy)
	}
	return rows, err
}

func (s *Service) row(o store.Outline, marks hindcast.DocumentMarks, policy hindcast.Policy) Row {
	d := o.Document.Value
	r := Row{Document: d, Latest: o.Latest, Revisions: o.Revisions, Proposals: o.Proposals, DueAt: dueAt(d, o.Latest, marks, policy),
		Contradicted: len(marks.Contradictions(o.Latest.At))}
	r.Overdue = !r.DueAt.IsZero() && r.DueAt.Before(s.now())
	_, r.Retired = marks.Retired()
	r.Reviewed, _ = marks.Reviewed()
	return r
}

// admits reports whether a row passes text and owner. Kind and overdue are
// counted before they narrow.
func (f Filter) admits(r Row) bool {
	d := r.Document
	if f.Owner != "" && hindcast.Fold(f.Owner) != hindcast.Fold(d.Owner.Name) {
		return false
	}
	text := hindcast.Fold(strings.Join(slices.Concat([]string{d.Title, d.Owner.Name}, d.Types, d.Services, d.Steps), " "))
	for _, word := range strings.Fields(hindcast.Fold(f.Text)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// cut puts the rows in order and leaves those of one page.
func (l *Listing) cut(after place, limit int) {
	slices.SortFunc(l.Rows, func(a, b Row) int { return placeOf(a).compare(placeOf(b)) })
	from, _ := slices.BinarySearchFunc(l.Rows, after, func(r Row, p place) int {
		if placeOf(r).compare(p) <= 0 {
			return -1
		}
		return 1
	})
	if limit <= 0 {
		limit = store.DefaultPage
	}
	until := min(len(l.Rows), from+min(limit, store.MaxPage))
	if until < len(l.Rows) {
		l.Next = placeOf(l.Rows[until-1]).String()
	}
	l.Rows = l.Rows[from:until]
}

// place is where a document stands in the list.
type place struct{ kind, title, id string }

func placeOf(r Row) place {
	at := slices.Index(hindcast.DocumentKinds(), r.Document.Kind)
	return place{string(rune('a' + at)), hindcast.Fold(r.Document.Title), string(r.Document.ID)}
}

func (p place) compare(other place) int {
	return cmp.Or(cmp.Compare(p.kind, other.kind), cmp.Compare(p.title, other.title), cmp.Compare(p.id, other.id))
}

// String writes a place as a page mark.
func (p place) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte(p.kind + "\x00" + p.title + "\x00" + p.id))
}

func parsePlace(mark string) (place, error) {
	if mark == "" {
		return place{}, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(mark)
	parts := strings.Split(string(text), "\x00")
	if err != nil || len(parts) != 3 {
		return place{}, &hindcast.Error{Code: hindcast.Invalid, Op: "library.List", Message: "this page mark is not one of this list",
			Fields: []hindcast.FieldError{{Field: "after", Reason: "start again from the first page"}}, Err: err}
	}
	return place{parts[0], parts[1], parts[2]}, nil
}

// explain fills in the lessons that caused the newest revisions.
func (s *Service) explain(ctx context.Context, by hindcast.Actor, rows []Row) error {
	var ids []hindcast.FindingID
	for _, r := range rows {
		ids = append(ids, r.Latest.Lesson)
	}
	lessons, err := s.lessons(ctx, by, ids)
	for i := range rows {
		if l, ok := lessons[rows[i].Latest.Lesson]; ok {
			rows[i].Lesson = &l
			continue
		}
		rows[i].Latest.Lesson = ""
	}
	return err
}

// lessons loads findings with their incidents, as far as the reader may see them.
func (s *Service) lessons(ctx context.Context, by hindcast.Actor, ids []hindcast.FindingID) (map[hindcast.FindingID]Lesson, error) {
	var names []string
	for _, id := range ids {
		if id != "" && !slices.Contains(names, string(id)) {
			names = append(names, string(id))
		}
	}
	findings, err := s.store.Findings().Those(ctx, by, names)
	if err != nil {
		return nil, err
	}
	found, incidents := map[hindcast.FindingID]Lesson{}, map[hindcast.IncidentID]hindcast.Incident{}
	for _, f := range findings {
		if _, known := incidents[f.Incident]; !known {
			if incidents[f.Incident], err = s.store.Incident(ctx, by, string(f.Incident)); err != nil {
				return nil, err
			}
		}
		found[f.Value.ID] = Lesson{Finding: f.Value, Incident: incidents[f.Incident]}
	}
	return found, nil
}
