package web

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/reviews"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// hostile is what somebody may type or send hoping that a reader's browser runs
// it.
const hostile = `<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) ![b](data:text/html,<script>alert(1)</script>)` +
	` <a href="java&#x09;script:alert(1)">c</a> <svg onload=alert(1)><style>*{}</style></svg> <iframe srcdoc="<script>alert(1)</script>"></iframe>` +
	` "><base href=//evil.example> <https://x.example/"onmouseover="alert(1)> <form action=//evil.example><button formaction=javascript:alert(1)>d</button></form>`

// TestWhatIsTypedIsInert puts hostile text into everything an incident and its
// review say, and looks for anything a browser would run on their pages.
func TestWhatIsTypedIsInert(t *testing.T) {
	s := newSite(t)
	ctx := t.Context()
	s.by = storetest.Admin()
	i := s.open(t, incidents.Opening{Title: hostile[:280], Type: hostile[:150], Kind: hindcast.SecurityIncident, Services: []string{hostile[:120]}, Labels: []string{hostile[:120]},
		BeganAt: time.Date(2026, 3, 4, 9, 0, 0, 0, time.UTC)})
	at := time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC)
	for _, e := range []hindcast.TimelineEvent{
		{At: at, Precision: hindcast.PrecisionMinute, Kind: hindcast.Note, Text: hostile, Actor: hindcast.Person{Name: hostile[:150]}},
		{At: at, Precision: hindcast.PrecisionMinute, Kind: hindcast.Communicated, Text: hostile, Communication: &hindcast.Communication{Audience: hindcast.ToExternal, Channel: hostile[:100], Template: hostile[:100]}},
	} {
		if _, err := s.Incidents.AddEvent(ctx, s.by, i.Key, e); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Incidents.AddParticipant(ctx, s.by, i.Key, hindcast.Participant{Person: hindcast.Person{Name: hostile[:150]}, Team: hostile[:100], Roles: []hindcast.Role{hindcast.Scribe}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Incidents.AddImpact(ctx, s.by, i.Key, hindcast.ImpactStatement{Text: hostile}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Incidents.AddEvidence(ctx, s.by, i.Key, hindcast.Evidence{Name: hostile[:200], Source: hostile[:100]}, strings.NewReader(hostile)); err != nil {
		t.Fatal(err)
	}
	opened, _, err := s.Reviews.Open(ctx, s.by, i.Key, reviews.Plan{})
	if err != nil {
		t.Fatal(err)
	}
	writeup := reviews.Writeup{Summary: hostile, PrimaryCause: hostile, MeetingNotes: hostile, Factors: []hindcast.ContributingFactor{{Text: hostile}}, FiveWhys: []hindcast.Why{{Question: hostile, Answer: hostile}}}
	if _, err := s.Reviews.Change(ctx, s.by, i.Key, writeup, opened.Version); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Reviews.AddFinding(ctx, s.by, i.Key, reviews.Finding{Kind: hindcast.Weakness, Text: hostile}); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"/incidents", "/incidents/INC-1", "/incidents/INC-1/review", "/incidents/INC-1/edit"} {
		doc := s.page(t, address)
		if !strings.Contains(textOf(doc), "alert(1)") && address != "/incidents/INC-1/edit" {
			t.Errorf("%s does not show what was typed", address)
		}
		for _, live := range alive(doc) {
			t.Errorf("%s: %s", address, live)
		}
	}
}

// alive lists what a browser would run, load from elsewhere or send elsewhere.
func alive(doc *html.Node) []string {
	var found []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script":
			if !strings.HasPrefix(attribute(n, "src"), "/static/") || n.FirstChild != nil {
				found = append(found, "a script of its own")
			}
		case "iframe", "object", "embed", "base", "style", "frame", "applet":
			found = append(found, "an element "+n.Data)
		case "form":
			if !strings.HasPrefix(attribute(n, "action"), "/") || strings.HasPrefix(attribute(n, "action"), "//") {
				found = append(found, "a form to "+attribute(n, "action"))
			}
		}
		for _, a := range n.Attr {
			value := strings.ToLower(strings.Join(strings.Fields(a.Val), ""))
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc", a.Key == "formaction":
				found = append(found, "an attribute "+a.Key+" on "+n.Data)
			case strings.Contains("href src action xlink:href poster", a.Key) && (strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "data:text") || strings.HasPrefix(value, "vbscript:")):
				found = append(found, a.Key+" "+a.Val)
			}
		}
	}
	return found
}
