package report

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// sound checks what every report promises whatever is in it: ids are unique,
// links within the page lead somewhere, nothing is loaded, run or styled inline,
// and the one stylesheet is the one the policy names.
func sound(t *testing.T, d dom) {
	t.Helper()
	ids := map[string]bool{}
	var styles []string
	for n := range d.root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "script", "link", "img", "iframe", "object", "embed", "form", "input", "base", "image", "feimage", "foreignobject", "video", "audio":
			t.Errorf("element %s", n.Data)
		case "style":
			styles = append(styles, n.FirstChild.Data)
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id":
				if a.Val == "" || ids[a.Val] || strings.ContainsAny(a.Val, " \t\n") {
					t.Errorf("id %q is empty, given twice or not valid", a.Val)
				}
				ids[a.Val] = true
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "src", a.Key == "srcset", a.Key == "action", a.Key == "background", a.Key == "data":
				t.Errorf("attribute %s of %s", a.Key, n.Data)
			case a.Key == "href" && n.Data != "a" && !strings.HasPrefix(a.Val, "#"):
				t.Errorf("%s loads %s", n.Data, a.Val)
			}
		}
	}
	for _, n := range d.find("a") {
		href := attr(n, "href")
		if target, inside := strings.CutPrefix(href, "#"); inside {
			if unescaped, err := url.PathUnescape(target); err != nil || !ids[unescaped] {
				t.Errorf("link to %s leads nowhere", href)
			}
			continue
		}
		u, err := url.Parse(href)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" || attr(n, "rel") != "noopener noreferrer nofollow" {
			t.Errorf("link to %q with rel %q", href, attr(n, "rel"))
		}
	}
	for _, n := range d.find("svg use") {
		if target := strings.TrimPrefix(attr(n, "href"), "#"); !ids[target] {
			t.Errorf("use of %q", target)
		}
	}
	if len(styles) != 1 {
		t.Fatalf("%d stylesheets", len(styles))
	}
	if strings.Contains(styles[0], "url(") || strings.Contains(styles[0], "@import") {
		t.Error("the stylesheet loads something")
	}
	sum := sha256.Sum256([]byte(styles[0]))
	if !strings.Contains(d.raw, "style-src &#39;sha256-"+html.EscapeString(base64.StdEncoding.EncodeToString(sum[:]))+"&#39;") {
		t.Error("the policy does not name the stylesheet")
	}
}

func TestSound(t *testing.T) {
	r, answers := outage()
	sound(t, written(t, r, answers, full))
	sound(t, written(t, &hindcast.Record{}, nil, Options{}))
	sound(t, written(t, long(300), answers, Options{}))
}

// TestHostileText puts markup into every text of a record.
func TestHostileText(t *testing.T) {
	const attack = `"><script>alert(1)</script><img src=https://evil.example/p.gif onerror=alert(1)> [x](javascript:alert(1)) ![p](https://evil.example/p.gif) ' </style></td></article>`
	r, answers := outage()
	hostile(r, answers, attack)
	o := full
	o.Unread = []UnreadLine{{Line: 1, Text: attack, Reason: attack}}
	o.Policy, o.Version = hindcast.Policy{Name: attack, Revision: attack}, attack
	d := written(t, r, answers, o)
	sound(t, d)
	if got := len(d.find("article")); got != 1 {
		t.Errorf("%d articles", got)
	}
	if got := len(d.find("main article footer")) + len(d.find("main footer")); got != 0 {
		t.Error("the article was closed early")
	}
	if n := strings.Count(d.one("body"), "<script>alert(1)</script>"); n < 30 {
		t.Errorf("the text is shown only %d times", n)
	}
}

// hostile replaces the texts of a record and of its answers.
func hostile(r *hindcast.Record, answers []hindcast.Answer, text string) {
	person := hindcast.Person{Name: text}
	r.Source, r.Incident.Title, r.Incident.Type, r.Incident.Key = text, text, text, text
	r.Incident.Services = []string{text}
	for i := range r.Timeline {
		e := &r.Timeline[i]
		e.ID = hindcast.EventID(fmt.Sprint(text, i))
		e.Text, e.Actor, e.Origin.Rule, e.Origin.Notes = text, person, "kind:"+text, text
		if e.Communication != nil {
			e.Communication.Channel, e.Communication.Template = text, text
		}
		if e.Severity != nil {
			e.Severity.Reason = text
		}
		if e.Response != nil {
			e.Response.Runbook, e.Response.Step = text, text
		}
	}
	r.Inferred = map[hindcast.Milestone]string{hindcast.Began: text}
	r.Participants = []hindcast.Participant{{Person: person, Team: text, Roles: []hindcast.Role{hindcast.Role(text)}}}
	r.Impact = []hindcast.ImpactStatement{{Text: text, Services: []hindcast.ServiceImpact{{Service: text}}, Cost: &hindcast.Money{Amount: text, Currency: text}}}
	r.Evidence = []hindcast.Evidence{{Name: text, URL: "javascript:alert(1)", Source: text}, {Name: text, URL: "https://ok.example/" + text, CollectedFrom: text}}
	r.Stated.Detect = hindcast.StatedDuration{Text: text}
	v := &r.Review
	v.Summary, v.PrimaryCause, v.MeetingNotes, v.Authors = text, text, text, []hindcast.Person{person}
	v.Factors = []hindcast.ContributingFactor{{Text: text}}
	v.FiveWhys = []hindcast.Why{{Question: text, Answer: text}}
	v.Findings = []hindcast.Finding{{Kind: hindcast.Luck, Text: text, Events: []hindcast.EventID{"nowhere"}, Disposition: hindcast.Disposition{Kind: hindcast.NoChange, By: person, Because: text}}}
	r.Actions = []hindcast.Action{{Title: text, Owner: person, DueText: text, State: hindcast.ActionState(text), Change: hindcast.ChangeKind(text), Hierarchy: hindcast.Hierarchy(text)}}
	r.Sections = []hindcast.Section{{Heading: text, Text: "# " + text + "\n\n" + text}, {Heading: text, Text: "# " + text}}
	for i := range answers {
		a := &answers[i]
		a.Reason, a.Missing = text, []string{text}
		a.People = []hindcast.PersonVerdict{{By: person, Verdict: hindcast.Met, Note: text}}
		a.Measures = append(a.Measures, hindcast.Measure{Label: text, Word: text, Unit: hindcast.UnitWord, Note: text, Events: []hindcast.EventID{"nowhere"}})
	}
}
