package web

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
)

const sourcesHref = "/settings/sources"

// sourcesView is the list of sources with the form that registers one.
type sourcesView struct {
	Tabs  []tabView
	Rows  []sourceRow
	Pager pagerView
	Form  sourceForm
}

type sourceRow struct {
	Name, Href, Base, Kind, Secret string
	Added                          momentView
}

// sourceForm is what is typed of a source. The secret is never in it.
type sourceForm struct {
	Action, Button, Remove string
	Version                string // Version is empty for a new one.
	Name, Kind, Base       string
	Secret                 bool // Secret says that there is one.
	Wrong                  *hindcast.Error
}

// sourceView is one source.
type sourceView struct {
	Name string
	Form sourceForm
}

// kindsOfSource are the kinds to choose from.
func kindsOfSource() (list []choiceView) {
	words := map[hindcast.SourceKind]string{
		hindcast.SourcePrometheus: "Prometheus", hindcast.SourceHTTP: "any web server", hindcast.SourceGit: "Git over HTTP", hindcast.SourceGitHub: "GitHub",
		hindcast.SourceGitLab: "GitLab", hindcast.SourceGitea: "Gitea or Forgejo", hindcast.SourceJira: "Jira",
	}
	for _, k := range hindcast.SourceKinds() {
		list = append(list, choiceView{string(k), words[k]})
	}
	return list
}

// sources lists them.
func (p *Pages) sources(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showSources(w, r, by, sourceForm{})
}

func (p *Pages) showSources(w http.ResponseWriter, r *http.Request, by hindcast.Actor, f sourceForm) error {
	list, next, err := p.Actions.Sources(r.Context(), by, actions.Page{After: r.URL.Query().Get("after")})
	if err != nil {
		return err
	}
	v := sourcesView{Tabs: settingsTabs(sourcesHref), Form: f}
	for _, s := range list {
		row := sourceRow{Name: s.Name, Href: sourceHref(s.ID), Base: s.Base, Kind: string(s.Kind), Secret: "none", Added: momentOf(s.CreatedAt, p.options.Now(), "")}
		if s.Secret {
			row.Secret = "sealed"
		}
		v.Rows = append(v.Rows, row)
	}
	if next != "" {
		v.Pager = pagerView{Older: addressWith(sourcesHref, nil, "after", next)}
	}
	v.Form.Action, v.Form.Button = sourcesHref, "Register the source"
	return p.renderAs(w, r, by, statusOf(f.Wrong), Shell{Title: "Sources", Section: SettingsSection}, sourcesPage(v))
}

func sourceHref(id hindcast.SourceID) string { return sourcesHref + "/" + url.PathEscape(string(id)) }

// typedSource is what the form holds.
func typedSource(r *http.Request) actions.NewSource {
	return actions.NewSource{Name: r.PostFormValue("name"), Kind: hindcast.SourceKind(r.PostFormValue("kind")), Base: r.PostFormValue("base"),
		Secret: r.PostFormValue("secret"), Forget: r.PostFormValue("forget") != ""}
}

// addSource registers one.
func (p *Pages) addSource(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	typed := typedSource(r)
	if _, err := p.Actions.AddSource(r.Context(), by, typed); err != nil {
		wrong, err := refusedForm(err)
		if err != nil {
			return err
		}
		return p.showSources(w, r, by, sourceForm{Name: typed.Name, Kind: string(typed.Kind), Base: typed.Base, Wrong: wrong})
	}
	http.Redirect(w, r, sourcesHref, http.StatusSeeOther)
	return nil
}

// source shows one.
func (p *Pages) source(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	s, err := p.Actions.Source(r.Context(), by, hindcast.SourceID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return p.showSource(w, r, by, s, nil)
}

func (p *Pages) showSource(w http.ResponseWriter, r *http.Request, by hindcast.Actor, s actions.Source, wrong *hindcast.Error) error {
	v := sourceView{Name: s.Name, Form: sourceForm{Action: sourceHref(s.ID), Remove: sourceHref(s.ID) + "/remove", Button: "Save", Version: strconv.FormatInt(s.Version, 10),
		Name: s.Name, Kind: string(s.Kind), Base: s.Base, Secret: s.Secret, Wrong: wrong}}
	return p.renderAs(w, r, by, statusOf(wrong), Shell{Title: s.Name, Section: SettingsSection}, sourcePage(v))
}

// changeSource changes one.
func (p *Pages) changeSource(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	s, version, err := p.postedSource(r, by)
	if err != nil {
		return err
	}
	typed := typedSource(r)
	if _, err := p.Actions.ChangeSource(r.Context(), by, s.ID, version, typed); err != nil {
		wrong, err := refusedForm(err)
		if err != nil {
			return err
		}
		s.Name, s.Kind, s.Base, s.Version = typed.Name, typed.Kind, typed.Base, version
		return p.showSource(w, r, by, s, wrong)
	}
	http.Redirect(w, r, sourcesHref, http.StatusSeeOther)
	return nil
}

// removeSource takes one away.
func (p *Pages) removeSource(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	s, version, err := p.postedSource(r, by)
	if err != nil {
		return err
	}
	if err := p.Actions.RemoveSource(r.Context(), by, s.ID, version); err != nil {
		return err
	}
	http.Redirect(w, r, sourcesHref, http.StatusSeeOther)
	return nil
}

// postedSource is the source of a form with the version it was shown in.
func (p *Pages) postedSource(r *http.Request, by hindcast.Actor) (actions.Source, int64, error) {
	s, err := p.Actions.Source(r.Context(), by, hindcast.SourceID(r.PathValue("id")))
	if err != nil {
		return s, 0, err
	}
	version, err := strconv.ParseInt(r.PostFormValue("version"), 10, 64)
	if err != nil {
		err = &hindcast.Error{Code: hindcast.Invalid, Message: "the form is not complete; open the page again", Err: err}
	}
	return s, version, err
}
