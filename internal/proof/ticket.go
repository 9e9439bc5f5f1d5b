package proof

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func ticketFields() []Field {
	return []Field{
		{Name: "ticket", Label: "Ticket", Hint: "Its address; with a source also owner/project#12, or KEY-12 of Jira. It must be closed as done.", Example: "https://github.com/example/payments/issues/12", Required: true,
			check: func(v string) error { _, err := readTicket(v); return err }},
		sourceField("tracker"),
	}
}

func (s Statement) ticketContradictions() (p hindcast.Problems) {
	if s.Of("source") == "" {
		if _, err := forgeOf(Source{}, s.Of("ticket")); err != nil {
			p.Add("source", "%s", messageOf(err))
		}
	}
	return p
}

// issue is a ticket as any of the trackers answers it.
type issue struct {
	Title       string
	State       string
	StateReason string `json:"state_reason"`
	ClosedAt    string `json:"closed_at"`
	Fields      struct {
		Summary string
		Status  struct {
			Name     string
			Category struct{ Key string } `json:"statusCategory"`
		}
		Resolution *struct{ Name string }
	}
}

// ticket asks a tracker whether a ticket is closed as done.
func (c *Checker) ticket(ctx context.Context, s Statement, from Source) Found {
	ref, err := readTicket(s.Of("ticket"))
	if err == nil {
		err = from.belongs(s.Of("ticket"))
	}
	if err != nil {
		return unanswered(err)
	}
	at, err := forgeOf(from, s.Of("ticket"))
	if err != nil {
		return unanswered(err)
	}
	var got issue
	if f, ok := c.read(ctx, at, at.issue(ref), "ticket", &got); !ok {
		return f
	}
	if at.kind == hindcast.SourceJira {
		return got.ofJira()
	}
	content := "title: " + got.Title + "\nstate: " + got.State
	switch {
	case got.State != "closed":
		return broken("“%s” is %s", clip(got.Title, 300), got.State).with(content)
	case got.StateReason == "not_planned" || got.StateReason == "duplicate":
		return broken("“%s” was closed as %s", clip(got.Title, 300), got.StateReason).with(content + "\nreason: " + got.StateReason)
	}
	return holds("“%s” is closed%s", clip(got.Title, 300), since(got.ClosedAt)).with(content)
}

func since(at string) string {
	if at == "" {
		return ""
	}
	return " since " + clip(at, 40)
}

// ofJira judges a ticket by the category of its status, which is the same
// whatever a team calls its statuses.
func (i issue) ofJira() Found {
	status := i.Fields.Status
	said, content := "“"+clip(i.Fields.Summary, 300)+"” is "+status.Name, "title: "+i.Fields.Summary+"\nstatus: "+status.Name
	if i.Fields.Resolution != nil {
		said += ", resolved as " + i.Fields.Resolution.Name
		content += "\nresolution: " + i.Fields.Resolution.Name
		switch i.Fields.Resolution.Name {
		case "Won't Do", "Won't Fix", "Duplicate", "Cannot Reproduce", "Declined":
			return broken("%s", said).with(content)
		}
	}
	if status.Category.Key != "done" {
		return broken("%s", said).with(content)
	}
	return holds("%s", said).with(content)
}

// read asks a forge for something and reads the JSON it answers.
func (c *Checker) read(ctx context.Context, at forge, path, what string, into any) (Found, bool) {
	body, status, f, ok := c.ask(ctx, at.api, path)
	if !ok {
		return f, false
	}
	if status == http.StatusNotFound {
		if at.api.Secret == "" {
			return unknown("there is no such %s that everybody may see", what), false
		}
		return broken("there is no such %s, or the source may not see it", what), false
	}
	if err := json.Unmarshal(body, into); err != nil {
		return unknown("this is no answer of an API of the kind %s: %s", at.kind, clip(storable(string(body)), 120)), false
	}
	return Found{}, true
}
