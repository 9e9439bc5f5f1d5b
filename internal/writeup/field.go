package writeup

import (
	"strings"
	"unicode"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// field is a label with a value: a row of a two-column table, a bullet or line
// "**Severity:** P2", a key of the front matter.
type field struct {
	key         string // label as words folds it
	label       string
	value       string // decoded
	first, last int
}

// outcome says how much of a field went into the record.
type outcome uint8

const (
	notRead  outcome = iota // no such field, or a value that says nothing here
	readPart                // the record holds it, but not every word: keep the line as well
	readAll
)

// splitField reads "Label: value", also with the label in bold. The label is
// short and begins with a letter, so that a time or an address is none.
func splitField(text string) (label, value string, ok bool) {
	s := strings.TrimSpace(text)
	for _, m := range []string{"**", "__"} {
		rest, marked := strings.CutPrefix(s, m)
		if !marked {
			continue
		}
		label, after, closed := strings.Cut(rest, m)
		after = strings.TrimSpace(after)
		switch {
		case !closed || !isLabel(strings.TrimRight(label, ":? ")):
			return "", "", false
		case strings.HasSuffix(label, ":") || strings.HasSuffix(label, "?"):
			return bare(label), after, true
		case strings.HasPrefix(after, ":"):
			return bare(label), strings.TrimSpace(after[1:]), true
		}
		return "", "", false
	}
	at := strings.IndexAny(s, ":?")
	if at < 0 || !isLabel(s[:at]) {
		return "", "", false
	}
	after := s[at+1:]
	if after != "" && after[0] != ' ' && after[0] != '\t' && after[0] != '*' {
		return "", "", false
	}
	return bare(s[:at]), strings.TrimSpace(after), true
}

func isLabel(s string) bool {
	if s == "" || len(s) > 48 || strings.Count(s, " ") > 6 {
		return false
	}
	for _, r := range s {
		return unicode.IsLetter(r) || r == '#' || r > 0x2000
	}
	return false
}

// fieldOf makes a field of raw Markdown text.
func fieldOf(text string, first, last int) (field, bool) {
	label, value, ok := splitField(text)
	if !ok {
		return field{}, false
	}
	return field{key: words(label), label: plainLine(label), value: strings.TrimSpace(plain(value)), first: first, last: last}, true
}

// milestoneOfLabel knows the labels that name a milestone's time.
func milestoneOfLabel(key string) hindcast.Milestone {
	switch key {
	case "start time", "started", "start", "started at", "incident start", "incident start time", "incident started", "start date", "start of incident", "began", "incident began",
		"impact start", "impact started", "impact start time", "outage start", "beginning", "time of incident", "fault began", "occurred", "occurred at", "start date time":
		return hindcast.Began
	case "detected", "detected at", "detection time", "time detected", "discovered", "discovered at", "time of detection", "identified at", "first detected", "detected on", "noticed", "alerted", "reported at":
		return hindcast.Detected
	case "acknowledged", "acknowledged at", "responded", "response started", "response start", "declared", "declared at", "incident declared":
		return hindcast.Responded
	case "root cause identified", "root cause found", "cause found", "cause identified":
		return hindcast.CauseFound
	case "mitigated", "mitigated at", "mitigation time", "contained", "contained at", "recovered", "recovered at", "restored", "restored at", "service restored", "repaired":
		return hindcast.Mitigated
	case "resolution time", "resolved", "resolved at", "time resolved", "end time", "ended", "ended at", "end", "incident end", "incident end time", "impact end", "closed", "closed at",
		"end date", "resolved on", "outage end", "all clear", "end of incident", "incident ended", "impact end time", "resolved time":
		return hindcast.Resolved
	}
	return ""
}

// takeField puts a field where it belongs.
func (r *reader) takeField(f field) outcome {
	if f.value == "" && !knowsLabel(f.key) {
		return notRead
	}
	if f.value == "" || r.listTemplate(f) {
		return readAll
	}
	if m := milestoneOfLabel(f.key); m != "" {
		return r.takeStamp(f, m)
	}
	if out := r.takeIncidentField(f); out != notRead {
		return out
	}
	if out := r.takeStated(f); out != notRead {
		return out
	}
	return r.takeReviewField(f)
}

// listTemplate lists a field whose value is left over from the template.
func (r *reader) listTemplate(f field) bool {
	if f.first == 0 || !isTemplate(f.value) {
		return false
	}
	for n := f.first; n <= f.last; n++ {
		r.listUnread(n, leftOver)
	}
	return true
}

// takeStamp notes a milestone's time. The value may be a length of time instead:
// "Resolution time: 54 minutes".
func (r *reader) takeStamp(f field, m hindcast.Milestone) outcome {
	clock := entry.Clock{Day: hindcast.Date{Year: 2000, Month: 1, Day: 1}}
	_, rest, ok := clock.Read(f.value)
	if !ok {
		return r.takeStated(f)
	}
	for _, st := range r.stamps {
		if st.milestone == m {
			return notRead // the first counts
		}
	}
	r.stamps = append(r.stamps, stamp{milestone: m, field: f})
	if rest != "" {
		return readPart
	}
	return readAll
}

// takeIncidentField reads what describes the incident itself.
func (r *reader) takeIncidentField(f field) outcome {
	i := &r.doc.Record.Incident
	switch f.key {
	case "status", "incident status", "state", "current status", "document status", "postmortem status":
		return r.takeStatus(f.value)
	case "severity", "severity level", "priority", "sev", "incident severity", "level", "incident priority", "impact level":
		if s, ok := hindcast.ParseSeverity(f.value); ok {
			i.Severity = s
			return wholeIf(isSeverityWords(words(f.value), s))
		}
		return notRead
	case "incident date", "date", "date of incident", "day", "incident day", "date of the incident", "occurred on":
		return r.takeDate(f.value, "day:incident-date")
	case "date and time", "date time", "when":
		if out := r.takeDate(f.value, "day:incident-date"); out != notRead {
			return readPart
		}
		return notRead
	case "affected services", "services affected", "services", "service", "affected service", "affected systems", "affected system", "systems affected",
		"impacted services", "services impacted", "affected components", "components", "services unavailable", "systems", "affected products", "product", "products":
		return r.takeServices(f)
	case "category", "type", "incident type", "incident category", "classification", "scenario":
		return keepFirst(&i.Type, f.value)
	case "tlp", "marking", "traffic light protocol":
		if t, ok := hindcast.ParseTLP(f.value); ok {
			i.TLP = t
			return readAll
		}
		return notRead
	case "incident id", "incident key", "incident number", "id", "key", "incident", "ticket", "case id", "reference":
		if len(f.value) <= 40 && !strings.Contains(f.value, " ") && !strings.Contains(f.value, "/") {
			return keepFirst(&i.Key, f.value)
		}
		return notRead
	case "near miss":
		i.NearMiss = i.NearMiss || saysYes(f.value)
		return wholeIf(saysYes(f.value) || saysNothing(f.value))
	case "time zone", "timezone", "zone", "times in", "all times":
		if _, ok := entry.Zone(f.value); ok && r.zoned {
			return readAll
		}
		return notRead
	case "title", "incident title", "name", "incident name":
		keepFirst(&r.title, f.value)
		return readPart // a heading may be the better title
	}
	return notRead
}

// takeReviewField reads what describes the review.
func (r *reader) takeReviewField(f field) outcome {
	review := &r.doc.Record.Review
	switch f.key {
	case "authors", "author", "written by", "prepared by", "post mortem author", "postmortem author", "report author", "owner of postmortem", "postmortem owner",
		"post mortem owner", "document owner", "author s", "owner", "reporter", "reported by":
		names, rest := splitNames(f.value)
		for _, n := range names {
			review.Authors = addPerson(review.Authors, n.Person, r.authors)
			rest = rest || n.aside != ""
		}
		return wholeIf(len(names) > 0 && !rest)
	case "facilitator", "moderator", "review facilitator", "postmortem facilitator", "meeting facilitator":
		if names, rest := splitNames(f.value); len(names) == 1 && !rest && names[0].aside == "" && review.Facilitator.IsZero() {
			review.Facilitator = names[0].Person
			return readAll
		}
		return notRead
	case "attendees", "atendees", "meeting attendees", "present", "review attendees":
		return r.takeAttendees(f.value)
	case "summary", "incident summary", "executive summary", "tl dr", "tldr":
		return joinBounded(&review.Summary, f.value)
	case "root cause", "root causes", "cause", "primary cause":
		return joinBounded(&review.PrimaryCause, f.value)
	case "impact", "customer impact", "business impact", "user impact", "users affected", "customers affected", "users impacted", "affected users", "funds at risk",
		"actual losses", "losses", "records exposed", "public visibility", "media coverage", "estimated costs", "estimated cost":
		r.addImpact(f.label+": "+f.value, f.first)
		return readAll
	case "how detected", "detected by", "detection method", "detection", "who noticed", "how was it detected", "detection source", "discovered by", "noticed by", "alerted by":
		return r.takeNoticer(f.value)
	case "incident log", "incident log link", "log", "postmortem", "post mortem", "post mortem document", "slack channel link", "dashboard", "dashboards", "relevant prs", "external references":
		return wholeIf(r.takeLinks(f.label, f.value, f.first))
	case "meeting", "review meeting", "post mortem meeting", "postmortem meeting", "meeting date", "review date", "postmortem date", "post mortem scheduled for", "meeting time", "date of meeting":
		clock := entry.Clock{Zone: r.zone}
		if when, rest, ok := clock.Read(f.value); ok && review.MeetingAt.IsZero() {
			review.MeetingAt = when.At
			return wholeIf(rest == "")
		}
		return notRead
	}
	if role := roleNamed(f.key); role != "" {
		return r.takeRole(role, f)
	}
	return notRead
}

// isSeverityWords reports whether folded words say a level and nothing else.
func isSeverityWords(w string, s hindcast.Severity) bool {
	level, name := strings.ToLower(s.String()), strings.ToLower(s.Name())
	for _, form := range []string{level, name, level + " " + name, name + " " + level, "sev" + level[1:], "sev " + level[1:], "s" + level[1:]} {
		if w == form {
			return true
		}
	}
	return false
}

func wholeIf(whole bool) outcome {
	if whole {
		return readAll
	}
	return readPart
}

// keepFirst sets a field that no earlier line set.
func keepFirst(into *string, value string) outcome {
	if *into != "" {
		return notRead
	}
	*into = oneLine(value)
	return readAll
}

// joinBounded appends a paragraph unless the text is as long as one may be.
func joinBounded(into *string, more string) outcome {
	if len(*into)+len(more) > hindcast.MaxText {
		return notRead
	}
	*into = joinText(*into, more)
	return readAll
}

// joinText appends a paragraph.
func joinText(have, more string) string {
	if have == "" || more == "" {
		return have + more
	}
	return have + "\n\n" + more
}

func saysYes(s string) bool {
	switch words(s) {
	case "yes", "true", "y", "x", "1":
		return true
	}
	return false
}

// takeStatus reads the state of the incident or of the document.
func (r *reader) takeStatus(value string) outcome {
	i := &r.doc.Record.Incident
	w := words(value)
	first, _, _ := strings.Cut(w, " ")
	switch first {
	case "active", "ongoing", "open", "investigating", "identified":
		i.State = hindcast.IncidentActive
	case "mitigated", "monitoring", "contained":
		i.State = hindcast.IncidentMitigated
	case "resolved", "fixed":
		i.State = hindcast.IncidentResolved
	case "closed":
		i.State = hindcast.IncidentClosed
	case "draft", "final", "complete", "completed", "published", "reviewed", "approved":
		return keepFirst(&r.doc.Status, value)
	default:
		keepFirst(&r.doc.Status, value)
		return readPart
	}
	return wholeIf(w == first)
}
