package web

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/reviews"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// reviewing is the pages over a fresh database, with three people in it and an
// incident that is over.
func reviewing(t *testing.T) (s *site, fay, ada, ben hindcast.Actor) {
	t.Helper()
	st := storetest.SQLite(t).Open(t)
	files, err := blob.OpenDisk(t.TempDir(), blob.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { files.Close() })
	inForce := func(context.Context) (hindcast.Policy, error) { return policy.Default(), nil }
	now := func() time.Time { return time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC) }
	s = &site{files: files, mux: http.NewServeMux()}
	s.Pages = New(Services{Incidents: incidents.New(st, files), Reviews: reviews.New(st, inForce, now), Actions: actions.New(st, inForce, now, actions.Outside{}),
		Accounts:  accounts.New(st, accounts.Config{Now: now, BaseURL: "https://hindcast.example"}),
		Reminders: activity.NewReminders(st, activity.Reminding{Now: now, Policy: inForce})}, Options{Now: now})
	for _, r := range s.Routes() {
		s.mux.HandleFunc(r.Pattern, func(w http.ResponseWriter, q *http.Request) { s.err = r.Serve(w, q, s.by) })
	}
	person := func(name string, role hindcast.OrgRole) hindcast.Actor {
		a := hindcast.Actor{User: hindcast.UserID("usr_" + name), Name: name, Role: role}
		err := st.Update(t.Context(), storetest.Admin(), func(tx *store.Tx) error {
			return tx.Users().Add("user.added", "", &hindcast.User{ID: a.User, Name: name, Email: name + "@hindcast.example", Role: role})
		})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	fay, ada, ben = person("Fay", hindcast.Facilitator), person("Ada", hindcast.Member), person("Ben", hindcast.Member)
	s.by = ada
	home := s.posted(t, "/incidents", url.Values{"title": {"Queue stuck"}, "kind": {"operational"}, "severity": {"P3"}, "began": {"2026-03-03 09:00"}, "detected": {"2026-03-03 09:05"}, "resolved": {"2026-03-03 10:00"}})
	s.posted(t, home+"/lines", url.Values{"day": {"2026-03-03"}, "lines": {"09:14 alert fired, queue above 5,000"}})
	return s, fay, ada, ben
}

func (s *site) version(t *testing.T, key string) string {
	t.Helper()
	doc := s.page(t, "/incidents/"+key+"/review")
	for _, f := range elements(doc, "form") {
		if attribute(f, "action") == "/incidents/"+key+"/review/plan" {
			return fieldOf(t, f, "version")
		}
	}
	t.Fatal("there is no plan on the page")
	return ""
}

// TestReviewByForms goes from opening a review to reopening it.
func TestReviewByForms(t *testing.T) {
	s, fay, ada, ben := reviewing(t)
	const at = "/incidents/INC-1/review"
	s.by = fay
	s.posted(t, at, url.Values{"facilitator": {"usr_Fay"}, "meeting": {"2026-03-05 14:00"}})
	s.posted(t, at+"/invitations", url.Values{"who": {"Ben"}})
	s.post(t, at+"/invitations", url.Values{"everybody": {"yes"}}) // Ada told the timeline; whoever is involved by now is invited

	s.by = ada
	if to := s.posted(t, at+"/answers", url.Values{"question": {"detection"}, "verdict": {"missed"}, "note": {"okavango"}, "version": {"0"}}); !strings.HasSuffix(to, "?ask=severity") {
		t.Errorf("after an answer to %s", to)
	}
	if w := s.get(t, at+"/answers?ask=detection"); !strings.Contains(w.Body.String(), "okavango") {
		t.Error("she does not see her own answer")
	}
	s.by = ben
	s.posted(t, at+"/answers", url.Values{"question": {"detection"}, "verdict": {"met"}, "version": {"0"}})
	for _, who := range []hindcast.Actor{ben, fay, storetest.Admin()} {
		s.by = who
		for _, page := range []string{at, at + "/answers", at + "/answers?ask=detection"} {
			if strings.Contains(s.get(t, page).Body.String(), "okavango") {
				t.Errorf("%s reads a blind answer at %s", who.Name, page)
			}
		}
	}
	s.by = ben
	if s.post(t, at+"/answers/open", nil); hindcast.CodeOf(s.err) != hindcast.Forbidden {
		t.Errorf("a member opens the answers: %v", s.err)
	}
	s.by = fay
	s.posted(t, at+"/answers/open", nil)
	s.by = ben
	if text := s.get(t, at+"/answers").Body.String(); !strings.Contains(text, "okavango") || !strings.Contains(text, "people differ") {
		t.Error("the answers are not laid side by side")
	}

	place := s.posted(t, at+"/findings", url.Values{"kind": {"weakness"}, "text": {"No alert below 5,000"}, "events": {"#09:14"}})
	_, id, _ := strings.Cut(place, "#")
	v, err := s.Reviews.View(t.Context(), fay, "INC-1")
	if err != nil || len(v.Record.Review.Findings) != 1 || len(v.Record.Review.Findings[0].Events) != 1 {
		t.Fatalf("%+v, %v", v.Record.Review.Findings, err)
	}
	s.posted(t, at+"/findings/"+id+"/actions", url.Values{"title": {"Alert at 1,000"}, "owner": {"Ben"}, "due": {"2026-03-20"}, "change": {"alerting"}, "level": {"stronger"}})
	s.posted(t, at+"/factors", url.Values{"text": {"Thresholds are guessed"}})
	s.posted(t, at+"/whys", url.Values{"question": {"Why late?", ""}, "answer": {"No alert", ""}})

	s.by = fay
	for _, to := range []string{"drafting", "in_review"} {
		s.posted(t, at+"/state", url.Values{"version": {s.version(t, "INC-1")}, "to": {to}})
	}
	w := s.post(t, at+"/state", url.Values{"version": {s.version(t, "INC-1")}, "to": {"signed_off"}})
	if w.Code != http.StatusUnprocessableEntity {
		t.Errorf("it is signed before its gates: %d", w.Code)
	}
	row, err := s.Incidents.Row(t.Context(), fay, "INC-1")
	if err != nil {
		t.Fatal(err)
	}
	for version := row.Incident.Version; row.Incident.State != hindcast.IncidentResolved; version = row.Incident.Version {
		to := hindcast.IncidentResolved
		if _, err := s.Incidents.Move(t.Context(), fay, "INC-1", version, to, time.Time{}, ""); err != nil {
			t.Fatal(err)
		}
		if row, err = s.Incidents.Row(t.Context(), fay, "INC-1"); err != nil {
			t.Fatal(err)
		}
	}
	for _, q := range hindcast.Questions() { // what nothing computes, somebody answers
		s.post(t, at+"/answers", url.Values{"question": {string(q)}, "verdict": {"partly"}, "version": {"0"}, "back": {"review"}})
	}
	s.post(t, at+"/invitations", url.Values{"everybody": {"yes"}})
	w = s.post(t, at+"/state", url.Values{"version": {s.version(t, "INC-1")}, "to": {"signed_off"}})
	if w.Code != http.StatusSeeOther {
		v, _ := s.Reviews.View(t.Context(), fay, "INC-1")
		t.Fatalf("not signed: %d, %v, %+v", w.Code, s.err, v.Gates)
	}
	if text := textOf(s.page(t, at+"/rounds/1")); !strings.Contains(text, "okavango") {
		t.Error("the signed round does not keep the answers")
	}
	if s.post(t, at+"/findings", url.Values{"kind": {"luck"}, "text": {"late"}}).Code != http.StatusUnprocessableEntity {
		t.Error("a signed review is written on")
	}
	v, err = s.Reviews.View(t.Context(), fay, "INC-1")
	if err != nil {
		t.Fatal(err)
	}
	signed := v.Record.Review.Version
	s.posted(t, at+"/state", url.Values{"version": {strconv.FormatInt(signed, 10)}, "to": {"drafting"}, "reason": {"a missing page"}})
	if text := textOf(s.page(t, at)); !strings.Contains(text, "a missing page") || !strings.Contains(text, "Drafting") {
		t.Error("it is not reopened on the record")
	}
}

// TestNothingTypedInAReviewIsLost refuses every form once and looks for what was
// typed.
func TestNothingTypedInAReviewIsLost(t *testing.T) {
	s, fay, _, _ := reviewing(t)
	const at = "/incidents/INC-1/review"
	s.by = fay
	refusedWith := func(address string, form url.Values, kept ...string) {
		t.Helper()
		w := s.post(t, address, form)
		if s.err != nil || w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusPreconditionFailed {
			t.Errorf("%s: %d, %v", address, w.Code, s.err)
		}
		for _, text := range kept {
			if !strings.Contains(w.Body.String(), text) {
				t.Errorf("%s lost %q", address, text)
			}
		}
	}
	refusedWith(at, url.Values{"due": {"typed-due"}, "meeting": {"typed-meeting"}, "covers": {"typed-covers"}}, "typed-due", "typed-meeting", "typed-covers")
	s.posted(t, at, url.Values{"facilitator": {"usr_Fay"}})
	place := s.posted(t, at+"/findings", url.Values{"kind": {"strength"}, "text": {"It held"}})
	_, id, _ := strings.Cut(place, "#")
	refusedWith(at+"/plan", url.Values{"version": {"1"}, "covers": {"INC-99"}}, "INC-99")
	refusedWith(at+"/findings", url.Values{"kind": {"luck"}, "text": {"typed-text"}, "events": {"#23:59"}}, "typed-text", "#23:59")
	refusedWith(at+"/findings/"+id, url.Values{"version": {"0"}, "kind": {"strength"}, "text": {"typed-over"}}, "typed-over", "It held")
	refusedWith(at+"/findings/"+id+"/disposition", url.Values{"version": {"1"}, "kind": {"accepted_risk"}, "because": {"typed-because"}, "expires": {"typed-day"}}, "typed-because", "typed-day")
	refusedWith(at+"/findings/"+id+"/actions", url.Values{"title": {""}, "owner": {"typed-owner"}}, "typed-owner")
	refusedWith(at+"/whys", url.Values{"question": {"typed-question"}, "answer": {"typed-answer"}, "was_question": {"never"}, "was_answer": {"there"}}, "typed-question", "typed-answer")
	refusedWith(at+"/answers", url.Values{"question": {"people"}, "note": {"typed-note"}, "version": {"0"}}, "typed-note")
	refusedWith(at+"/state", url.Values{"version": {"1"}, "to": {"waived"}, "reason": {""}}, "Waive")
}

// TestOneReviewOfSeveral: a covered incident leads to the review it is part of.
func TestOneReviewOfSeveral(t *testing.T) {
	s, fay, ada, _ := reviewing(t)
	s.by = ada
	s.posted(t, "/incidents", url.Values{"title": {"Queue stuck again"}, "kind": {"operational"}})
	s.by = fay
	s.posted(t, "/incidents/INC-1/review", url.Values{"facilitator": {"usr_Fay"}, "covers": {"inc-2"}})
	if w := s.get(t, "/incidents/INC-2/review"); w.Header().Get("Location") != "/incidents/INC-1/review" {
		t.Errorf("%d, %v", w.Code, s.err)
	}
	if text := textOf(s.page(t, "/incidents/INC-1/review")); !strings.Contains(text, "Queue stuck again") {
		t.Error("the page does not name what it covers")
	}
	if w := s.post(t, "/incidents/INC-2/review", url.Values{"facilitator": {"usr_Fay"}}); w.Code == http.StatusOK {
		t.Errorf("it gets a review of its own: %d, %v", w.Code, s.err)
	}
}

// TestCalendar: a secret address shows somebody's own meetings, and nothing that
// they may not see, until it is revoked.
func TestCalendar(t *testing.T) {
	s, fay, ada, ben := reviewing(t)
	s.by = ada
	s.posted(t, "/incidents", url.Values{"title": {"Zanzibar"}, "kind": {"security"}, "restricted": {"yes"}})
	s.by = fay
	s.posted(t, "/incidents/INC-1/review", url.Values{"facilitator": {"usr_Fay"}, "meeting": {"2026-03-05 14:00"}})
	s.posted(t, "/incidents/INC-1/review/invitations", url.Values{"who": {"Ben"}})
	if file := s.get(t, "/incidents/INC-1/review/meeting.ics").Body.String(); !strings.Contains(file, "DTSTART:20260305T140000Z\r\n") || !strings.Contains(file, "INC-1") {
		t.Errorf("%s", file)
	}
	s.by = ben
	page := s.post(t, "/account/calendar", nil).Body.String()
	_, rest, _ := strings.Cut(page, "https://hindcast.example/calendar/")
	secret, _, _ := strings.Cut(rest, "<")
	s.by = hindcast.Actor{}
	feed := s.get(t, "/calendar/"+secret).Body.String()
	if strings.Count(feed, "BEGIN:VEVENT") != 1 || !strings.Contains(feed, "Queue stuck") || strings.Contains(feed, "Zanzibar") {
		t.Errorf("%s", feed)
	}
	s.by = ben
	s.posted(t, "/account/calendar/revoke", nil)
	if s.get(t, "/calendar/"+secret); hindcast.CodeOf(s.err) != hindcast.NotFound {
		t.Errorf("a revoked address: %v", s.err)
	}
}
