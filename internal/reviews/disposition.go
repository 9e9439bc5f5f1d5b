package reviews

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Dispose decides what becomes of a finding. Who decides is the actor. A risk is
// accepted by an approver who did not write the finding, until a day to come.
func (s *Service) Dispose(ctx context.Context, by hindcast.Actor, id hindcast.FindingID, d hindcast.Disposition, version int64) (Kept[hindcast.Finding], error) {
	_, f, err := s.heldFinding(ctx, by, id)
	if err != nil {
		return f, err
	}
	d.By = by.Person()
	if d.Kind == hindcast.Undisposed {
		d = hindcast.Disposition{}
	}
	if d.Kind == hindcast.AcceptedRisk {
		if err := s.mayAccept(ctx, by, f, d); err != nil {
			return f, err
		}
	}
	if err := d.Validate(); err != nil {
		return f, err
	}
	return s.editFinding(ctx, by, id, "finding.disposed", version, func(v *hindcast.Finding) { v.Disposition = d })
}

func (s *Service) mayAccept(ctx context.Context, by hindcast.Actor, f Kept[hindcast.Finding], d hindcast.Disposition) error {
	added, err := s.store.Entries(ctx, by, f.Added-1, 1, store.EntryFilter{Subject: string(f.Value.ID)})
	if err != nil {
		return err
	}
	policy, err := s.policy(ctx)
	if err != nil {
		return err
	}
	subject := hindcast.Subject{Approvers: approvers(by, policy)}
	if len(added) > 0 {
		subject.Owner = added[0].Actor
	}
	if err := by.May(hindcast.MayApprove, subject); err != nil {
		return err
	}
	if today := hindcast.DateOf(s.now().In(policy.Calendar.Zone)); !d.Expires.IsZero() && d.Expires.Compare(today) <= 0 {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "a risk is accepted until a day to come", Fields: []hindcast.FieldError{{Field: "expires", Reason: "must be after " + today.String()}}}
	}
	return nil
}

// approvers are the actor alone, when the policy names them for any kind of
// change: a finding does not say yet what kind would meet it.
func approvers(by hindcast.Actor, p hindcast.Policy) []hindcast.UserID {
	for kind := range p.Actions.Approvers {
		if p.Actions.Names(kind, by) {
			return []hindcast.UserID{by.User}
		}
	}
	return nil
}
