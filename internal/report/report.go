package report

import (
	"context"
	"io"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Options say what the report shows beside the record and its answers. The zero
// value shows those alone.
type Options struct {
	// Policy is what the answers were computed under; its name and revision stand in
	// the footer.
	Policy hindcast.Policy
	// Actual and Gaps are drawn into the picture: the severity the known impact
	// called for, and the silences towards the public.
	Actual []hindcast.SeverityStep
	Gaps   []hindcast.CommunicationGap
	// Unread are the lines of the source that were not understood.
	Unread []UnreadLine
	// Today is the day in the policy's zone, to say which actions are overdue; zero
	// says nothing of it.
	Today hindcast.Date
	// RuleMeaning gives the sentence that explains the rule behind something
	// inferred, as entry.Rule does; nil leaves the rules' ids alone.
	RuleMeaning func(id string) (meaning string, ok bool)
	// Version is that of the program, for the footer; may be empty.
	Version string
}

// UnreadLine is a line of the source that no part of the record came from.
type UnreadLine struct {
	Line   int // Line counts from 1.
	Text   string
	Reason string
}

// Entry is one record of a report with its answers.
type Entry struct {
	Record  *hindcast.Record
	Answers []hindcast.Answer
	Options Options
}

// WriteAll writes several records into one file, with a list of them at its top
// when there is more than one. The file bears the strictest TLP marking of its
// records, and version and policy of the first. The only errors are those of w.
func WriteAll(w io.Writer, entries []Entry) error {
	return page(newPage(entries)).Render(context.Background(), w)
}
