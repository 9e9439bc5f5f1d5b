package actions

import (
	"context"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/proof"
	"github.com/hindcast/hindcast/internal/store"
)

// Source is a registered one with its version. Its secret is never in it.
type Source struct {
	hindcast.Source
	Version int64
	Secret  bool // Secret says whether there is one.
}

// NewSource is what an admin types to register a source, or to change it.
type NewSource struct {
	Name, Base string
	Kind       hindcast.SourceKind
	Secret     string // Secret replaces the one there is; empty leaves it.
	Forget     bool   // Forget takes the secret away.
}

// openSource is a source with its secret, for the program itself to look with.
func (s *Service) openSource(ctx context.Context, name string) (proof.Source, error) {
	k, err := s.store.SourceNamed(ctx, name)
	if err != nil {
		return proof.Source{}, err
	}
	open := proof.Source{Name: k.Name, Kind: k.Kind, Base: k.Base}
	if k.Secret != "" {
		open.Secret, err = s.ring.Open(string(k.ID), k.Secret)
	}
	return open, err
}

// Sources lists what is registered, the newest first.
func (s *Service) Sources(ctx context.Context, by hindcast.Actor, page Page) (list []Source, next string, err error) {
	if err := by.May(hindcast.MayOwnActions, hindcast.Subject{}); err != nil {
		return nil, "", err
	}
	kept, next, err := s.store.Sources().List(ctx, by, page)
	for _, k := range kept {
		list = append(list, shownSource(k))
	}
	return list, next, err
}

// Source returns one.
func (s *Service) Source(ctx context.Context, by hindcast.Actor, id hindcast.SourceID) (Source, error) {
	if err := by.May(hindcast.MayOwnActions, hindcast.Subject{}); err != nil {
		return Source{}, err
	}
	k, err := s.store.Sources().Get(ctx, by, string(id))
	return shownSource(k), err
}

// shownSource is a source as people are shown it.
func shownSource(k store.Kept[hindcast.Source]) Source {
	shown := Source{Source: k.Value, Version: k.Version, Secret: k.Value.Secret != ""}
	shown.Source.Secret = ""
	return shown
}

// AddSource registers a source.
func (s *Service) AddSource(ctx context.Context, by hindcast.Actor, n NewSource) (Source, error) {
	if err := by.May(hindcast.MayAdminister, hindcast.Subject{}); err != nil {
		return Source{}, err
	}
	v := hindcast.Source{CreatedAt: s.now().UTC().Truncate(time.Microsecond), By: by.Person()}
	n.into(&v)
	if err := v.Validate(); err != nil {
		return Source{}, err
	}
	var kept Source
	err := s.store.Update(ctx, by, func(tx *store.Tx) error {
		if err := nameFree(tx, v); err != nil {
			return err
		}
		v.ID = hindcast.SourceID(tx.NewID("src"))
		if n.Secret != "" {
			v.Secret = s.ring.Seal(string(v.ID), n.Secret)
		}
		if err := tx.Sources().Add("source.added", "", &v); err != nil {
			return err
		}
		k, err := tx.Sources().Get(string(v.ID))
		kept = shownSource(k)
		return err
	})
	return kept, err
}

// into writes what was typed over a source, but for its secret.
func (n NewSource) into(v *hindcast.Source) {
	v.Name, v.Kind, v.Base = strings.TrimSpace(n.Name), n.Kind, strings.TrimRight(strings.TrimSpace(n.Base), "/")
}

// nameFree refuses a name that another source has.
func nameFree(tx *store.Tx, v hindcast.Source) error {
	all, err := tx.SealedSources()
	for _, k := range all {
		if k.Value.ID != v.ID && hindcast.Fold(k.Value.Name) == hindcast.Fold(v.Name) {
			return &hindcast.Error{Code: hindcast.Invalid, Op: "actions.AddSource", Message: "the source is not valid",
				Fields: []hindcast.FieldError{{Field: "name", Reason: "is the name of another source"}}}
		}
	}
	return err
}

// ChangeSource changes a source. Its secret stays unless another is given, or it
// is to be forgotten; one that moves to another address must be given its secret
// again, so that nobody sends it elsewhere.
func (s *Service) ChangeSource(ctx context.Context, by hindcast.Actor, id hindcast.SourceID, version int64, n NewSource) (Source, error) {
	if err := by.May(hindcast.MayAdminister, hindcast.Subject{}); err != nil {
		return Source{}, err
	}
	var kept Source
	err := s.store.Update(ctx, by, func(tx *store.Tx) error {
		k, err := tx.Sources().Get(string(id))
		if err != nil {
			return err
		}
		v := k.Value
		n.into(&v)
		if err := v.Validate(); err != nil {
			return err
		}
		if err := nameFree(tx, v); err != nil {
			return err
		}
		switch {
		case n.Secret != "":
			v.Secret = s.ring.Seal(string(id), n.Secret)
		case n.Forget:
			v.Secret = ""
		case v.Secret != "" && v.Base != k.Value.Base:
			return &hindcast.Error{Code: hindcast.Invalid, Op: "actions.ChangeSource", Message: "the source is not valid",
				Fields: []hindcast.FieldError{{Field: "secret", Reason: "must be given again for another address"}}}
		}
		if err := tx.Sources().Change("source.changed", &v, version); err != nil {
			return err
		}
		k, err = tx.Sources().Get(string(id))
		kept = shownSource(k)
		return err
	})
	return kept, err
}

// RemoveSource takes a source away. What proofs that name it state is unknown from
// then on.
func (s *Service) RemoveSource(ctx context.Context, by hindcast.Actor, id hindcast.SourceID, version int64) error {
	if err := by.May(hindcast.MayAdminister, hindcast.Subject{}); err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error { return tx.Sources().Remove("source.removed", string(id), version) })
}

// Reseal seals the secrets anew with the key that seals now, and returns how many
// there were.
func (s *Service) Reseal(ctx context.Context, by hindcast.Actor) (sealed int, err error) {
	if err := by.May(hindcast.MayAdminister, hindcast.Subject{}); err != nil {
		return 0, err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		all, err := tx.SealedSources()
		if err != nil {
			return err
		}
		for _, k := range all {
			renewed, err := s.ring.Renew(string(k.Value.ID), &k.Value.Secret)
			if err != nil {
				return err
			}
			if !renewed {
				continue
			}
			if err := tx.Sources().Change("source.sealed", &k.Value, k.Version); err != nil {
				return err
			}
			sealed++
		}
		return nil
	})
	return sealed, err
}
