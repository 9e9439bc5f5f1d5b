package report

import (
	"github.com/hindcast/hindcast/internal/ribbon"
)

// picture returns the ribbon of a record, linked to the rows of its timeline; ""
// when no event has a time to draw.
func picture(anchor string, e Entry, cite *Citer) string {
	if cite.day == "" {
		return ""
	}
	return string(ribbon.Responsive(e.Record, ribbon.Options{
		Answers: e.Answers, Actual: e.Options.Actual, Gaps: e.Options.Gaps,
		Prefix: anchor + "-picture", Link: cite.Href,
	}))
}

func ribbonStyle() string { return "\n" + string(ribbon.CSS()) }
