package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// TestLinesAreShownAsRead before they are added, and after, with a way back.
func TestLinesAreShownAsRead(t *testing.T) {
	s := newSite(t)
	home := s.posted(t, "/incidents", url.Values{"title": {"Checkout fails"}, "kind": {"operational"}})
	w := s.post(t, home+"/lines/preview", url.Values{"day": {"2026-03-04"}, "lines": {"09:14 alert fired, API 5xx above 5 %\nnobody reads this\n19:00 paged Ada"}})
	for _, want := range []string{"09:14", "signal", "nobody reads this", "ahead of now"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("the preview has no %q: %s", want, w.Body)
		}
	}
	to := s.posted(t, home+"/lines", url.Values{"day": {"2026-03-04"}, "lines": {"09:14 alert fired, API 5xx above 5 %"}})
	page, id, _ := strings.Cut(to, "#")
	doc := s.page(t, page)
	if len(with(doc, "form", "done")) != 1 {
		t.Fatal("nothing says what was done")
	}
	undo := url.Values{"from": {fieldOf(t, doc, "from")}, "through": {fieldOf(t, doc, "through")}}
	back := s.posted(t, home+"/undo", undo)
	if strings.Contains(s.get(t, home).Body.String(), id) {
		t.Error("still there")
	}
	again := s.page(t, back)
	s.posted(t, home+"/undo", url.Values{"from": {fieldOf(t, again, "from")}, "through": {fieldOf(t, again, "through")}})
	if !strings.Contains(s.get(t, home).Body.String(), id) {
		t.Error("undoing the undoing does not bring it back")
	}
}

// TestAnEventIsCorrectedInItsRow and marked there.
func TestAnEventIsCorrectedInItsRow(t *testing.T) {
	s := newSite(t)
	home := s.posted(t, "/incidents", url.Values{"title": {"Checkout fails"}, "kind": {"operational"}})
	to := s.posted(t, home+"/lines", url.Values{"day": {"2026-03-04"}, "lines": {"09:14 alert fired"}})
	_, id, _ := strings.Cut(to, "#")
	doc := s.page(t, home+"?edit="+id)
	if len(with(doc, "tr", "editing")) != 1 || fieldOf(t, doc, "at") != "2026-03-04 09:14" {
		t.Fatal("the row is no form")
	}
	marked := s.posted(t, home+"/events/"+id+"/mark", url.Values{"version": {fieldOf(t, doc, "version")}, "milestone": {"began"}, "on": {"yes"}})
	if !strings.Contains(marked, "done=") || len(with(s.page(t, home), "tr", "mile")) == 0 {
		t.Errorf("not marked: %s", marked)
	}
}

// TestAFormTakesEffectOnce: the second press leads to what the first did.
func TestAFormTakesEffectOnce(t *testing.T) {
	s := newSite(t)
	key := fieldOf(t, s.page(t, "/incidents/new"), formKey)
	form := url.Values{"title": {"Checkout fails"}, "kind": {"operational"}, formKey: {key}}
	first, second := s.posted(t, "/incidents", form), s.posted(t, "/incidents", form)
	if first != "/incidents/INC-1" || !strings.HasPrefix(second, "/incidents/inc_") {
		t.Errorf("led to %s and %s", first, second)
	}
	form.Set("title", "Something else fails")
	if third := s.posted(t, "/incidents", form); third != "/incidents/INC-2" {
		t.Errorf("what is new led to %s", third)
	}
	lines := url.Values{"day": {"2026-03-04"}, "lines": {"09:14 alert fired"}, formKey: {key}}
	s.posted(t, first+"/lines", lines)
	s.posted(t, first+"/lines", lines)
	if n := strings.Count(s.get(t, first).Body.String(), `<tr id="evt_`); n != 1 {
		t.Errorf("%d events", n)
	}
}

// TestTheTimelineTellsTheState: an imported log that is over need not be told so
// twice.
func TestTheTimelineTellsTheState(t *testing.T) {
	s := newSite(t)
	home := s.posted(t, "/incidents", url.Values{"title": {"Checkout fails"}, "kind": {"operational"}})
	s.posted(t, home+"/lines", url.Values{"day": {"2026-03-04"}, "lines": {"09:14 alert fired\n10:02 incident resolved"}})
	doc := s.page(t, home)
	if len(with(doc, "form", "propose")) != 1 {
		t.Fatal("no state is proposed")
	}
	s.posted(t, home+"/state", url.Values{"version": {fieldOf(t, doc, "version")}, "to": {fieldOf(t, doc, "to")}})
	row, err := s.Incidents.Row(t.Context(), s.by, "INC-1")
	if err != nil || row.Incident.State != hindcast.IncidentResolved {
		t.Errorf("%v, %v", row.Incident.State, err)
	}
	if len(with(s.page(t, home), "form", "propose")) != 0 {
		t.Error("and proposed again")
	}
}

// TestOddInput is refused at its field, and stays.
func TestOddInput(t *testing.T) {
	s := newSite(t)
	home := s.posted(t, "/incidents", url.Values{"title": {"Checkout fails"}, "kind": {"operational"}})
	for name, c := range map[string]struct {
		address string
		form    url.Values
		want    string
	}{
		"overlong title":     {"/incidents", url.Values{"title": {strings.Repeat("ü", 301)}, "kind": {"operational"}}, "at most 300"},
		"control characters": {home + "/lines", url.Values{"day": {"2026-03-04"}, "lines": {"09:14 alert \a fired"}}, "control character"},
		"no such day":        {home + "/lines", url.Values{"day": {"2026-02-30"}, "lines": {"09:14 typed-line"}}, "typed-line"},
		"no such time":       {home + "/events", url.Values{"at": {"2026-02-30 10:00"}, "text": {"typed-text"}, "kind": {"note"}, "precision": {"minute"}}, "typed-text"},
	} {
		w := s.post(t, c.address, c.form)
		if s.err != nil || w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: %d, %v", name, w.Code, s.err)
		}
	}
}
