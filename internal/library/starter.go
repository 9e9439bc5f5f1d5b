package library

import (
	"cmp"
	"context"
	"embed"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

//go:embed starter/*.md
var starterFiles embed.FS

// Starter is a document of the starter set, to be taken over and edited.
type Starter struct {
	Name     string // Name is that of its file: "dns-hijack".
	Document hindcast.Document
	Body     string
	Taken    bool // Taken says that the library has it already.
}

// starterID is the identifier that a document of the starter set always gets, so
// that it is there once however often it is taken.
func starterID(name string) hindcast.DocumentID {
	return hindcast.DocumentID("doc_starter_" + strings.ReplaceAll(name, "-", "_"))
}

// StarterSet lists the starter set: runbooks first, by title.
func StarterSet() ([]Starter, error) {
	entries, err := starterFiles.ReadDir("starter")
	if err != nil {
		return nil, err
	}
	var set []Starter
	for _, e := range entries {
		text, err := starterFiles.ReadFile("starter/" + e.Name())
		if err != nil {
			return nil, err
		}
		f, ok, err := ReadFile(e.Name(), text)
		if err != nil || !ok {
			return nil, &hindcast.Error{Code: hindcast.Internal, Op: "library.StarterSet", Message: e.Name() + " of the starter set cannot be read", Err: err}
		}
		name := strings.TrimSuffix(e.Name(), ".md")
		d := f.Document()
		d.ID = starterID(name)
		set = append(set, Starter{Name: name, Document: d, Body: f.Body})
	}
	order := hindcast.DocumentKinds()
	slices.SortFunc(set, func(a, b Starter) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Document.Kind), slices.Index(order, b.Document.Kind)), cmp.Compare(a.Document.Title, b.Document.Title))
	})
	return set, nil
}

// Document is what the front matter says of the document.
func (f File) Document() hindcast.Document {
	return hindcast.Document{ID: hindcast.DocumentID(f.ID), Kind: hindcast.DocumentKind(f.Kind), Title: f.Title, Types: f.Types, Services: f.Services, Link: f.Link,
		Owner: hindcast.Person{Name: f.Owner}, ReviewEvery: time.Duration(f.ReviewDays) * 24 * time.Hour}
}

// Starters lists the starter set, saying what of it the library has.
func (s *Service) Starters(ctx context.Context, by hindcast.Actor) ([]Starter, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, err
	}
	set, err := StarterSet()
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, st := range set {
		ids = append(ids, string(st.Document.ID))
	}
	there, err := s.store.Documents().Those(ctx, by, ids)
	if err != nil {
		return nil, err
	}
	for i := range set {
		set[i].Taken = slices.ContainsFunc(there, func(k Kept) bool { return k.Value.ID == set[i].Document.ID })
	}
	return set, nil
}

// TakeStarters takes documents of the starter set into the library, each as a
// first proposal to be edited and approved. What is there already is left as it
// is.
func (s *Service) TakeStarters(ctx context.Context, by hindcast.Actor, names []string) (taken []Starter, err error) {
	if err := by.May(hindcast.MayContribute, hindcast.Subject{}); err != nil {
		return nil, err
	}
	set, err := StarterSet()
	if err != nil {
		return nil, err
	}
	var chosen []Starter
	for _, name := range names {
		at := slices.IndexFunc(set, func(st Starter) bool { return st.Name == name })
		if at < 0 {
			return nil, &hindcast.Error{Code: hindcast.Invalid, Op: "library.TakeStarters", Message: "the starter set has no “" + name + "”",
				Fields: []hindcast.FieldError{{Field: "name", Reason: "must be one of the starter set"}}}
		}
		chosen = append(chosen, set[at])
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		taken = nil
		for _, st := range chosen {
			if _, err := tx.Documents().Get(string(st.Document.ID)); hindcast.CodeOf(err) != hindcast.NotFound {
				if err != nil {
					return err
				}
				continue
			}
			if err := takeStarter(tx, by, st); err != nil {
				return err
			}
			taken = append(taken, st)
		}
		return nil
	})
	return taken, err
}

func takeStarter(tx *store.Tx, by hindcast.Actor, st Starter) error {
	if err := tx.Documents().Add("document.added", "", &st.Document); err != nil {
		return err
	}
	p := store.Proposal{ID: tx.NewID("prp"), Document: st.Document.ID, At: tx.Now(), Author: by.Person(), Reason: "From the starter set; to be made ours before it is approved.",
		Body: st.Body, Steps: stepsIn(st.Document.Kind, st.Body)}
	return tx.Proposals().Add("proposal.made", "", &p)
}
