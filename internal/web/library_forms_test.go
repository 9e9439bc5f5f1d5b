package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/assess"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/policy"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// approveNewest approves the newest proposal of a document as somebody else.
func (s *site) approveNewest(t testing.TB, address string) {
	t.Helper()
	id := hindcast.DocumentID(strings.TrimPrefix(address, "/library/"))
	author := s.by
	s.by = hindcast.Actor{User: "usr_fay", Name: "Fay", Role: hindcast.Admin}
	defer func() { s.by = author }()
	e, err := s.Library.Get(t.Context(), s.by, id)
	if err != nil || len(e.Proposals) == 0 {
		t.Fatalf("%d proposals, %v", len(e.Proposals), err)
	}
	newest := e.Proposals[len(e.Proposals)-1]
	s.posted(t, address+"/proposals/"+newest.Value.ID, url.Values{"version": {"1"}, "do": {"approve"}})
}

func TestADocumentFromItsFirstTextToItsRetirement(t *testing.T) {
	s := newSite(t)
	form := url.Values{"kind": {"runbook"}, "title": {"Rotate keys"}, "types": {"key compromise"}, "days": {"typed-days"}, "body": {"1. **Stop.** All of it.\n2. Swap {{key name}}\n"}, "reason": {"there was none"}, "lesson": {"typed-lesson"}}
	w := s.post(t, "/library", form)
	if s.err != nil || w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "typed-days") || !strings.Contains(w.Body.String(), "typed-lesson") || !strings.Contains(w.Body.String(), "All of it.") {
		t.Errorf("a refused form: %d, %v", w.Code, s.err)
	}
	form.Set("days", "30")
	form.Del("lesson")
	form.Set("do", "preview")
	if w := s.post(t, "/library", form); s.err != nil || !strings.Contains(w.Body.String(), "How it will read") || !strings.Contains(w.Body.String(), "2 steps") {
		t.Errorf("preview: %d, %v", w.Code, s.err)
	}
	form.Set("do", "propose")
	address := s.posted(t, "/library", form)
	s.approveNewest(t, address)
	if !s.holds(t, address, "2 steps") {
		t.Error("the page does not say that there are steps")
	}

	// Two people write over the same revision; the second is shown both.
	change := url.Values{"based_on": {"1"}, "body": {"1. Stop\n2. Swap twice\n"}, "reason": {"once is not enough"}}
	s.posted(t, address+"/propose", change)
	s.approveNewest(t, address)
	change.Set("body", "1. Stop\n2. Swap thrice\n")
	w = s.post(t, address+"/propose", change)
	if s.err != nil || !strings.Contains(w.Body.String(), "Swap thrice") || !strings.Contains(w.Body.String(), "twice") || !strings.Contains(w.Body.String(), "Revision 2 was approved while you wrote") {
		t.Errorf("a stale proposal: %d, %v", w.Code, s.err)
	}
	if based := fieldOf(t, parsed(t, w), "based_on"); based != "2" {
		t.Errorf("it is based on %s", based)
	}

	about := url.Values{"version": {"1"}, "kind": {"runbook"}, "title": {"typed-title"}}
	if w := s.post(t, address+"/about", about); s.err != nil || !strings.Contains(w.Body.String(), "typed-title") || !strings.Contains(w.Body.String(), "Rotate keys") {
		t.Errorf("a stale change: %d, %v", w.Code, s.err)
	}
	s.posted(t, address+"/marks", url.Values{"kind": {"reviewed"}})
	if w := s.post(t, address+"/marks", url.Values{"kind": {"contradicted"}, "lesson": {"typed-words"}, "note": {"typed-note"}}); s.err != nil || !strings.Contains(w.Body.String(), "typed-words") || !strings.Contains(w.Body.String(), "typed-note") {
		t.Errorf("a contradiction by nothing: %d, %v", w.Code, s.err)
	}
	s.by = hindcast.Actor{User: "usr_fay", Name: "Fay", Role: hindcast.Admin}
	s.posted(t, address+"/marks", url.Values{"kind": {"retired"}, "note": {"replaced"}})
	if !s.holds(t, address, "replaced") || !s.holds(t, "/library?review=retired", "Rotate keys") || s.holds(t, "/library", "Rotate keys") {
		t.Error("a retired document is not where it belongs")
	}
}

func TestARunbookFollowedIsAnsweredByQuestionFour(t *testing.T) {
	s := newSite(t)
	address := s.posted(t, "/library", url.Values{"kind": {"runbook"}, "title": {"Rotate keys"}, "types": {"key compromise"}, "body": {"1. Stop\n2. Swap\n3. Tell\n"}, "reason": {"r"}})
	s.approveNewest(t, address)
	home := s.posted(t, "/incidents", url.Values{"title": {"A key leaked"}, "kind": {"security"}, "type": {"Key compromise"}, "severity": {"P2"}, "detected": {"2026-03-04 11:00"}})
	if !s.holds(t, home+"/runbook", "Rotate keys") {
		t.Error("the runbook is not offered")
	}
	runbook := home + "/runbook/" + strings.TrimPrefix(address, "/library/")
	for step, mode := range map[string]string{"stop": "followed", "swap": "skipped", "tell": "followed"} {
		if to := s.posted(t, runbook, url.Values{"step": {step}, "mode": {mode}, "at": {"2026-03-04 11:20"}}); to != runbook+"#step-"+step {
			t.Errorf("leads to %s", to)
		}
	}
	if w := s.post(t, runbook, url.Values{"step": {"none"}, "mode": {"followed"}, "note": {"typed-note"}}); s.err != nil || w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a step there is not: %d, %v", w.Code, s.err)
	}
	s.posted(t, runbook, url.Values{"mode": {"improvised"}, "note": {"Called the bank"}})
	if !s.holds(t, runbook, "3 of 3") || !s.holds(t, runbook, "2 followed, 1 skipped, 1 improvised") {
		t.Error("what was done does not show")
	}
	record, err := s.Incidents.Record(t.Context(), s.by, "INC-1")
	if err != nil {
		t.Fatal(err)
	}
	answer := assess.Assess(record, policy.Default(), assess.Options{})[3]
	counts := map[string]float64{}
	for _, m := range answer.Measures {
		if m.Value != nil {
			counts[m.Name] = *m.Value
		}
	}
	if counts["steps_followed"] != 2 || counts["steps_skipped"] != 1 || counts["steps_improvised"] != 1 || counts["steps_followed_share"] != .5 {
		t.Errorf("question 4 reads %v", counts)
	}
	for _, e := range record.Timeline {
		if e.Response != nil && e.Response.Step == "Swap" {
			s.posted(t, runbook, url.Values{"do": {"undo"}, "event": {string(e.ID)}, "version": {"1"}})
		}
	}
	if !s.holds(t, runbook, "2 of 3") {
		t.Error("a tick cannot be taken back")
	}
	s.by = storetest.Member("Vi")
	s.by.Role = hindcast.Viewer
	s.post(t, runbook, url.Values{"step": {"stop"}, "mode": {"followed"}})
	if hindcast.CodeOf(s.err) != hindcast.Forbidden {
		t.Errorf("a viewer ticks: %v", s.err)
	}
}

func TestADocumentOfTheStarterSetIsTaken(t *testing.T) {
	s := newSite(t)
	for range 2 {
		s.posted(t, "/library/starter", url.Values{"name": {"ddos", "capacity"}})
	}
	if !s.holds(t, "/library", "2 documents") || !s.holds(t, "/library/starter", "in the library") {
		t.Error("what was ticked is not in the library once")
	}
}

func TestAMessageFromATemplate(t *testing.T) {
	s := newSite(t)
	address := s.posted(t, "/library", url.Values{"kind": {"communication_template"}, "title": {"First notice (external)"}, "body": {"{{services}} fails since {{started}}: {{what users notice}}. Next by {{next update}}."}, "reason": {"r"}})
	s.approveNewest(t, address)
	home := s.posted(t, "/incidents", url.Values{"title": {"Checkout fails"}, "kind": {"operational"}, "services": {"checkout"}, "began": {"2026-03-04 11:00"}})
	id := strings.TrimPrefix(address, "/library/")
	doc := s.page(t, home+"/communicate?template="+id)
	if fieldOf(t, doc, "var.services") != "checkout" || !strings.HasPrefix(fieldOf(t, doc, "var.started"), "2026-03-04 11:00") || fieldOf(t, doc, "audience") != "external" {
		t.Errorf("%q, %q", fieldOf(t, doc, "var.services"), fieldOf(t, doc, "var.started"))
	}
	form := url.Values{"template": {id}, "audience": {"external"}, "channel": {"status page"}, "at": {"2026-03-04 11:30"}, "next": {"2026-03-04 12:30"}, "do": {"sent"}, "var.services": {"the shop"}}
	if w := s.post(t, home+"/communicate", form); s.err != nil || w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "the shop") {
		t.Errorf("a variable nobody filled: %d, %v", w.Code, s.err)
	}
	form.Set("var.what_users_notice", "cards are refused")
	s.posted(t, home+"/communicate", form)
	record, err := s.Incidents.Record(t.Context(), s.by, "INC-1")
	if err != nil {
		t.Fatal(err)
	}
	last := record.Timeline[len(record.Timeline)-1]
	if c := last.Communication; c == nil || c.Template != "First notice (external)" || c.NextUpdate.IsZero() || c.Channel != "status page" ||
		!strings.HasPrefix(last.Text, "the shop fails since 2026-03-04 11:00") || !strings.HasSuffix(last.Text, "cards are refused. Next by 2026-03-04 12:30.") {
		t.Errorf("%+v: %q", c, last.Text)
	}
	s.get(t, home+"/communicate?template=doc_none")
	if hindcast.CodeOf(s.err) != hindcast.NotFound {
		t.Errorf("a template there is not: %v", s.err)
	}
}

func TestAPolicyIsProposedWithWhatItWouldChange(t *testing.T) {
	s := newSite(t)
	s.posted(t, "/incidents", url.Values{"title": {"Slow"}, "kind": {"operational"}, "severity": {"P1"}, "began": {"2026-03-04 10:00"}, "detected": {"2026-03-04 10:04"}})
	doc := s.page(t, "/library/doc_policy/propose")
	body := fieldOf(t, doc, "body")
	if !strings.Contains(body, "detect: 5 min") {
		t.Fatalf("no default policy to begin with: %.200s", body)
	}
	form := url.Values{"based_on": {"0"}, "reason": {"sooner"}, "do": {"preview"}, "body": {strings.Replace(body, "detect: 5 min", "detect: soon", 1)}}
	if w := s.post(t, "/library/doc_policy/propose", form); s.err != nil || w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "detect: soon") || !strings.Contains(w.Body.String(), `class="faults"`) {
		t.Errorf("a fault: %d, %v", w.Code, s.err)
	}
	form.Set("body", strings.Replace(body, "detect: 5 min", "detect: 1 min", 1))
	if w := s.post(t, "/library/doc_policy/propose", form); s.err != nil || !strings.Contains(w.Body.String(), "INC-1") || !strings.Contains(w.Body.String(), "Detection") {
		t.Errorf("the effect: %d, %v", w.Code, s.err)
	}
	form.Set("do", "propose")
	s.posted(t, "/library/doc_policy/propose", form)
	s.approveNewest(t, "/library/doc_policy")
	p, err := s.Library.Policy(t.Context())
	if err != nil || p.Levels[hindcast.P1].Detect.Duration.Minutes() != 1 {
		t.Errorf("in force: %v, %v", p.Levels[hindcast.P1].Detect, err)
	}
}
