package hindcast

import "time"

// Document is something a lesson may change: a runbook, a policy, a template.
type Document struct {
	ID          DocumentID
	Kind        DocumentKind
	Title       string
	Link        string   // Link is where it is kept when that is not here.
	Types       []string // Types are the incident types it is for; empty means any.
	Services    []string // Services it is for; empty means any.
	Owner       Person
	ReviewEvery time.Duration // ReviewEvery is zero when the policy's freshness applies.
	Steps       []string      // Steps of a runbook, in order.
	Revisions   []Revision    // Revisions, oldest first.
	Marks       DocumentMarks // Marks are when it was found still right, retired and restored, oldest first.
	LastUsed    time.Time
	LastDrilled time.Time
}

// DocumentKind says what sort of document it is.
type DocumentKind string

// The kinds of document.
const (
	Runbook               DocumentKind = "runbook"
	Playbook              DocumentKind = "playbook"
	PolicyDocument        DocumentKind = "policy"
	Procedure             DocumentKind = "procedure"
	CommunicationTemplate DocumentKind = "communication_template"
	ContactSheet          DocumentKind = "contact_sheet"
	TrainingMaterial      DocumentKind = "training"
)

// DocumentKinds lists the kinds.
func DocumentKinds() []DocumentKind {
	return []DocumentKind{Runbook, Playbook, PolicyDocument, Procedure, CommunicationTemplate, ContactSheet, TrainingMaterial}
}

// Change is the kind of change that a new revision of such a document is, which
// decides who may approve it.
func (k DocumentKind) Change() ChangeKind {
	switch k {
	case Runbook, Playbook:
		return ChangeRunbook
	case Procedure:
		return ChangeAccessControl
	case CommunicationTemplate, ContactSheet:
		return ChangeCommunication
	case TrainingMaterial:
		return ChangeTraining
	}
	return ChangePolicy
}

// ReviewDue is when a document whose newest revision is of an instant has to be
// looked at again; freshness is the policy's, for documents that say nothing
// themselves. It is zero when nothing asks for it.
func (d Document) ReviewDue(revised time.Time, freshness time.Duration) time.Time {
	if d.ReviewEvery > 0 {
		freshness = d.ReviewEvery
	}
	if revised.IsZero() || freshness <= 0 {
		return time.Time{}
	}
	return revised.Add(freshness)
}

// Revision is one approved state of a document.
type Revision struct {
	Number     int // Number counts from 1.
	At         time.Time
	Author     Person
	ApprovedBy Person
	Reason     string
	Lesson     FindingID // Lesson is the finding that caused the revision, if one did.
	Body       string
}

// RevisionAt returns the revision in force at an instant. ok is false when the
// document did not exist then.
func (d Document) RevisionAt(t time.Time) (rev Revision, ok bool) {
	for _, r := range d.Revisions {
		if !r.At.After(t) {
			rev, ok = r, true
		}
	}
	return rev, ok
}

// FreshAt is when somebody last saw to it, at an instant, that the document is
// right: they revised it, or looked and found it still right. ok is false when it
// did not exist then.
func (d Document) FreshAt(t time.Time) (at time.Time, reviewed, ok bool) {
	rev, ok := d.RevisionAt(t)
	if seen, _ := d.Marks.until(t).Reviewed(); ok && seen.After(rev.At) {
		return seen, true, true
	}
	return rev.At, false, ok
}

// RetiredAt reports whether the document was not to be followed at an instant.
func (d Document) RetiredAt(t time.Time) bool {
	_, retired := d.Marks.until(t).Retired()
	return retired
}

// AppliesTo reports whether the document is for an incident of this type and
// these services.
func (d Document) AppliesTo(i Incident) bool {
	return matchesAny(d.Types, []string{i.Type}) && matchesAny(d.Services, i.Services)
}

// matchesAny is true when nothing is asked for, or something asked for is there.
func matchesAny(asked, there []string) bool {
	if len(asked) == 0 {
		return true
	}
	for _, a := range asked {
		for _, t := range there {
			if Fold(a) == Fold(t) {
				return true
			}
		}
	}
	return false
}

// Validate checks the document by itself.
func (d Document) Validate() error {
	var p Problems
	if !oneOf(d.Kind, DocumentKinds()) {
		p.Add("kind", "must be one of %s", join(DocumentKinds()))
	}
	checkLine(&p, "title", d.Title, MaxTitle, true)
	for n := 1; n < len(d.Revisions); n++ {
		if d.Revisions[n].At.Before(d.Revisions[n-1].At) {
			p.Add(index("revisions", n), "is older than the one before it")
		}
	}
	return p.Err("the document")
}
