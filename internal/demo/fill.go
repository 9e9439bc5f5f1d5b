package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/store"
)

// Target says what to fill.
type Target struct {
	Store    store.Config // Store is where the database is. Its clock and identifiers are not used: filling brings its own.
	Evidence blob.Store   // Evidence keeps the files.
	Now      time.Time    // Now is the moment at which the sample year ends.
}

// Result says what was made.
type Result struct {
	Organisation string
	Open         string // Open is the path worth opening first.
	Admin        hindcast.Person
	People       []Person
}

// Person is somebody of the sample organisation who can sign in.
type Person struct {
	hindcast.Person
	Role  hindcast.OrgRole
	Email string
	Title string
}

// Fill keeps the sample organisation in an empty store. One that it was kept in
// before is left as it is, with what people did there since; one that holds
// anything else is refused as a Conflict. Fill opens the store itself and closes it
// again.
func Fill(ctx context.Context, to Target) (result Result, err error) {
	b, err := open(to.Now.UTC())
	if err != nil {
		return Result{}, fmt.Errorf("read the sample organisation: %w", err)
	}
	b.clock.micros.Store(byStart(to.Now).UnixMicro())
	config := to.Store
	config.Now, config.ID = b.clock.now, b.clock.id
	st, err := store.Open(ctx, config)
	if err != nil {
		return Result{}, err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	head, err := st.Head(ctx)
	if err != nil {
		return Result{}, err
	}
	if head.Number > 0 {
		return b.result(), b.foundedIn(ctx, st)
	}
	if err := b.keepFiles(ctx, to.Evidence); err != nil {
		return Result{}, err
	}
	for _, a := range b.acts() {
		by, err := b.org.actor(a.by)
		if err != nil {
			return Result{}, err
		}
		b.clock.set(a.at)
		if err := a.do(ctx, st, by); err != nil {
			return Result{}, fmt.Errorf("at %s by %q: %w", a.at.Format(time.DateTime), a.by, err)
		}
	}
	return b.result(), nil
}

// foundedIn refuses a store whose ledger does not begin as the sample organisation
// does: with its founder.
func (b *book) foundedIn(ctx context.Context, st *store.Store) error {
	by, err := b.org.actor(founder)
	if err != nil {
		return err
	}
	first, err := st.Entries(ctx, by, 0, 1, store.EntryFilter{})
	if err != nil {
		return err
	}
	if len(first) == 1 && first[0].Actor == by.User && first[0].Subject.ID == string(by.User) {
		return nil
	}
	return &hindcast.Error{Code: hindcast.Conflict, Op: "demo.Fill",
		Message: "the store already holds something else; the sample organisation goes only into an empty one: give a new --data folder"}
}

// keepFiles puts the files of evidence where evidence lies.
func (b *book) keepFiles(ctx context.Context, evidence blob.Store) error {
	for _, t := range b.tales {
		for i := range t.record.Evidence {
			e := &t.record.Evidence[i]
			content, ok := t.files[e.Name]
			if !ok {
				continue
			}
			digest, err := evidence.Put(ctx, bytes.NewReader(content))
			if err != nil {
				return err
			}
			intact := true
			e.SHA256, e.Size, e.Intact = digest.SHA256, digest.Size, &intact
		}
	}
	return nil
}

// policyAt is the policy in force at an instant.
func (b *book) policyAt(at time.Time) hindcast.Policy {
	p := policy.Default()
	for _, d := range b.documents {
		if d.Kind != hindcast.PolicyDocument {
			continue
		}
		for _, r := range d.Revisions {
			if !r.At.After(at) && r.policy != nil {
				p = *r.policy
			}
		}
	}
	return p
}

func (b *book) result() Result {
	r := Result{Organisation: b.org.Name, Open: "/incidents/INC-15/review"}
	for _, m := range b.org.People {
		p := Person{Person: m.person(), Role: m.Role, Email: m.email(), Title: m.Title}
		if r.People = append(r.People, p); m.Role == hindcast.Admin {
			r.Admin = p.Person
		}
	}
	return r
}
