package demo

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/writeup"
)

// tale is one incident: its record as it was when it was reviewed, every action
// open, and the notes that say what happened to it over time.
type tale struct {
	record hindcast.Record
	notes  notes
	files  map[string][]byte // files are the contents of evidence, by name.
}

// readTale reads incidents/NAME.md and what stands beside it.
func (b *book) readTale(name string) (*tale, error) {
	t := &tale{files: map[string][]byte{}}
	by := byWeeks(b.now)
	if err := readYAML("incidents/"+name+".yaml", by, &t.notes); err != nil {
		return nil, err
	}
	if t.notes.Recent {
		by = byMinutes(b.now)
		t.notes = notes{}
		if err := readYAML("incidents/"+name+".yaml", by, &t.notes); err != nil {
			return nil, err
		}
	}
	text, err := readText("incidents/"+name+".md", by)
	if err != nil {
		return nil, err
	}
	doc, err := writeup.Read(name+".md", b.introduce(text), writeup.Options{})
	if err != nil {
		return nil, err
	}
	if len(doc.Unread) > 0 {
		return nil, fmt.Errorf("incidents/%s.md:%d: %s", name, doc.Unread[0].Line, doc.Unread[0].Reason)
	}
	t.record = doc.Record
	if err := b.complete(t, by); err != nil {
		return nil, fmt.Errorf("incidents/%s.yaml: %w", name, err)
	}
	return t, nil
}

// introduce puts into the front matter which user each name stands for.
func (b *book) introduce(text []byte) []byte {
	type user struct{ Name, User string }
	var users []user
	for _, m := range b.org.People {
		users = append(users, user{m.Name, string(m.person().User)})
	}
	listed, _ := yaml.MarshalWithOptions(users, yaml.Flow(true)) // plain strings always have a form in YAML
	return []byte(strings.Replace(string(text), "hindcast:\n", "hindcast:\n  users: "+string(listed), 1))
}

// complete adds the notes to the record.
func (b *book) complete(t *tale, by time.Duration) error {
	r, n := &t.record, t.notes
	r.Source = ""
	if n.Visibility != "" {
		r.Incident.Visibility = n.Visibility
	}
	for _, p := range b.org.people(n.Readers) {
		r.Incident.People = append(r.Incident.People, p.User)
	}
	for ref, note := range n.Events {
		if err := completeEvent(r, ref, note, b.org); err != nil {
			return err
		}
	}
	for _, step := range []func(*tale, time.Duration) error{b.completeImpact, b.completeEvidence, b.completeReview, b.completeActions} {
		if err := step(t, by); err != nil {
			return err
		}
	}
	return b.adopt(t)
}

// event finds what a note cites.
func event(r *hindcast.Record, ref string) (*hindcast.TimelineEvent, error) {
	clock, nth, _ := strings.Cut(ref, "#")
	left := 1
	if nth != "" {
		left, _ = strconv.Atoi(nth)
	}
	for i := range r.Timeline {
		if e := &r.Timeline[i]; e.At.Format("2006-01-02 15:04") == clock || e.At.Format("15:04") == clock {
			if left--; left == 0 {
				return e, nil
			}
		}
	}
	return nil, fmt.Errorf("no event at %q", ref)
}

// cited finds the events that a note cites.
func cited(r *hindcast.Record, refs []string) (ids []hindcast.EventID, err error) {
	for _, ref := range refs {
		e, err := event(r, ref)
		if err != nil {
			return nil, err
		}
		ids = append(ids, e.ID)
	}
	return ids, nil
}

func completeEvent(r *hindcast.Record, ref string, n eventNote, org organisation) error {
	e, err := event(r, ref)
	if err != nil {
		return err
	}
	if n.ActedOn != nil {
		e.ActedOn = n.ActedOn
	}
	if n.NoticedBy != "" {
		e.NoticedBy = n.NoticedBy
	}
	if n.Marks != nil {
		e.Milestones = n.Marks
	}
	if n.Precision != "" {
		e.Precision = n.Precision
	}
	if !n.Until.IsZero() {
		e.Until = n.Until.Time
	}
	if n.Mode != "" || n.Step != "" {
		e.Response = &hindcast.ResponseStep{Mode: n.Mode, Runbook: n.Runbook, Step: n.Step}
	}
	for _, c := range n.Corrected {
		e.History = append(e.History, hindcast.Correction{At: c.At.Time, By: org.person(c.By), Field: c.Field, Was: c.Was, Became: c.Became, Reason: c.Reason})
	}
	completeMessage(e, n)
	return nil
}

func completeMessage(e *hindcast.TimelineEvent, n eventNote) {
	if e.Communication == nil {
		return
	}
	if n.To != "" {
		e.Communication.Audience = n.To
	}
	if n.Channel != "" {
		e.Communication.Channel = n.Channel
	}
	if n.Template != "" {
		e.Communication.Template = n.Template
	}
	if !n.Next.IsZero() {
		e.Communication.NextUpdate = n.Next.Time
	}
}
