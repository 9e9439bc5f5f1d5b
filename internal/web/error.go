package web

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/server"
)

// errorView is an error for a person.
type errorView struct {
	Title   string
	Said    string
	Fields  []string
	Typed   []factView // Typed is what a refused form held, so that it is not lost.
	Next    []pageLink
	Request string // Request is the number under which the log tells more.
}

// Fail shows an error as a page. Who is not signed in is sent to where they can.
func (p *Pages) Fail(w http.ResponseWriter, r *http.Request, by hindcast.Actor, err error) {
	var told *hindcast.Error
	if !errors.As(err, &told) {
		told = &hindcast.Error{Code: hindcast.Internal, Err: err}
	}
	if told.Code == hindcast.Unauthenticated {
		signInFirst(w, r)
		return
	}
	status := server.StatusOf(told.Code)
	if wait, known := errors.AsType[accounts.Wait](err); known {
		w.Header().Set("Retry-After", strconv.Itoa(wait.Seconds()))
	}
	v := newErrorView(told, r, by)
	var page bytes.Buffer
	h := w.Header()
	if drawn := layout(Shell{Title: v.Title, Actor: by, Assets: p.assets}, errorPage(v)).Render(r.Context(), &page); drawn != nil {
		h.Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, "%s\n%s\n%s\n", v.Title, v.Said, v.Request) // nobody is left to tell
		return
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(page.Bytes()) // nobody is left to tell
}

func newErrorView(e *hindcast.Error, r *http.Request, by hindcast.Actor) errorView {
	v := errorView{Said: sentenceOf(e.Message), Typed: typedInto(r)}
	for _, f := range e.Fields {
		v.Fields = append(v.Fields, sentenceOf(f.Field+" "+f.Reason))
	}
	v.Title, v.Said = wordError(e.Code, v.Said)
	if e.Code == hindcast.Internal || e.Code == hindcast.Unavailable {
		v.Request = server.RequestID(r)
	}
	v.Next = whereNext(e.Code, r, by)
	return v
}

// wordError gives an error its title, and says what to do where its own message
// does not. A message about a fault of ours is for the log, never for the page.
func wordError(code hindcast.Code, said string) (title, text string) {
	switch code {
	case hindcast.NotFound:
		return "There is nothing here for you to see", "It may not exist, it may have been removed, or it may be open only to those who took part. " +
			"Whoever sent you the link can tell you which, and can let you in."
	case hindcast.Forbidden:
		return "You may not do this", firstOf(said, "Your role does not allow it.") + " An admin can change what your role is."
	case hindcast.Stale:
		return "Somebody else changed this first", "Nothing was overwritten: what they wrote stands. Look at it, then make your change again."
	case hindcast.Conflict:
		return "That cannot be done now", said
	case hindcast.Invalid:
		return "Something in there does not fit", said
	case hindcast.TooLarge:
		return "That is too large", said
	case hindcast.Unsupported:
		return "That format is not read here", said
	case hindcast.RateLimited:
		return "That was too often", said + " Wait a minute, then try again."
	case hindcast.Unavailable:
		return "Something Hindcast needs does not answer", said + " What you did was not saved. Try again in a minute."
	}
	return "Something broke here", "It is a fault of this server's, not yours. What you did was not saved. Tell whoever runs it the number below: the log says more under it."
}

// whereNext leads on: back to where a form stood, or to a list.
func whereNext(code hindcast.Code, r *http.Request, by hindcast.Actor) []pageLink {
	var list []pageLink
	if r.Method != http.MethodGet {
		if from, err := url.Parse(r.Referer()); err == nil && from.Host == r.Host && from.Path != "" {
			text := "Back to the form"
			if code == hindcast.Stale {
				text = "See what stands there now"
			}
			list = append(list, pageLink{Text: text, Href: (&url.URL{Path: from.Path, RawQuery: from.RawQuery}).String()})
		}
	} else if code == hindcast.Internal || code == hindcast.Unavailable || code == hindcast.RateLimited {
		list = append(list, pageLink{Text: "Try again", Href: r.URL.RequestURI()})
	}
	if by.Role == hindcast.Nobody {
		return append(list, pageLink{Text: "Sign in", Href: "/sign-in"})
	}
	list = append(list, pageLink{Text: "Home", Href: "/"}, pageLink{Text: "Incidents", Href: "/incidents"})
	if key := r.PathValue("key"); code == hindcast.NotFound && key != "" && by.May(hindcast.MayBreakGlass, hindcast.Subject{}) == nil {
		list = append(list, pageLink{Text: "If you know that it exists and must see it…", Href: addressWith("/incidents/break-glass", nil, "key", key)})
	}
	return list
}

// typedInto is what a refused form held, but for secrets and what nobody typed.
func typedInto(r *http.Request) []factView {
	var list []factView
	for name, values := range r.PostForm {
		lower := strings.ToLower(name)
		if lower == "version" || lower == formKey || slices.ContainsFunc([]string{"password", "secret", "token"}, func(s string) bool { return strings.Contains(lower, s) }) {
			continue
		}
		for _, value := range values {
			if strings.TrimSpace(value) != "" {
				list = append(list, factView{Name: strings.ReplaceAll(name, "_", " "), Value: value})
			}
		}
	}
	slices.SortFunc(list, func(a, b factView) int { return strings.Compare(a.Name, b.Name) })
	return list
}
