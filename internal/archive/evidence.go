package archive

import (
	"context"
	"errors"

	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// EvidenceReport is what VerifyEvidence found.
type EvidenceReport struct {
	Files   int64 // Files is how many contents are sound.
	Bytes   int64 // Bytes is how large they are together.
	Missing []string
	Damaged []string // Damaged are the SHA-256 of contents whose bytes hash to something else.
}

// VerifyEvidence hashes every content that evidence in the store refers to. What
// is missing or damaged is reported; the error is about a store, disk or server
// that cannot be read. Progress counts one for a content and one for each 4 KiB.
func VerifyEvidence(ctx context.Context, st *store.Store, files blob.Store, o Options) (EvidenceReport, error) {
	var contents []store.EvidenceContent
	err := st.Snapshot(ctx, func(s *store.Snapshot) (err error) {
		contents, err = s.Evidence()
		return err
	})
	if err != nil {
		return EvidenceReport{}, err
	}
	p := progress{tell: o.Progress}
	for _, c := range contents {
		p.total += 1 + c.Size/evidenceUnit
	}
	var r EvidenceReport
	for _, c := range contents {
		digest, err := blob.Verify(ctx, files, c.SHA256)
		switch code := hindcast.CodeOf(err); {
		case err == nil:
			r.Files++
			r.Bytes += digest.Size
		case errors.Is(err, blob.ErrDamaged):
			r.Damaged = append(r.Damaged, c.SHA256)
		case code == hindcast.NotFound, code == hindcast.Invalid:
			r.Missing = append(r.Missing, c.SHA256)
		default:
			return r, err
		}
		p.rows(1 + c.Size/evidenceUnit)
	}
	p.end()
	return r, nil
}

// SweepEvidence removes contents that no evidence in the store refers to and
// uploads that were never finished, once they are older than the grace time; see
// blob.Sweep.
func SweepEvidence(ctx context.Context, st *store.Store, files blob.Store, o blob.SweepOptions) (blob.Swept, error) {
	referred := map[string]bool{}
	err := st.Snapshot(ctx, func(s *store.Snapshot) error {
		contents, err := s.Evidence()
		for _, c := range contents {
			referred[c.SHA256] = true
		}
		return err
	})
	if err != nil {
		return blob.Swept{}, err
	}
	return blob.Sweep(ctx, files, func(sha256 string) bool { return referred[sha256] }, o)
}
