package app

import (
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/notify/mailtest"
)

// TestALinkAskedForByMailSignsIn: asked for on the page, sent by a job through a
// real mail server, opened, and used once.
func TestALinkAskedForByMailSignsIn(t *testing.T) {
	box := mailtest.Start(t)
	p := start(t, func(c *Config) { c.SMTP, c.MailFrom = box.Address, "Hindcast <hindcast@example.org>" })
	p.link(hindcast.Member) // makes the member
	c := p.client(hindcast.Nobody)
	for _, email := range []string{"stranger@example.org", "member@example.org"} { // the stranger gets none
		resp, err := c.PostForm(p.Base()+"/sign-in/link", url.Values{"email": {email}})
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode >= http.StatusBadRequest {
			t.Fatalf("asking for a link for %s: %s", email, resp.Status)
		}
	}
	message := box.Next(t)
	link := regexp.MustCompile(`http://\S+/sign-in/link/\S+`).FindString(message.Text)
	if message.To != "member@example.org" || link == "" {
		t.Fatalf("the mail to %s holds no link:\n%s", message.To, message.Text)
	}
	for _, want := range []int{http.StatusSeeOther, http.StatusNotFound} {
		resp, err := c.PostForm(link, url.Values{})
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != want {
			t.Errorf("using the link: %s, want %d", resp.Status, want)
		}
	}
	resp, err := c.Get(p.Base() + "/incidents")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("whoever used the link sees the incidents: %s", resp.Status)
	}
	if sent := len(box.All()); sent != 1 {
		t.Errorf("%d mails were sent, want 1: nobody writes to strangers", sent)
	}
}
