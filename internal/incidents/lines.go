package incidents

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/entry"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// MostLines is how many lines are typed or pasted at once; ours.
const MostLines = 2000

// LineOutcome is what became of one typed line.
type LineOutcome struct {
	Line    string
	Events  []Event // Events are none when the line was not understood.
	Problem string  // Problem says why, and what to write instead.
}

// AddLines puts typed or pasted lines on the timeline, such as "14:32 alert
// fired", each as entry reads it; day is that of times that name none. Lines that
// are not understood are left out and said in the outcomes. One line alone needs
// no time: it is of now.
func (s *Service) AddLines(ctx context.Context, by hindcast.Actor, key, text string, day hindcast.Date) ([]LineOutcome, error) {
	outcomes := splitLines(text)
	if len(outcomes) == 0 || len(outcomes) > MostLines {
		return nil, invalid("nothing was added", "lines", "write at least one line, at most 2,000 at once")
	}
	err := s.change(ctx, by, key, func(tx *store.Tx, i hindcast.Incident) error {
		marked, err := milestonesOf(tx, i)
		if err != nil {
			return err
		}
		readAll(outcomes, marked, day, tx.Now())
		for n := range outcomes {
			for m := range outcomes[n].Events {
				k := &outcomes[n].Events[m]
				if *k, err = addEvent(tx, i, k.Value); err != nil {
					return err
				}
			}
		}
		if !slices.ContainsFunc(outcomes, func(o LineOutcome) bool { return len(o.Events) > 0 }) {
			return invalid("none of the lines was understood", "lines", outcomes[0].Problem)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return outcomes, nil
}

// ReadLines says how AddLines would read lines, and keeps nothing.
func (s *Service) ReadLines(ctx context.Context, by hindcast.Actor, key, text string, day hindcast.Date, now time.Time) ([]LineOutcome, error) {
	i, err := s.find(ctx, by, hindcast.MayWriteTimeline, key)
	if err != nil {
		return nil, err
	}
	outcomes := splitLines(text)
	if len(outcomes) == 0 || len(outcomes) > MostLines {
		return nil, invalid("nothing was read", "lines", "write at least one line, at most 2,000 at once")
	}
	events, err := s.store.Events().Of(ctx, by, i.ID)
	if err != nil {
		return nil, err
	}
	readAll(outcomes, marksOf(events), day, now)
	return outcomes, nil
}

// readAll reads each line into the events it tells of. What an event marks that
// another marks already is left out.
func readAll(outcomes []LineOutcome, marked map[hindcast.Milestone]bool, day hindcast.Date, now time.Time) {
	clock := entry.Clock{Day: day}
	for n := range outcomes {
		o := &outcomes[n]
		o.Events = nil
		events := o.read(&clock)
		if events == nil && len(outcomes) == 1 {
			if events = justNow(o.Line, now); events != nil {
				o.Problem = ""
			}
		}
		for _, e := range events {
			e.Milestones = slices.DeleteFunc(e.Milestones, func(m hindcast.Milestone) bool { return marked[m] })
			for _, m := range e.Milestones {
				marked[m] = true
			}
			o.Events = append(o.Events, Event{Value: e})
		}
	}
}

func splitLines(text string) []LineOutcome {
	var list []LineOutcome
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, LineOutcome{Line: line})
		}
	}
	return list
}

// read reads the line into the events it tells of, none when it is not understood.
func (o *LineOutcome) read(clock *entry.Clock) []hindcast.TimelineEvent {
	when, text, ok := clock.Read(o.Line)
	if !ok {
		o.Problem = "must begin with a time, as in “14:32 alert fired”"
		if problem := clock.Problem(o.Line); problem != "" {
			o.Problem = problem
		}
		return nil
	}
	events := entry.Divide(hindcast.TimelineEvent{At: when.At, Until: when.Until, Precision: when.Precision, Text: text,
		Origin: hindcast.Origin{Rule: strings.Join(when.Rules, " ")}}, nil)
	for _, e := range events {
		if err := e.Validate(); err != nil {
			o.Problem = err.Error()
			return nil
		}
	}
	return events
}

// justNow is a line without a time, told as it happens.
func justNow(line string, now time.Time) []hindcast.TimelineEvent {
	e := hindcast.TimelineEvent{At: now.Truncate(time.Minute), Precision: hindcast.PrecisionMinute, Text: line}
	events := entry.Divide(e, nil)
	if len(events) == 0 || events[0].Validate() != nil {
		return nil
	}
	return events
}
