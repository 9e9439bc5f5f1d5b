package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// typedForm is one of the forms of a page that was refused, with what was typed
// into it. The zero value is none.
type typedForm struct {
	Name   string
	Values url.Values
	Wrong  *hindcast.Error
}

// or is what a field of a form holds: what was typed, else what there is now.
func (t typedForm) or(form, field, now string) string {
	if t.Name != form {
		return now
	}
	return t.Values.Get(field)
}

// wrong is what was wrong with a form.
func (t typedForm) wrong(form string) *hindcast.Error {
	if t.Name != form {
		return nil
	}
	return t.Wrong
}

// stale reports whether a form was refused because somebody else was faster: what
// they wrote then stands beside what was typed.
func (t typedForm) stale(form string) bool {
	return t.Name == form && hindcast.CodeOf(t.Wrong) == hindcast.Stale
}

// doneInReview goes back to a place of the review after a form, or shows the
// review again with the form that was refused.
func (p *Pages) doneInReview(w http.ResponseWriter, r *http.Request, by hindcast.Actor, form, place string, err error) error {
	if err == nil {
		http.Redirect(w, r, reviewAddress(r)+"#"+place, http.StatusSeeOther)
		return nil
	}
	wrong := asError(err)
	if wrong == nil || !slices.Contains([]hindcast.Code{hindcast.Invalid, hindcast.Conflict, hindcast.Stale}, wrong.Code) {
		return err
	}
	return p.showReview(w, r, by, typedForm{form, r.PostForm, wrong})
}

// reviewAddress is the address of the review that a request is about.
func reviewAddress(r *http.Request) string { return "/incidents/" + r.PathValue("key") + "/review" }
