package web

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

// MaxUpload is the most that one form of files holds; ours, and that of package
// blob for one of them.
const MaxUpload = 1 << 30

// evidenceForm is what is typed to add evidence.
type evidenceForm struct {
	Action           string // Action is where files go; links go below it.
	URL, Name, From  string
	Source           fieldView
	Wrong            *hindcast.Error
	LargestB, LargeT string // LargestB is the most in bytes, LargeT in words.
}

// evidencePageView is the page of that form.
type evidencePageView struct {
	Head headView
	Form evidenceForm
}

func newEvidenceForm(key string) evidenceForm {
	return evidenceForm{Action: "/incidents/" + key + "/evidence", LargestB: fmt.Sprint(MaxUpload), LargeT: sizeText(MaxUpload),
		Source: fieldView{Name: "source", Label: "Source", Optional: true, Autocomplete: "off"}}
}

// newEvidence shows the forms that add evidence.
func (p *Pages) newEvidence(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showEvidenceForm(w, r, by, nil)
}

func (p *Pages) showEvidenceForm(w http.ResponseWriter, r *http.Request, by hindcast.Actor, wrong *hindcast.Error) error {
	row, err := p.Incidents.Row(r.Context(), by, r.PathValue("key"))
	if err != nil {
		return err
	}
	key := row.Incident.Key
	f := newEvidenceForm(key)
	f.Wrong = wrong
	if r.PostForm != nil {
		f.URL, f.Name, f.Source.Value = r.PostForm.Get("url"), r.PostForm.Get("name"), r.PostForm.Get("source")
	}
	v := evidencePageView{Form: f, Head: headView{Trail: []pageLink{{"Incidents", "/incidents"}, {key, "/incidents/" + key + "#evidence"}}, Title: "Add evidence",
		Lead: "Files are kept as they are, under their SHA-256, with who brought them."}}
	return p.renderAs(w, r, by, statusOf(wrong), Shell{Title: v.Head.Title, Section: IncidentsSection}, evidencePage(v))
}

// addFiles keeps files as they come in, one after another. What is said of them
// stands before them in the form.
func (p *Pages) addFiles(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	if _, err := p.Incidents.Row(r.Context(), by, r.PathValue("key")); err != nil {
		return err
	}
	parts, err := r.MultipartReader()
	if err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "the files did not arrive as a form", Err: err}
	}
	var said hindcast.Evidence
	var did incidents.Span
	key, brought := "", 0
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return cutShort(err)
		}
		if part.FileName() == "" {
			const longest = 4 << 10
			text, err := io.ReadAll(io.LimitReader(part, longest))
			if err != nil {
				return cutShort(err)
			}
			switch part.FormName() {
			case formKey:
				key = string(text)
			case "source":
				said.Source = line(string(text))
			case "from":
				said.CollectedFrom = line(string(text))
			}
			continue
		}
		one := said
		one.Name = part.FileName()
		by.Once = onceOf(key, r.URL.Path, fmt.Sprint(brought)+" "+one.Name)
		kept, err := p.Incidents.AddEvidence(r.Context(), by, r.PathValue("key"), one, part)
		if _, before := errors.AsType[hindcast.Repeated](err); err != nil && !before {
			return cutShort(err)
		}
		did.From, did.Through = cmp.Or(did.From, kept.Entry), max(did.Through, kept.Entry)
		brought++
	}
	switch {
	case brought == 0 && navigates(r):
		return p.showEvidenceForm(w, r, by, &hindcast.Error{Code: hindcast.Invalid, Message: "no file was chosen", Fields: []hindcast.FieldError{{Field: "file", Reason: "must be chosen"}}})
	case !navigates(r):
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	http.Redirect(w, r, doneAddress(r.PathValue("key"), did, "evidence"), http.StatusSeeOther)
	return nil
}

// cutShort explains what broke off; how large it may be is said by the server.
func cutShort(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "the file broke off on its way; send it again", Err: err}
	}
	return err
}

// addEvidenceLink keeps where evidence lies.
func (p *Pages) addEvidenceLink(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	f := r.PostFormValue
	kept, err := p.Incidents.AddLink(r.Context(), by, r.PathValue("key"), hindcast.Evidence{URL: line(f("url")), Name: line(f("name")), Source: line(f("source"))})
	if err != nil {
		wrong, err := refusedForm(err)
		if err != nil {
			return err
		}
		return p.showEvidenceForm(w, r, by, wrong)
	}
	http.Redirect(w, r, doneAddress(r.PathValue("key"), incidents.Span{From: kept.Entry, Through: kept.Entry}, "evidence"), http.StatusSeeOther)
	return nil
}
