package library

import (
	"context"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/store"
)

// Draft is what somebody proposes as the next revision of a document.
type Draft struct {
	BasedOn int // BasedOn is the number of the revision it was written from; 0 for the first.
	Reason  string
	Lesson  hindcast.FindingID // Lesson is the finding that caused it; empty for none.
	Steps   []string           // Steps of a runbook as they will be; nil takes those of the text, and leaves them where it has none.
	Body    string
}

// maxBody is the size in bytes of the largest text of a revision. It is ours: a
// book has about a million letters.
const maxBody = 1 << 20

func (d Draft) validate(kind hindcast.DocumentKind) error {
	var p hindcast.Problems
	if hindcast.Fold(d.Reason) == "" {
		p.Add("reason", "say why the document should change")
	}
	if len(d.Reason) > hindcast.MaxText {
		p.Add("reason", "must be at most %d bytes", hindcast.MaxText)
	}
	if strings.TrimSpace(d.Body) == "" && len(d.Steps) == 0 {
		p.Add("body", "must not be empty")
	}
	if len(d.Body) > maxBody {
		p.Add("body", "must be at most %d bytes", maxBody)
	}
	if len(d.Steps) > 0 && kind != hindcast.Runbook && kind != hindcast.Playbook {
		p.Add("steps", "only runbooks and playbooks have steps")
	}
	return p.Err("the proposal")
}

// Propose keeps a revision for somebody else to approve. One of the policy that
// is no policy is refused with line and column. The error is Stale when the
// document has a newer revision than the one it was written from.
func (s *Service) Propose(ctx context.Context, by hindcast.Actor, id hindcast.DocumentID, d Draft) (Proposal, error) {
	if err := by.May(hindcast.MayContribute, hindcast.Subject{}); err != nil {
		return Proposal{}, err
	}
	if id == PolicyID {
		if _, err := policy.Parse(policyFile, []byte(d.Body)); err != nil {
			return Proposal{}, err
		}
	}
	if d.Lesson != "" {
		if _, err := s.store.Findings().Get(ctx, by, string(d.Lesson)); err != nil {
			return Proposal{}, err
		}
	}
	var kept Proposal
	err := s.store.Update(ctx, by, func(tx *store.Tx) error {
		document, err := s.proposable(tx, id)
		if err != nil {
			return err
		}
		if err := d.validate(document.Kind); err != nil {
			return err
		}
		if err := current(tx, id, d.BasedOn); err != nil {
			return err
		}
		p := store.Proposal{ID: tx.NewID("prp"), Document: id, BasedOn: d.BasedOn, At: tx.Now(), Author: by.Person(),
			Reason: d.Reason, Lesson: d.Lesson, Steps: d.Steps, Body: d.Body}
		if p.Steps == nil {
			p.Steps = stepsIn(document.Kind, d.Body)
		}
		if p.Steps == nil {
			p.Steps = document.Steps
		}
		if err := tx.Proposals().Add("proposal.made", "", &p); err != nil {
			return err
		}
		kept, err = tx.Proposals().Get(p.ID)
		return err
	})
	return kept, err
}

// proposable loads the document a proposal is for. That of the policy in force is
// made with the first proposal.
func (s *Service) proposable(tx *store.Tx, id hindcast.DocumentID) (hindcast.Document, error) {
	kept, err := tx.Documents().Get(string(id))
	if hindcast.CodeOf(err) == hindcast.NotFound && id == PolicyID {
		d := hindcast.Document{ID: PolicyID, Kind: hindcast.PolicyDocument, Title: "Incident response policy"}
		return d, tx.Documents().Add("document.added", "", &d)
	}
	return kept.Value, err
}

// current refuses what was written from another revision than the newest.
func current(tx *store.Tx, id hindcast.DocumentID, basedOn int) error {
	latest, err := tx.LatestNumber(id)
	if err != nil || latest == basedOn {
		return err
	}
	return &hindcast.Error{Code: hindcast.Stale, Op: "library.Propose", Message: "the document was revised in the meantime; propose the change anew from its newest revision"}
}

// Approve puts a proposal in force, as somebody other than its author. The error
// is Stale when the document was revised since it was written.
func (s *Service) Approve(ctx context.Context, by hindcast.Actor, proposal string, version int64) (Revision, error) {
	if err := by.Might(hindcast.MayApprove); err != nil {
		return Revision{}, err
	}
	inForce, err := s.Policy(ctx)
	if err != nil {
		return Revision{}, err
	}
	var kept Revision
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		p, err := tx.Proposals().Get(proposal)
		if err != nil {
			return err
		}
		document, err := tx.Documents().Get(string(p.Value.Document))
		if err != nil {
			return err
		}
		if err := mayApprove(by, p.Value, document.Value, inForce.Actions); err != nil {
			return err
		}
		if err := current(tx, p.Value.Document, p.Value.BasedOn); err != nil {
			return err
		}
		if err := tx.Proposals().Remove("proposal.approved", p.Value.ID, version); err != nil {
			return err
		}
		kept, err = revise(tx, by, document, p.Value)
		return err
	})
	return kept, err
}

// mayApprove asks whether somebody may put a proposal in force: never its author,
// and for the policy an admin.
func mayApprove(by hindcast.Actor, p store.Proposal, d hindcast.Document, rules hindcast.ActionRules) error {
	subject := hindcast.Subject{Owner: p.Author.User}
	if rules.Names(d.Kind.Change(), by) {
		subject.Approvers = []hindcast.UserID{by.User}
	}
	if err := by.May(hindcast.MayApprove, subject); err != nil {
		return err
	}
	if by.Person().IsZero() || p.Author.Same(by.Person()) {
		return &hindcast.Error{Code: hindcast.Forbidden, Op: "library.Approve", Message: "a revision is approved by a named person who did not write it"}
	}
	if d.ID == PolicyID {
		return by.May(hindcast.MayAdminister, hindcast.Subject{})
	}
	return nil
}

// revise makes a proposal the newest revision.
func revise(tx *store.Tx, by hindcast.Actor, d Kept, p store.Proposal) (Revision, error) {
	r := store.DocumentRevision{ID: tx.NewID("drv"), Document: p.Document, Revision: hindcast.Revision{
		Number: p.BasedOn + 1, At: tx.Now(), Author: p.Author, ApprovedBy: by.Person(), Reason: p.Reason, Lesson: p.Lesson, Body: p.Body}}
	if err := tx.Revisions().Add("revision.approved", "", &r); err != nil {
		return Revision{}, err
	}
	// The document changes with it, so that whoever edits what is said of it
	// notices.
	d.Value.Steps = p.Steps
	if err := tx.Documents().Change("document.revised", &d.Value, d.Version); err != nil {
		return Revision{}, err
	}
	return tx.Revisions().Get(r.ID)
}

// Withdraw takes a proposal back: its author, or whoever may approve it.
func (s *Service) Withdraw(ctx context.Context, by hindcast.Actor, proposal string, version int64) error {
	if err := by.May(hindcast.MayContribute, hindcast.Subject{}); err != nil {
		return err
	}
	inForce, err := s.Policy(ctx)
	if err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		p, err := tx.Proposals().Get(proposal)
		if err != nil {
			return err
		}
		document, err := tx.Documents().Get(string(p.Value.Document))
		if err != nil {
			return err
		}
		if !p.Value.Author.Same(by.Person()) {
			if err := mayApprove(by, p.Value, document.Value, inForce.Actions); err != nil {
				return err
			}
		}
		return tx.Proposals().Remove("proposal.withdrawn", proposal, version)
	})
}

// Begin keeps a new document together with what is proposed as its first text.
func (s *Service) Begin(ctx context.Context, by hindcast.Actor, d hindcast.Document, first Draft) (Kept, error) {
	if err := by.May(hindcast.MayContribute, hindcast.Subject{}); err != nil {
		return Kept{}, err
	}
	d.Revisions, d.Steps, d.LastUsed, d.LastDrilled = nil, nil, time.Time{}, time.Time{}
	if err := d.Validate(); err != nil {
		return Kept{}, err
	}
	if err := first.validate(d.Kind); err != nil {
		return Kept{}, err
	}
	if first.Lesson != "" {
		if _, err := s.store.Findings().Get(ctx, by, string(first.Lesson)); err != nil {
			return Kept{}, err
		}
	}
	var kept Kept
	err := s.store.Update(ctx, by, func(tx *store.Tx) (err error) {
		d.ID = hindcast.DocumentID(tx.NewID("doc"))
		if err := tx.Documents().Add("document.added", "", &d); err != nil {
			return err
		}
		p := store.Proposal{ID: tx.NewID("prp"), Document: d.ID, At: tx.Now(), Author: by.Person(), Reason: first.Reason, Lesson: first.Lesson,
			Body: first.Body, Steps: stepsIn(d.Kind, first.Body)}
		if err := tx.Proposals().Add("proposal.made", "", &p); err != nil {
			return err
		}
		kept, err = tx.Documents().Get(string(d.ID))
		return err
	})
	return kept, err
}
