package app

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/notify/mailtest"
)

// TestCookies: nobody but the server reads them, no other host sets them, and no
// form of another site sends them.
func TestCookies(t *testing.T) {
	for base, name := range map[string]string{"https://hindcast.example": "__Host-hindcast", "http://hindcast.example": "hindcast"} {
		p := start(t, func(c *Config) { c.BaseURL = base })
		here := "http://" + p.Addr().String()
		c := p.client(hindcast.Nobody)
		for address, want := range map[string]string{strings.Replace(p.link(hindcast.Member), base, here, 1): name, here + "/sign-in/passkey/begin": name + "-way"} {
			resp, err := c.PostForm(address, url.Values{})
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			var found *http.Cookie
			for _, cookie := range resp.Cookies() {
				if cookie.Name == want {
					found = cookie
				}
			}
			if found == nil {
				t.Errorf("%s: no cookie %s among %v, %s", base, want, resp.Cookies(), resp.Status)
				continue
			}
			if !found.HttpOnly || found.Secure != strings.HasPrefix(base, "https") || found.SameSite != http.SameSiteLaxMode || found.Path != "/" || found.Domain != "" || found.MaxAge <= 0 {
				t.Errorf("%s: %s", base, found)
			}
		}
	}
}

// TestNobodyIsSentElsewhere by a link that names where to go after signing in.
func TestNobodyIsSentElsewhere(t *testing.T) {
	p := start(t)
	v := &caller{Client: p.client(hindcast.Member), t: t, p: p}
	here, _ := url.Parse(p.Base())
	for _, next := range []string{"//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "https:evil.example", "javascript:alert(1)",
		"\t//evil.example", "/\t/evil.example", "/\n/evil.example", "%2f%2fevil.example", "/%2fevil.example", "//evil.example@" + here.Host, "https://" + here.Host + ".evil.example", "?x", ""} {
		status, to := v.get(p.Base() + "/sign-in?next=" + url.QueryEscape(next))
		at, err := url.Parse(to)
		if status != http.StatusSeeOther || err != nil || at.Host != here.Host || at.Scheme != here.Scheme || strings.HasPrefix(at.EscapedPath(), "//") || strings.ContainsAny(to, "\\\t\n") {
			t.Errorf("%q leads to %q with %d", next, to, status)
		}
	}
	if _, to := v.get(p.Base() + "/sign-in?next=" + url.QueryEscape("/incidents?q=a b#x")); !strings.HasSuffix(to, "/incidents?q=a b#x") && !strings.HasSuffix(to, "/incidents?q=a%20b#x") {
		t.Errorf("a place of ours becomes %s", to)
	}
}

// TestNobodyLearnsWhoIsHere: all who may not come in, and all who ask for a link,
// are told the same.
func TestNobodyLearnsWhoIsHere(t *testing.T) {
	box := mailtest.Start(t)
	p := start(t, func(c *Config) { c.Passwords, c.SMTP, c.MailFrom = true, box.Address, "hindcast@example.org" })
	for _, role := range []hindcast.OrgRole{hindcast.Member, hindcast.Viewer, hindcast.Facilitator} {
		p.link(role)
	}
	const phrase = "a sentence that is long enough"
	for _, role := range []hindcast.OrgRole{hindcast.Member, hindcast.Viewer} {
		by := hindcast.Actor{User: hindcast.UserID("usr_" + string(role)), Role: role}
		if _, err := p.people.SetPassword(t.Context(), by, "", phrase, accounts.Visit{}); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.people.Disable(t.Context(), operator(), "viewer@example.org"); err != nil {
		t.Fatal(err)
	}
	type answer struct {
		status   int
		to, page string
	}
	asked := func(path, email string) answer {
		t.Helper()
		v := p.caller()
		status, to := v.post(p.Base()+path, url.Values{"email": {email}, "password": {phrase + " but another"}})
		if path == "/sign-in" && email == "viewer@example.org" {
			status, to = v.post(p.Base()+path, url.Values{"email": {email}, "password": {phrase}}) // the right one of somebody disabled
		}
		return answer{status, to, strings.ReplaceAll(v.page, email, "EMAIL")}
	}
	for _, path := range []string{"/sign-in", "/sign-in/link"} {
		stranger := asked(path, "stranger@example.org")
		for _, email := range []string{"member@example.org", "viewer@example.org", "facilitator@example.org"} {
			if got := asked(path, email); got != stranger {
				t.Errorf("%s tells %s from a stranger: %d %s, %d %s", path, email, got.status, got.to, stranger.status, stranger.to)
			}
		}
	}
}

// typedIn is what the fields of a page hold.
func typedIn(t *testing.T, page string) map[string]string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]string{}
	var within string // within is the select that options belong to
	for n := range doc.Descendants() {
		attributes := map[string]string{}
		for _, a := range n.Attr {
			attributes[a.Key] = a.Val
		}
		_, chosen := attributes["selected"]
		switch name := attributes["name"]; {
		case n.Type != html.ElementNode:
		case n.Data == "input":
			held[name] = attributes["value"]
		case n.Data == "textarea" && n.FirstChild != nil:
			held[name] = n.FirstChild.Data
		case n.Data == "select":
			within = name
		case n.Data == "option" && chosen:
			held[within] = attributes["value"]
		}
	}
	return held
}

func TestRefusedFormsKeepWhatWasTyped(t *testing.T) {
	p := start(t, func(c *Config) { c.Passwords = true })
	setup, err := start(t).FirstLink(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	admin := &caller{Client: p.client(hindcast.Admin), t: t, p: p}
	for _, form := range []struct {
		by      *caller
		address string
		typed   url.Values
		lost    string // lost is a field whose content is never sent back
		status  int
	}{
		{p.caller(), p.Base() + "/sign-in", url.Values{"email": {"kim@example.org"}, "password": {"<wrong> & long enough"}}, "password", http.StatusUnauthorized},
		{p.caller(), setup, url.Values{"name": {"Ada <&>"}, "email": {"no address"}}, "", http.StatusUnprocessableEntity},
		{admin, p.Base() + "/settings/people", url.Values{"name": {"Kim <&>"}, "email": {"no address"}, "role": {"viewer"}}, "", http.StatusUnprocessableEntity},
		{admin, p.Base() + "/settings/tokens", url.Values{"name": {""}, "role": {"viewer"}, "days": {"365"}, "scope": {"read"}}, "", http.StatusUnprocessableEntity},
		{admin, p.Base() + "/incidents/break-glass", url.Values{"key": {"INC-4711"}, "reason": {"because <&>"}, "hours": {"12h"}}, "", http.StatusUnprocessableEntity},
	} {
		status, _ := form.by.post(form.address, form.typed)
		if status != form.status {
			t.Errorf("%s: %d, want %d", form.address, status, form.status)
		}
		held := typedIn(t, form.by.page)
		for name, values := range form.typed {
			switch want := values[0]; {
			case name == "scope": // a box among several
			case name == form.lost:
				if strings.Contains(form.by.page, html.EscapeString(want)) {
					t.Errorf("%s sends the %s back", form.address, name)
				}
			case held[name] != want:
				t.Errorf("%s: %s holds %q, want %q", form.address, name, held[name], want)
			}
		}
	}
}
