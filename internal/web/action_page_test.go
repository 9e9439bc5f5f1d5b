package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// typed is the form of an action with what it must have.
func typed(change url.Values) url.Values {
	f := url.Values{"incident": {"INC-1"}, "title": {"Page at 2 % errors"}, "owner": {"Ines"}, "due": {"2026-03-20"}, "change": {"alerting"}, "intent": {"detect"}, "level": {"stronger"}}
	for name, values := range change {
		f[name] = values
	}
	return f
}

// addedAction is an action that Ines owns, and the address of its page.
func (s *site) addedAction(t testing.TB) string {
	t.Helper()
	s.posted(t, "/incidents", url.Values{"title": {"Checkout fails"}, "kind": {"operational"}})
	return s.posted(t, "/actions", typed(nil))
}

// holds reports whether a page has a text.
func (s *site) holds(t testing.TB, address, text string) bool {
	t.Helper()
	return strings.Contains(s.get(t, address).Body.String(), text)
}

// TestAnActionIsAddedChangedAndMoved walks it through its states by forms.
func TestAnActionIsAddedChangedAndMoved(t *testing.T) {
	s := newSite(t)
	page := s.addedAction(t)
	doc := s.page(t, page)
	if fieldOf(t, doc, "owner") != "Ines" || fieldOf(t, doc, "due") != "2026-03-20" {
		t.Error("the form does not hold the action")
	}
	change := typed(url.Values{"version": {"1"}, "due": {"2026-04-20"}})
	if w := s.post(t, page, change); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "2026-04-20") {
		t.Errorf("the deadline moves without a reason: %d, %v", w.Code, s.err)
	}
	change.Set("reason", "the supplier is late")
	s.posted(t, page, change)
	if !s.holds(t, page, "first 20 Mar") || !s.holds(t, page, "the supplier is late") {
		t.Error("the first deadline and the reason are not shown")
	}
	change.Set("title", "typed into another tab")
	if w := s.post(t, page, change); w.Code != http.StatusPreconditionFailed || len(with(parsed(t, w), "table", "theirs")) != 1 ||
		!strings.Contains(w.Body.String(), "typed into another tab") || !strings.Contains(w.Body.String(), "Page at 2 % errors") {
		t.Errorf("a stale write does not show both: %d, %v", w.Code, s.err)
	}
	move := func(to, reason string) *url.Values {
		return &url.Values{"version": {fieldOf(t, s.page(t, page), "version")}, "to": {to}, "reason": {reason}}
	}
	s.posted(t, page+"/state", *move("in_progress", ""))
	if at := s.posted(t, page+"/state", url.Values{"version": (*move("done", ""))["version"], "to": {"done"}, "back": {"/actions?view=board"}}); at != "/actions?view=board" {
		t.Errorf("a step of the board leads to %s", at)
	}
	if !s.holds(t, page, "verified needs a proof that holds") && !s.holds(t, page, "Verified needs a proof that holds") {
		t.Error("it is not said what verifying needs")
	}
	if !s.holds(t, page, "An owner cannot verify their own action") {
		t.Error("the owner is not told that somebody else verifies")
	}
	if w := s.post(t, page+"/state", *move("open", " ")); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("reopened without a reason: %d", w.Code)
	}
	s.posted(t, page+"/state", *move("open", "it still pages nobody"))
	if w := s.post(t, page+"/state", url.Values{"version": {"1"}, "to": {"in_progress"}}); w.Code != http.StatusPreconditionFailed {
		t.Errorf("a stale step: %d, %v", w.Code, s.err)
	}
}

// TestActionFormsKeepWhatIsTyped refuses forms and looks for what was typed.
func TestActionFormsKeepWhatIsTyped(t *testing.T) {
	s := newSite(t)
	page := s.addedAction(t)
	for _, c := range []struct {
		address string
		form    url.Values
		kept    []string
	}{
		{"/actions", typed(url.Values{"incident": {"INC-99"}, "title": {"typed-title"}}), []string{"INC-99", "typed-title", "2026-03-20"}},
		{"/actions", typed(url.Values{"due": {"typed-day"}, "owner": {"typed-owner"}}), []string{"typed-day", "typed-owner"}},
		{page, typed(url.Values{"version": {"1"}, "title": {""}, "owner": {"typed-owner"}, "reason": {"typed-reason"}}), []string{"typed-owner", "typed-reason"}},
	} {
		w := s.post(t, c.address, c.form)
		if s.err != nil || w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d, %v", c.address, w.Code, s.err)
		}
		for _, text := range c.kept {
			if !strings.Contains(w.Body.String(), text) {
				t.Errorf("%s lost %q", c.address, text)
			}
		}
	}
}

// TestAViewerReadsActions: no form and no step is offered to who may take none.
func TestAViewerReadsActions(t *testing.T) {
	s := newSite(t)
	page := s.addedAction(t)
	s.by = hindcast.Actor{User: "usr_vic", Name: "Vic", Role: hindcast.Viewer}
	for _, address := range []string{page, "/actions?view=board", "/actions/trend"} {
		for _, f := range elements(s.page(t, address), "form") {
			if strings.HasPrefix(attribute(f, "action"), page) {
				t.Errorf("%s offers a viewer %s", address, attribute(f, "action"))
			}
		}
	}
}

// TestBoardNarrows: the filters stand in the address, on the board and the table.
func TestBoardNarrows(t *testing.T) {
	s := newSite(t)
	s.addedAction(t)
	s.posted(t, "/actions", typed(url.Values{"title": {"Nobody's"}, "owner": {""}, "due": {""}, "change": {"training"}, "level": {"weaker"}}))
	for query, want := range map[string]int{"": 2, "owner=me": 1, "owner=nobody": 1, "due=none": 1, "due=month": 1, "due=overdue": 0, "change=training": 1,
		"level=stronger": 1, "intent=detect": 2, "proof=none": 2, "proof=holds": 0, "state=open": 2, "state=verified": 0, "q=nobody": 1, "team=tea_none": 0} {
		if got := len(rowsOf(s.page(t, "/actions?"+query))); got != want {
			t.Errorf("the table of %q has %d actions, want %d", query, got, want)
		}
		if got := len(with(s.page(t, "/actions?view=board&"+query), "a", "main")); got != want {
			t.Errorf("the board of %q has %d actions, want %d", query, got, want)
		}
	}
}

// parsed reads an answer as a page.
func parsed(t testing.TB, w *httptest.ResponseRecorder) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}
