package web

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

func failed(t *testing.T, r *http.Request, by hindcast.Actor, err error) (*httptest.ResponseRecorder, *html.Node) {
	t.Helper()
	w := httptest.NewRecorder()
	New(Services{}, Options{Now: time.Now}).Fail(w, r, by, err)
	page, parseErr := html.Parse(strings.NewReader(w.Body.String()))
	if parseErr != nil {
		t.Fatal(parseErr)
	}
	return w, page
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(textOf(c))
	}
	return b.String()
}

// elements are those of a name, in the order of the page.
func elements(n *html.Node, name string) []*html.Node {
	var list []*html.Node
	if n.Type == html.ElementNode && n.Data == name {
		list = append(list, n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		list = append(list, elements(c, name)...)
	}
	return list
}

func TestFailAnswersWithStatusAndTitle(t *testing.T) {
	for _, code := range []hindcast.Code{hindcast.Invalid, hindcast.Forbidden, hindcast.NotFound, hindcast.Conflict, hindcast.Stale,
		hindcast.Unsupported, hindcast.TooLarge, hindcast.RateLimited, hindcast.Unavailable, hindcast.Internal} {
		for _, role := range []hindcast.OrgRole{hindcast.Member, hindcast.Nobody} {
			secret := errors.New("dial tcp 10.1.2.3: refused")
			w, page := failed(t, httptest.NewRequest("GET", "/incidents/INC-1", nil), hindcast.Actor{Role: role},
				&hindcast.Error{Code: code, Message: "said by a rule", Err: secret})
			if w.Code != server.StatusOf(code) {
				t.Errorf("%s: status %d", code, w.Code)
			}
			if titles := elements(page, "h1"); len(titles) != 1 || textOf(titles[0]) == "" {
				t.Errorf("%s: %d titles", code, len(titles))
			}
			if strings.Contains(w.Body.String(), secret.Error()) {
				t.Errorf("%s: the page tells what is for the log", code)
			}
		}
	}
	w, _ := failed(t, httptest.NewRequest("GET", "/", nil), hindcast.Actor{Role: hindcast.Member}, errors.New("a pointer is nil at 0xc000"))
	if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "0xc000") {
		t.Errorf("a fault of ours: %d", w.Code)
	}
}

// What is not the reader's to see reads exactly as what does not exist.
func TestAbsentAndHiddenLookTheSame(t *testing.T) {
	var pages [2]string
	for i, message := range []string{"there is no such incident", "this incident is restricted"} {
		w, _ := failed(t, httptest.NewRequest("GET", "/incidents/INC-1", nil), hindcast.Actor{Role: hindcast.Member}, &hindcast.Error{Code: hindcast.NotFound, Message: message})
		pages[i] = w.Body.String()
	}
	if pages[0] != pages[1] {
		t.Error("the pages differ")
	}
}

func TestStrangersAreSentToSignIn(t *testing.T) {
	w, _ := failed(t, httptest.NewRequest("GET", "/incidents?q=a", nil), hindcast.Actor{}, &hindcast.Error{Code: hindcast.Unauthenticated})
	if to := w.Header().Get("Location"); w.Code != http.StatusSeeOther || to != "/sign-in?next=%2Fincidents%3Fq%3Da" {
		t.Errorf("%d to %q", w.Code, to)
	}
}

func TestWhatWasTypedIsKept(t *testing.T) {
	form := url.Values{"because": {"a long <reason>\nof two lines"}, "version": {"7"}, "new_password": {"hunter2"}, "empty": {" "}}
	r := httptest.NewRequest("POST", "/incidents/INC-1", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Referer", "http://example.com/incidents/INC-1?edit=title")
	if err := r.ParseForm(); err != nil {
		t.Fatal(err)
	}
	w, page := failed(t, r, hindcast.Actor{Role: hindcast.Member}, &hindcast.Error{Code: hindcast.Stale})
	kept := elements(page, "textarea")
	if len(kept) != 1 || textOf(kept[0]) != "a long <reason>\nof two lines" {
		t.Errorf("%d fields are kept", len(kept))
	}
	if strings.Contains(w.Body.String(), "hunter2") {
		t.Error("a password is shown")
	}
	back := false
	for _, a := range elements(page, "a") {
		for _, x := range a.Attr {
			back = back || x.Key == "href" && x.Val == "/incidents/INC-1?edit=title"
		}
	}
	if !back {
		t.Error("nothing leads back to the form")
	}
}
