package proof

import (
	"context"
	"fmt"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func documentFields() []Field {
	return []Field{
		{Name: "document", Label: "Document", Hint: "The title or identifier of a document of the library.", Example: "Restore from backup", Required: true},
		{Name: "since", Label: "Approved on or after", Hint: "A day, in the policy's zone; any approved revision otherwise.", Example: "2026-03-01", check: func(v string) error {
			if _, err := hindcast.ParseDate(v); err != nil {
				return fmt.Errorf("must be a day written as YYYY-MM-DD")
			}
			return nil
		}},
		{Name: "lesson", Label: "Cites the lesson", Hint: "The identifier of the finding that the revision names as its reason.", Example: "fnd_0193c2"},
		containsField(),
		lacksField(),
	}
}

// OfDocument judges what a proof states of a document with its revisions; zone is
// the policy's. there is false where the library has no such document.
func OfDocument(ctx context.Context, p hindcast.Proof, d hindcast.Document, there bool, zone *time.Location) Found {
	s, err := Read(p)
	if err != nil {
		return unreadable(err)
	}
	if !there {
		return broken("there is no document %q in the library", s.Of("document")).settled("")
	}
	if len(d.Revisions) == 0 {
		return broken("the document %q has no approved revision", d.Title).settled("")
	}
	latest := d.Revisions[len(d.Revisions)-1]
	said := fmt.Sprintf("revision %d of %s", latest.Number, hindcast.DateOf(latest.At.In(zone)))
	if latest.ApprovedBy.Name != "" {
		said += ", approved by " + latest.ApprovedBy.Name
	}
	if since, err := hindcast.ParseDate(s.Of("since")); err == nil && hindcast.DateOf(latest.At.In(zone)).Compare(since) < 0 {
		return broken("the newest is %s, before %s", said, since).with(latest.Body).settled("")
	}
	if lesson := s.Of("lesson"); lesson != "" {
		cited, ok := citing(d.Revisions, hindcast.FindingID(lesson))
		if !ok {
			return broken("none of its %d revisions names the lesson %s; the newest is %s", len(d.Revisions), lesson, said).with(latest.Body).settled("")
		}
		said += fmt.Sprintf("; revision %d names the lesson", cited)
	}
	f := s.text(ctx, latest.Body, said)
	f.Content = latest.Body
	return f.settled("")
}

// citing is the number of the newest revision that a lesson caused.
func citing(revisions []hindcast.Revision, lesson hindcast.FindingID) (number int, ok bool) {
	for _, r := range revisions {
		if r.Lesson == lesson {
			number, ok = r.Number, true
		}
	}
	return number, ok
}
