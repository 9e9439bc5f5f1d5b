package actions

import (
	"context"
	"hash/fnv"
	"math"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/proof"
	"github.com/hindcast/hindcast/internal/store"
)

// CheckJob is the kind of the jobs that look at one proof.
const CheckJob = "proof.check"

// How proofs are looked at again; ours.
const (
	batch      = 500              // proofs planned in one update
	night      = 6 * time.Hour    // looks are spread over the hours after midnight, in the policy's zone
	confirming = 10 * time.Minute // a first broken result is confirmed after so long
	attempts   = 3                // a look that did not get an answer is tried so often
)

// program is who looks and judges when nobody asked.
func program() hindcast.Actor { return hindcast.Actor{Name: "Hindcast", Role: hindcast.Admin} }

// Dispatch enqueues a job for each proof that is due, and plans its next look. It
// holds one batch at a time, however many are due. When a look is due moves in the
// update that enqueues it, so that each is enqueued once, on whichever node.
func (s *Service) Dispatch(ctx context.Context, _ store.Job) error {
	policy, err := s.policy(ctx)
	if err != nil {
		return err
	}
	var kinds []hindcast.ProofKind
	for _, k := range proof.Kinds() {
		if k != hindcast.ProofAttestation {
			kinds = append(kinds, k)
		}
	}
	for {
		due, err := s.store.DueProofs(ctx, kinds, batch)
		if err != nil || len(due) == 0 {
			return err
		}
		err = s.store.Update(ctx, program(), func(tx *store.Tx) error {
			for _, d := range due {
				if err := plan(tx, d, policy); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}

// plan moves one proof's next look on, and enqueues the one that is due.
func plan(tx *store.Tx, d store.DueProof, policy hindcast.Policy) error {
	planned, err := tx.PlanProof(d, nextLook(d, tx.Now(), policy))
	if err != nil || !planned || d.Due.IsZero() {
		return err
	}
	return tx.Enqueue(checkJob(d.ID, d.Due, ""))
}

// checkJob looks at a proof for the time it was due. The body tells one look from
// the next, so that what is kept of it is kept once.
func checkJob(id hindcast.ProofID, due time.Time, suffix string) store.Job {
	return store.Job{Kind: CheckJob, UniqueKey: string(id) + suffix, Body: string(id) + " " + due.UTC().Format(time.RFC3339Nano), RunAt: due}
}

// nextLook is when a proof is looked at next: within the night after its interval
// has passed, at its own moment of it, or simply after an interval shorter than a
// day. A proof that was never planned is looked at in the coming night.
func nextLook(d store.DueProof, now time.Time, policy hindcast.Policy) time.Time {
	every := d.Every
	if every == 0 {
		every = policy.Actions.VerifyEvery
	}
	if every <= 0 {
		every = 24 * time.Hour
	}
	if every < 24*time.Hour {
		return now.Add(time.Duration(math.Max(share(d.ID), 0.01) * float64(every))).Add(passed(d, every))
	}
	zone := policy.Calendar.Zone
	if zone == nil {
		zone = time.UTC
	}
	day := hindcast.DateOf(now.In(zone))
	if !d.Due.IsZero() {
		day = day.AddDays(int(every / (24 * time.Hour)))
	}
	at := moment(day, d.ID, zone)
	for !at.After(now) {
		day = day.AddDays(1)
		at = moment(day, d.ID, zone)
	}
	return at
}

// passed is the whole interval for a proof that was due, whose moment in it is
// found already.
func passed(d store.DueProof, every time.Duration) time.Duration {
	if d.Due.IsZero() {
		return 0
	}
	return time.Duration((1 - math.Max(share(d.ID), 0.01)) * float64(every))
}

// moment is a proof's own in the night that begins a day.
func moment(day hindcast.Date, id hindcast.ProofID, zone *time.Location) time.Time {
	return day.In(zone).Add(time.Duration(share(id) * float64(night))).UTC()
}

// share is where a proof lies between 0 and 1, the same always.
func share(id hindcast.ProofID) float64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(id)) // never fails
	return float64(h.Sum64()>>11) / (1 << 53)
}

// Check does a job of the kind CheckJob: it looks, and keeps what it found. A look
// that got no answer is tried again before that counts. It runs as the program,
// which sees every proof.
func (s *Service) Check(ctx context.Context, j store.Job) error {
	id, at, _ := strings.Cut(j.Body, " ")
	due, err := time.Parse(time.RFC3339Nano, at)
	if err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Op: "actions.Check", Message: "the job cannot be read", Err: err}
	}
	p, judged, err := s.store.ProofToCheck(ctx, hindcast.ProofID(id))
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return nil // it was removed meanwhile
	}
	if err != nil || !judged.Before(due) {
		return err
	}
	l, err := s.look(ctx, p.Value.Proof)
	if err != nil {
		return err
	}
	if l.result.Outcome == hindcast.Unknown && l.again && j.Attempts < attempts {
		return &hindcast.Error{Code: hindcast.Unavailable, Op: "actions.Check", Message: l.result.Seen}
	}
	l.due = due
	_, err = s.record(ctx, program(), p, l)
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return nil
	}
	return err
}
