package web

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

// formKey is the field that tells one showing of a page's forms from another.
const formKey = "form_key"

// keyed gives every form of a page that changes something the key of this showing,
// so that sending one twice as it is takes effect once.
func keyed(page []byte) []byte {
	const form = `<form method="post"`
	if !bytes.Contains(page, []byte(form)) {
		return page
	}
	field := []byte(`<input type="hidden" name="` + formKey + `" value="` + rand.Text()[:16] + `">`)
	out := make([]byte, 0, len(page)+8*len(field))
	for {
		at := bytes.Index(page, []byte(form))
		if at < 0 {
			return append(out, page...)
		}
		end := at + bytes.IndexByte(page[at:], '>') + 1
		out, page = append(append(out, page[:end]...), field...), page[end:]
	}
}

// once serves a form so that sending it again as it is changes nothing again: who
// pressed twice is led to what the first time did. What scripts send does not
// count, as they may well say the same twice.
func (p *Pages) once(next server.Handler) server.Handler {
	return func(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
		if r.Method != http.MethodPost || by.Role == hindcast.Nobody || !strings.HasPrefix(r.Header.Get("Content-Type"), "application/x-www-form-urlencoded") {
			return next(w, r, by)
		}
		if err := r.ParseForm(); err != nil {
			if _, large := errors.AsType[*http.MaxBytesError](err); large {
				return err
			}
			return &hindcast.Error{Code: hindcast.Invalid, Message: "the form did not arrive whole; send it again", Err: err}
		}
		if navigates(r) {
			by.Once = onceOf(r.PostForm.Get(formKey), r.URL.Path, r.PostForm.Encode())
		}
		r.PostForm.Del(formKey)
		err := next(w, r, by)
		if before, repeated := errors.AsType[hindcast.Repeated](err); repeated {
			http.Redirect(w, r, whereItWent(r, before), http.StatusSeeOther)
			return nil
		}
		return err
	}
}

// navigates reports whether a browser asks for a page to show, rather than a script
// for something. What does not say is taken for the first.
func navigates(r *http.Request) bool {
	mode := r.Header.Get("Sec-Fetch-Mode")
	return mode == "" || mode == "navigate"
}

// onceOf names what was sent by its key, where it went and all that it says.
func onceOf(key, path, text string) hindcast.Once {
	if key == "" || len(key) > 64 {
		return hindcast.Once{}
	}
	sum := sha256.Sum256([]byte(key + "\n" + path + "\n" + text))
	name := hex.EncodeToString(sum[:])
	return hindcast.Once{Key: "form " + name, Request: name, Attempt: rand.Text()}
}

// whereItWent is where to see what a form did the first time.
func whereItWent(r *http.Request, before hindcast.Repeated) string {
	kind, id, _ := strings.Cut(before.Subject, " ")
	if kind == "incident" && r.URL.Path == "/incidents" {
		return "/incidents/" + url.PathEscape(id)
	}
	if from, err := url.Parse(r.Referer()); err == nil && from.Host == r.Host && strings.HasPrefix(from.Path, "/") {
		from.Scheme, from.Host, from.User = "", "", nil
		if kind == "event" {
			from.Fragment = id
		}
		return localPath(from.String())
	}
	return localPath(r.URL.Path[:strings.LastIndex(r.URL.Path, "/")+1])
}
