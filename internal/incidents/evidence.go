package incidents

import (
	"context"
	"errors"
	"io"
	"net/url"

	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Evidence returns what supports the timeline of an incident.
func (s *Service) Evidence(ctx context.Context, by hindcast.Actor, key string) ([]Kept[hindcast.Evidence], error) {
	i, err := s.find(ctx, by, hindcast.MayRead, key)
	if err != nil {
		return nil, err
	}
	return s.store.Evidence().Of(ctx, by, i.ID)
}

// AddEvidence keeps a file: its bytes first, then that it is there and who brought
// it. It is named and described by e; SHA-256 and size are those of the bytes.
func (s *Service) AddEvidence(ctx context.Context, by hindcast.Actor, key string, e hindcast.Evidence, content io.Reader) (kept Kept[hindcast.Evidence], err error) {
	if _, err := s.find(ctx, by, hindcast.MayWriteTimeline, key); err != nil {
		return kept, err // before anything is read
	}
	e.URL, e.SHA256, e.Size = "", "", 0
	if err := e.Validate(); err != nil {
		return kept, err
	}
	digest, err := s.evidence.Put(ctx, content)
	if err != nil {
		return kept, err
	}
	e.SHA256, e.Size, e.Intact = digest.SHA256, digest.Size, nil
	return s.addEvidence(ctx, by, key, e)
}

// AddLink keeps where evidence lies that is not brought here.
func (s *Service) AddLink(ctx context.Context, by hindcast.Actor, key string, e hindcast.Evidence) (kept Kept[hindcast.Evidence], err error) {
	u, err := url.Parse(e.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return kept, invalid("the link is not valid", "url", "must be an address on the web, beginning with https://")
	}
	e.SHA256, e.Size, e.Intact = "", 0, nil
	if e.Name == "" {
		e.Name = e.URL
	}
	if err := e.Validate(); err != nil {
		return kept, err
	}
	return s.addEvidence(ctx, by, key, e)
}

func (s *Service) addEvidence(ctx context.Context, by hindcast.Actor, key string, e hindcast.Evidence) (kept Kept[hindcast.Evidence], err error) {
	err = s.change(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		if err := onTimeline(tx, i, "events", e.Events...); err != nil {
			return err
		}
		e.ID = hindcast.EvidenceID(tx.NewID("evi"))
		if e.CollectedBy.IsZero() {
			e.CollectedBy = by.Person()
		}
		if e.CollectedAt.IsZero() {
			e.CollectedAt = tx.Now()
		}
		e.Custody = []hindcast.CustodyEntry{{At: tx.Now(), By: by.Person(), Action: "added"}}
		if err := tx.Evidence().Add("evidence.added", i.ID, &e); err != nil {
			return err
		}
		kept, err = tx.Evidence().Get(string(e.ID))
		return err
	})
	return kept, err
}

// OpenEvidence returns a file for reading, which fails before its last byte when
// it is read from its beginning and is not what was added. Who reads evidence of a restricted
// incident is in the ledger before the first byte is read.
func (s *Service) OpenEvidence(ctx context.Context, by hindcast.Actor, key string, id hindcast.EvidenceID) (hindcast.Evidence, io.ReadSeekCloser, error) {
	i, err := s.find(ctx, by, hindcast.MayRead, key)
	if err != nil {
		return hindcast.Evidence{}, nil, err
	}
	k, err := s.store.Evidence().Get(ctx, by, string(id))
	if err == nil && (k.Incident != i.ID || k.Value.SHA256 == "") {
		err = &hindcast.Error{Code: hindcast.NotFound, Op: "incidents.OpenEvidence", Message: "there is no such file on " + i.Key}
	}
	if err != nil {
		return hindcast.Evidence{}, nil, err
	}
	content, err := s.evidence.Open(ctx, k.Value.SHA256)
	if err != nil {
		return hindcast.Evidence{}, nil, err
	}
	if i.Visibility == hindcast.Restricted {
		err = s.store.Update(ctx, by, func(tx *store.Tx) error {
			return tx.Record("evidence.read", store.Subject{Kind: "evidence", ID: string(id), Incident: i.ID}, map[string]any{"name": k.Value.Name, "sha256": k.Value.SHA256})
		})
	}
	if err != nil {
		content.Close() // opened for reading: nothing can be lost
		return hindcast.Evidence{}, nil, err
	}
	return k.Value, newChecked(content, k.Value), nil
}

// VerifyEvidence hashes a file again and keeps whether its bytes are those that were
// added, which also stands in its custody log.
func (s *Service) VerifyEvidence(ctx context.Context, by hindcast.Actor, key string, id hindcast.EvidenceID) (kept Kept[hindcast.Evidence], err error) {
	i, err := s.find(ctx, by, hindcast.MayWriteTimeline, key)
	if err != nil {
		return kept, err
	}
	k, err := s.store.Evidence().Get(ctx, by, string(id))
	if err != nil || k.Incident != i.ID {
		return kept, &hindcast.Error{Code: hindcast.NotFound, Op: "incidents.VerifyEvidence", Message: "there is no such file on " + i.Key, Err: err}
	}
	_, err = blob.Verify(ctx, s.evidence, k.Value.SHA256)
	intact := err == nil
	if !intact && !damagedOrGone(err) {
		return kept, err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		now, err := part(tx.Evidence(), i, string(id))
		if err != nil {
			return err
		}
		e := now.Value
		e.Intact = &intact
		e.Custody = append(e.Custody, hindcast.CustodyEntry{At: tx.Now(), By: by.Person(), Action: map[bool]string{true: "verified", false: "found damaged"}[intact]})
		if err := tx.Evidence().Change("evidence.verified", &e, now.Version); err != nil {
			return err
		}
		kept, err = tx.Evidence().Get(string(id))
		return err
	})
	return kept, err
}

// RemoveEvidence takes evidence off an incident, for a reason. The ledger keeps all
// that was known of it, with its custody log, to which who removed it and why is
// added; its bytes lie where they are until an operator sweeps.
func (s *Service) RemoveEvidence(ctx context.Context, by hindcast.Actor, key string, id hindcast.EvidenceID, version int64, reason string) error {
	if err := required("removing evidence", reason); err != nil {
		return err
	}
	return s.change(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		k, err := part(tx.Evidence(), i, string(id))
		if err != nil {
			return err
		}
		e := k.Value
		e.Custody = append(e.Custody, hindcast.CustodyEntry{At: tx.Now(), By: by.Person(), Action: "removed", Note: reason})
		if err := tx.Evidence().ChangeBecause("evidence.withdrawn", &e, version, reason); err != nil {
			return err
		}
		return tx.Evidence().Remove("evidence.removed", string(id), version+1)
	})
}

// damagedOrGone reports whether an error says that the bytes are not what they were,
// rather than that nobody could look.
func damagedOrGone(err error) bool {
	return errors.Is(err, blob.ErrDamaged) || hindcast.CodeOf(err) == hindcast.NotFound
}
