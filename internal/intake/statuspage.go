package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/writeup"
)

// maxLine bounds one line of a history, in bytes.
const maxLine = 4 << 20

// statusIncident is one line of a status page's history.
type statusIncident struct {
	ID         string         `json:"id"`
	EntryID    string         `json:"entry_id"`
	Title      string         `json:"title"`
	Name       string         `json:"name"` // Name is what the status page API itself calls the title.
	URL        string         `json:"url"`
	Shortlink  string         `json:"shortlink"`
	StartedAt  *time.Time     `json:"started_at"`
	ResolvedAt *time.Time     `json:"resolved_at"`
	Impact     string         `json:"impact"`
	Components []string       `json:"components"`
	Updates    []statusUpdate `json:"updates"`
}

// statusUpdate is one public message.
type statusUpdate struct {
	At      time.Time `json:"at"`
	Status  string    `json:"status"`
	Message string    `json:"message"`
}

// StatusHistory reads a status page's history, one incident to a line of JSON.
// Lines that cannot be read are listed and the others are kept. The error is one
// of reading.
func StatusHistory(name string, in io.Reader) (items []Item, unread []writeup.Unread, err error) {
	lines := bufio.NewReaderSize(in, 64<<10)
	for number := 1; ; number++ {
		line, err := readLine(lines)
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return items, unread, nil
		}
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, errLongLine) {
			return items, unread, fmt.Errorf("read %s: %w", name, err)
		}
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		item, reason := statusItem(name, number, line)
		if errors.Is(err, errLongLine) {
			reason = "the line is longer than 4 MB"
		}
		if reason != "" {
			unread = append(unread, writeup.Unread{Line: number, Text: string(line[:min(len(line), 200)]), Reason: reason})
			continue
		}
		items = append(items, item)
	}
}

var errLongLine = errors.New("line too long")

// readLine reads one line, and drops what goes beyond the limit.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, more, err := in.ReadLine()
		if err != nil {
			return line, err
		}
		if len(line)+len(part) > maxLine {
			for more && err == nil {
				_, more, err = in.ReadLine()
			}
			return line, errLongLine
		}
		line = append(line, part...)
		if !more {
			return line, nil
		}
	}
}

// statusItem turns one line into an item, or says why it cannot.
func statusItem(name string, number int, line []byte) (Item, string) {
	var s statusIncident
	if err := json.Unmarshal(line, &s); err != nil {
		return Item{}, "is not the JSON object of an incident: " + err.Error()
	}
	id := s.ID
	if id == "" {
		id = s.EntryID
	}
	if id == "" || s.Title+s.Name == "" {
		return Item{}, "has no id or no title"
	}
	record := s.record(number)
	record.Source = name
	if err := record.Validate(); err != nil {
		return Item{}, err.Error()
	}
	return Item{Source: "status page", ID: id, Content: contentHash(line), Growing: true, Record: record, Filename: name}, ""
}

// record maps an incident of a status page. Every message is an external
// communication. A page says what was told, not what was known: the milestones
// taken from it are inferred and say so.
func (s statusIncident) record(line int) *hindcast.Record {
	title := s.Title
	if title == "" {
		title = s.Name
	}
	r := &hindcast.Record{Inferred: map[hindcast.Milestone]string{}}
	r.Incident = hindcast.Incident{
		Title: oneLine(title), Kind: hindcast.Operational, Severity: severityOfImpact(s.Impact),
		State: hindcast.IncidentActive, Services: s.Components, Visibility: hindcast.VisibleToEveryone,
	}
	if s.Impact == "maintenance" {
		r.Incident.Labels = []string{"maintenance"}
	}
	seen := map[statusUpdate]bool{}
	for _, u := range s.Updates {
		if seen[u] {
			continue // the same message, repeated by the page
		}
		seen[u] = true
		r.Timeline = append(r.Timeline, u.event(len(r.Timeline)+1, line))
	}
	s.mark(r)
	if link := s.URL + s.Shortlink; link != "" {
		r.Evidence = append(r.Evidence, hindcast.Evidence{ID: "v1", Name: "Status page", URL: link, Origin: hindcast.Origin{Line: line}})
	}
	if r.Milestone(hindcast.Resolved) != nil {
		r.Incident.State = hindcast.IncidentResolved
	}
	r.SortTimeline()
	return r
}

func (u statusUpdate) event(n, line int) hindcast.TimelineEvent {
	precision := hindcast.PrecisionExact
	if u.At.Second() == 0 && u.At.Nanosecond() == 0 {
		precision = hindcast.PrecisionMinute
	}
	if u.At.IsZero() {
		precision = hindcast.PrecisionUnknown
	}
	text := strings.TrimSpace(u.Message)
	if u.Status != "" {
		text = u.Status + ": " + text
	}
	return hindcast.TimelineEvent{
		ID: hindcast.EventID(fmt.Sprintf("e%d", n)), At: u.At.UTC().Truncate(time.Microsecond), Precision: precision, Kind: hindcast.Communicated, Text: text,
		Communication: &hindcast.Communication{Audience: hindcast.ToExternal, Channel: "status page"},
		Origin:        hindcast.Origin{Line: line},
	}
}

// mark finds the milestones: began where the page says it started, the others at
// the first message of the status that implies them.
func (s statusIncident) mark(r *hindcast.Record) {
	implied := map[string]hindcast.Milestone{
		"investigating": hindcast.Detected, "identified": hindcast.CauseFound, "monitoring": hindcast.Mitigated, "resolved": hindcast.Resolved,
	}
	if s.Impact == "maintenance" {
		return // what was planned neither began as an incident nor was detected
	}
	for i := range r.Timeline {
		e := &r.Timeline[i]
		status, _, _ := strings.Cut(strings.ToLower(e.Text), ":")
		m, ok := implied[status]
		if !ok || r.Milestone(m) != nil || e.At.IsZero() {
			continue
		}
		e.Milestones = append(e.Milestones, m)
		r.Inferred[m] = "status:" + status
	}
	if s.StartedAt == nil || s.StartedAt.IsZero() {
		return
	}
	r.Inferred[hindcast.Began] = "status:started-at"
	r.Timeline = append(r.Timeline, hindcast.TimelineEvent{
		ID: hindcast.EventID(fmt.Sprintf("e%d", len(r.Timeline)+1)), At: s.StartedAt.UTC().Truncate(time.Microsecond), Precision: hindcast.PrecisionMinute,
		Kind: hindcast.Note, Text: "Started, according to the status page", Milestones: []hindcast.Milestone{hindcast.Began},
		Origin: hindcast.Origin{Rule: "status:started-at"},
	})
}

// severityOfImpact maps a status page's impact to a level. The mapping is ours;
// "none" and "maintenance" declare nothing.
func severityOfImpact(impact string) hindcast.Severity {
	switch impact {
	case "critical":
		return hindcast.P1
	case "major":
		return hindcast.P2
	case "minor":
		return hindcast.P3
	}
	return hindcast.SeverityNone
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
