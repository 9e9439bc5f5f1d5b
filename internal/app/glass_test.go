package app

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
	"github.com/hindcast/hindcast/internal/notify/mailtest"
	"github.com/hindcast/hindcast/internal/store"
)

// restricted keeps a restricted incident with a review that the facilitator runs,
// and returns its key. They are signed in.
func (p *program) restricted() (key string, facilitator *caller) {
	p.t.Helper()
	facilitator = &caller{Client: p.client(hindcast.Facilitator), t: p.t, p: p}
	by := hindcast.Actor{User: "usr_facilitator", Name: "The facilitator", Role: hindcast.Facilitator}
	k, err := p.incidents.Open(p.t.Context(), by, incidents.Opening{Title: "A quiet theft", Kind: hindcast.SecurityIncident, Visibility: hindcast.Restricted})
	if err != nil {
		p.t.Fatal(err)
	}
	p.update(func(tx *store.Tx) error {
		return tx.Reviews().Add("review.opened", k.Value.ID, &hindcast.Review{
			ID: "rev_quiet", Incidents: []hindcast.IncidentID{k.Value.ID}, State: hindcast.ReviewDrafting, Facilitator: by.Person(), DueAt: time.Now().UTC().Truncate(time.Second)})
	})
	return k.Value.Key, facilitator
}

// TestBreakingTheGlass: the admin says why, sees the incident, and whoever runs its
// review is told.
func TestBreakingTheGlass(t *testing.T) {
	p := start(t, func(*Config) {})
	key, facilitator := p.restricted()
	admin := &caller{Client: p.client(hindcast.Admin), t: t, p: p}
	member := &caller{Client: p.client(hindcast.Member), t: t, p: p}
	form, there := p.Base()+"/incidents/break-glass", p.Base()+"/incidents/"+key

	if status, _ := admin.get(there); status != http.StatusNotFound || !strings.Contains(admin.page, "/incidents/break-glass?key="+key) {
		t.Errorf("an admin before: %d", status)
	}
	shown := strings.ReplaceAll(passing.ReplaceAllString(admin.page, ""), key, "KEY")
	admin.get(p.Base() + "/incidents/INC-4711")
	if strings.ReplaceAll(passing.ReplaceAllString(admin.page, ""), "INC-4711", "KEY") != shown {
		t.Error("what is hidden is told from what is not there")
	}
	if status, _ := member.get(there); status != http.StatusNotFound || strings.Contains(member.page, "break-glass") {
		t.Errorf("a member: %d", status)
	}
	if status, _ := member.post(form, url.Values{"key": {key}, "reason": {"curious"}, "hours": {"1h"}}); status != http.StatusForbidden {
		t.Errorf("a member breaks the glass: %d", status)
	}
	for _, refused := range []url.Values{{"key": {key}, "hours": {"1h"}}, {"key": {key}, "reason": {"x"}, "hours": {"25h"}}, {"key": {key}, "reason": {"x"}}} {
		status, _ := admin.post(form, refused)
		shown := strings.ReplaceAll(passing.ReplaceAllString(admin.page, ""), key, "KEY")
		refused.Set("key", "INC-4711")
		other, _ := admin.post(form, refused)
		if status != http.StatusUnprocessableEntity || other != status || strings.ReplaceAll(passing.ReplaceAllString(admin.page, ""), "INC-4711", "KEY") != shown {
			t.Errorf("%v: %d, %d", refused, status, other)
		}
	}
	if status, to := admin.post(form, url.Values{"key": {strings.ToLower(key)}, "reason": {"The facilitator is ill"}, "hours": {"1h"}}); status != http.StatusSeeOther || to != there {
		t.Fatalf("breaking the glass: %d %s", status, to)
	}
	if status, _ := admin.get(there); status != http.StatusOK || !strings.Contains(admin.page, "A quiet theft") {
		t.Errorf("an admin after: %d", status)
	}
	if status, _ := facilitator.get(p.Base() + "/notifications"); status != http.StatusOK || !strings.Contains(facilitator.page, "broke the glass") {
		t.Errorf("the facilitator's notifications: %d", status)
	}
	if status, _ := admin.get(p.Base() + "/ledger"); status != http.StatusOK || !strings.Contains(admin.page, "broke the glass") {
		t.Errorf("the ledger: %d", status)
	}
}

// TestAGuestOfOneReview is invited on its page, and sees that review alone.
func TestAGuestOfOneReview(t *testing.T) {
	box := mailtest.Start(t)
	p := start(t, func(c *Config) { c.SMTP, c.MailFrom = box.Address, "hindcast@example.org" })
	key, facilitator := p.restricted()
	by := hindcast.Actor{User: "usr_facilitator", Name: "The facilitator", Role: hindcast.Facilitator}
	other, err := p.incidents.Open(t.Context(), by, incidents.Opening{Title: "Something else", Kind: hindcast.Operational})
	if err != nil {
		t.Fatal(err)
	}
	review := p.Base() + "/incidents/" + key + "/review"
	if status, _ := facilitator.get(review); status != http.StatusOK || !strings.Contains(facilitator.page, `href="/incidents/`+key+`/review/invite"`) {
		t.Fatalf("the review: %d", status)
	}
	if status, _ := facilitator.post(review+"/invite", url.Values{"name": {"Gus <&>"}, "email": {"nowhere"}}); status != http.StatusUnprocessableEntity || typedIn(t, facilitator.page)["name"] != "Gus <&>" {
		t.Errorf("without an address: %d", status)
	}
	if status, _ := facilitator.post(review+"/invite", url.Values{"name": {"Gus"}, "email": {"gus@example.com"}}); status != http.StatusOK {
		t.Fatalf("inviting: %d", status)
	}
	link := regexp.MustCompile(`http://[^\s"<]+/sign-in/link/[^\s"<]+`).FindString(facilitator.page)
	if m := box.Next(t); m.To != "gus@example.com" || link == "" {
		t.Fatalf("mailed %+v, shown %q", m, link)
	}
	guest := p.caller()
	if status, _ := guest.post(link, url.Values{}); status != http.StatusSeeOther {
		t.Fatalf("the guest comes in with %d", status)
	}
	for address, want := range map[string]int{review: http.StatusOK, p.Base() + "/incidents/" + other.Value.Key: http.StatusNotFound, p.Base() + "/incidents/" + other.Value.Key + "/review": http.StatusNotFound,
		review + "/invite": http.StatusForbidden, p.Base() + "/settings/people": http.StatusForbidden} {
		if status, _ := guest.get(address); status != want {
			t.Errorf("a guest at %s: %d, want %d", address, status, want)
		}
	}
	member := &caller{Client: p.client(hindcast.Member), t: t, p: p}
	if status, _ := member.get(review + "/invite"); status != http.StatusNotFound {
		t.Errorf("an outsider: %d", status)
	}
	if status, _ := member.get(p.Base() + "/incidents/" + other.Value.Key + "/review/invite"); status < http.StatusBadRequest {
		t.Errorf("a member invites to a review that is not: %d", status)
	}
}
