package hindcast

import "time"

// DocumentMark is something said of a document without changing its text.
type DocumentMark struct {
	Kind   DocumentMarkKind
	At     time.Time
	By     Person
	Note   string
	Lesson FindingID // Lesson is the finding that contradicts the document.
}

// DocumentMarkKind says what is said.
type DocumentMarkKind string

// The kinds of mark.
const (
	MarkReviewed     DocumentMarkKind = "reviewed"     // looked at, and still right
	MarkContradicted DocumentMarkKind = "contradicted" // a lesson says that it is wrong
	MarkRetired      DocumentMarkKind = "retired"      // not to be followed any more
	MarkRestored     DocumentMarkKind = "restored"     // to be followed again
)

// DocumentMarkKinds lists the kinds of mark.
func DocumentMarkKinds() []DocumentMarkKind {
	return []DocumentMarkKind{MarkReviewed, MarkContradicted, MarkRetired, MarkRestored}
}

// DocumentMarks are what is said of one document, the oldest first.
type DocumentMarks []DocumentMark

// until are the marks that were there at an instant.
func (l DocumentMarks) until(t time.Time) (then DocumentMarks) {
	for _, m := range l {
		if !m.At.After(t) {
			then = append(then, m)
		}
	}
	return then
}

// Reviewed is when somebody last looked at the document and found it still right;
// zero when nobody did.
func (l DocumentMarks) Reviewed() (at time.Time, by Person) {
	for _, m := range l {
		if m.Kind == MarkReviewed && !m.At.Before(at) {
			at, by = m.At, m.By
		}
	}
	return at, by
}

// Retired returns the mark that retired the document; ok is false while it is to
// be followed.
func (l DocumentMarks) Retired() (mark DocumentMark, ok bool) {
	for _, m := range l {
		switch m.Kind {
		case MarkRetired:
			mark, ok = m, true
		case MarkRestored:
			mark, ok = DocumentMark{}, false
		}
	}
	return mark, ok
}

// Contradictions are the lessons that contradict a text of an instant: a newer
// revision is taken to have heard those before it.
func (l DocumentMarks) Contradictions(revised time.Time) (list []DocumentMark) {
	for _, m := range l {
		if m.Kind == MarkContradicted && m.At.After(revised) {
			list = append(list, m)
		}
	}
	return list
}
