package writeup

import (
	"strings"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// takeStated reads the durations a document states about itself. They are kept
// beside ours and never computed with.
func (r *reader) takeStated(f field) outcome {
	st := &r.doc.Record.Stated
	var into *hindcast.StatedDuration
	switch f.key {
	case "time to detection", "time to detect", "ttd", "mttd", "detection time", "time until detection", "mean time to detect", "time to discovery", "time to notice":
		into = &st.Detect
	case "time to recovery", "time to repair", "time to recover", "time to restore", "time to mitigate", "time to mitigation", "ttr", "mttr", "mitigation time",
		"recovery time", "time to restoration", "time to restore service", "mean time to recovery", "ttm", "repair time":
		into = &st.Mitigate
	case "time to resolution", "time to resolve", "resolution time", "mean time to resolve", "time until resolution":
		into = &st.Resolve
	default:
		return notRead
	}
	if into.Text != "" {
		return notRead
	}
	d, known := entry.Duration(f.value)
	*into = hindcast.StatedDuration{Duration: d, Known: known, Text: oneLine(f.value), Line: f.first}
	return readAll
}

// noticerOf tells who noticed from words such as "Monitoring (DataDog alert)".
// It asks the rules that read timeline entries, so that both agree.
func noticerOf(text string) hindcast.Noticer {
	e := hindcast.TimelineEvent{Text: "Detected: " + text}
	entry.Describe(&e, nil)
	if e.NoticedBy != "" {
		return e.NoticedBy
	}
	e = hindcast.TimelineEvent{Text: "Detected by " + text}
	entry.Describe(&e, nil)
	return e.NoticedBy
}

// takeNoticer reads who noticed the incident.
func (r *reader) takeNoticer(value string) outcome {
	noticer := noticerOf(value)
	if noticer == "" {
		return notRead
	}
	r.noticed = noticer
	return wholeIf(strings.EqualFold(words(value), string(noticer)))
}
