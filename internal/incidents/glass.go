package incidents

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// GlassJob is the kind of the jobs that tell facilitators that the glass of their
// incident was broken. They wait until a node has a mail server.
const GlassJob = "incidents.glass"

// glassBody is the argument of such a job.
type glassBody struct {
	Key         string
	Facilitator hindcast.UserID
	By, Reason  string
	Until       time.Time
}

// BreakGlass lets an admin see a restricted incident until an instant, records
// that they did and why, and has its facilitator told. Whether there is an incident
// of that identifier or key is only told to who states a reason and a time.
func (s *Service) BreakGlass(ctx context.Context, by hindcast.Actor, idOrKey string, until time.Time, reason string) error {
	if err := by.May(hindcast.MayBreakGlass, hindcast.Subject{}); err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		id, err := tx.Named(strings.TrimSpace(idOrKey))
		if err != nil {
			return err
		}
		if err := tx.BreakGlass(id, by.User, until, reason); err != nil {
			return err
		}
		r, err := tx.Whole(id)
		if err != nil {
			return err
		}
		facilitator := r.Review.Facilitator.User
		if facilitator == "" || facilitator == by.User {
			return nil
		}
		body, err := json.Marshal(glassBody{Key: r.Incident.Key, Facilitator: facilitator, By: by.Name, Reason: reason, Until: until})
		if err != nil {
			return err
		}
		return tx.Enqueue(store.Job{Kind: GlassJob, Body: string(body)})
	})
}

// Letter is what is to be mailed to somebody.
type Letter struct{ To, Subject, Text string }

// GlassLetter is what a job of the kind GlassJob has mailed. It is zero when its
// reader is no longer here.
func (s *Service) GlassLetter(ctx context.Context, j store.Job) (Letter, error) {
	var b glassBody
	if err := json.Unmarshal([]byte(j.Body), &b); err != nil {
		return Letter{}, &hindcast.Error{Code: hindcast.Invalid, Op: "incidents.GlassLetter", Message: "the job cannot be read", Err: err}
	}
	k, err := s.store.UserByID(ctx, b.Facilitator)
	if hindcast.CodeOf(err) == hindcast.NotFound || err == nil && k.Value.Disabled {
		return Letter{}, nil
	}
	return Letter{
		To: k.Value.Email, Subject: "Somebody opened the restricted incident " + b.Key,
		Text: fmt.Sprintf("Hello %s,\n\n%s opened the restricted incident %s, whose review you facilitate, until %s UTC. They gave this reason:\n\n%s\n\nIt is in the ledger.\n",
			k.Value.Name, b.By, b.Key, hindcast.FormatInstant(b.Until, hindcast.PrecisionMinute), b.Reason),
	}, err
}
