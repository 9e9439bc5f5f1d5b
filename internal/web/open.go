package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/incidents"
)

// openView is the form that opens an incident.
type openView struct {
	Title, Type, Services     string
	Kinds, Levels             fieldView
	NearMiss, Restricted      checkView
	Began, Detected, Resolved string
	Wrong                     *hindcast.Error
}

// newIncident shows the form.
func (p *Pages) newIncident(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showOpen(w, r, by, nil)
}

func (p *Pages) showOpen(w http.ResponseWriter, r *http.Request, by hindcast.Actor, wrong *hindcast.Error) error {
	f := r.PostFormValue
	v := openView{
		Title: f("title"), Type: f("type"), Services: f("services"), Began: f("began"), Detected: f("detected"), Resolved: f("resolved"), Wrong: wrong,
		Kinds:      fieldView{Name: "kind", Label: "Kind", Value: firstOf(f("kind"), string(hindcast.Operational)), Choices: incidentKindChoices()},
		Levels:     fieldView{Name: "severity", Label: "Severity", Hint: "What is known now; raising it later is no shame.", Value: f("severity"), Choices: severityChoices("Not declared yet")},
		NearMiss:   checkView{Name: "near_miss", Label: "Near miss", Hint: "Nothing went wrong, but it could have.", On: f("near_miss") != ""},
		Restricted: checkView{Name: "restricted", Label: "Restricted", Hint: "Seen by you, its participants and those you name only.", On: f("restricted") != ""},
	}
	return p.renderAs(w, r, by, statusOf(wrong), Shell{Title: "Open an incident", Section: IncidentsSection}, openPage(v))
}

// openIncident opens it and leads to its page.
func (p *Pages) openIncident(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	opening, err := readOpening(r)
	if err == nil {
		var kept incidents.Kept[hindcast.Incident]
		if kept, err = p.Incidents.Open(r.Context(), by, opening); err == nil {
			http.Redirect(w, r, incidentAddress(kept.Value), http.StatusSeeOther)
			return nil
		}
	}
	wrong, err := refusedForm(err)
	if err != nil {
		return err
	}
	return p.showOpen(w, r, by, wrong)
}

// readOpening reads the form. The error is Invalid.
func readOpening(r *http.Request) (incidents.Opening, error) {
	f := r.PostFormValue
	o := incidents.Opening{Title: line(f("title")), Kind: hindcast.IncidentKind(f("kind")), Type: line(f("type")), Services: namesIn(f("services")), NearMiss: f("near_miss") != ""}
	o.Severity, _ = hindcast.ParseSeverity(f("severity")) // the form offers no other
	if f("restricted") != "" {
		o.Visibility = hindcast.Restricted
	}
	var problems hindcast.Problems
	for field, at := range map[string]*time.Time{"began": &o.BeganAt, "detected": &o.DetectedAt, "resolved": &o.ResolvedAt} {
		*at = readInstant(&problems, field, f(field))
	}
	return o, problems.Err("the incident")
}

// namesIn reads names that are separated by commas.
func namesIn(text string) []string {
	var names []string
	for name := range strings.SplitSeq(text, ",") {
		if name = line(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// instantForm is how forms write a time, in UTC; seconds may follow.
const instantForm = "2006-01-02 15:04"

// readInstant reads a time of a form, UTC. Nothing typed is no time.
func readInstant(p *hindcast.Problems, field, text string) time.Time {
	text = strings.TrimSuffix(strings.ToUpper(line(strings.Replace(text, "T", " ", 1))), "Z")
	if text == "" {
		return time.Time{}
	}
	for _, form := range []string{instantForm, instantForm + ":05", instantForm + ":05.999999", time.DateOnly} {
		if at, err := time.Parse(form, strings.TrimSpace(strings.TrimSuffix(text, "UTC"))); err == nil {
			return at
		}
	}
	p.Add(field, "must be a time in UTC such as 2026-05-31 14:32")
	return time.Time{}
}

func incidentKindChoices() []choiceView {
	return []choiceView{{string(hindcast.Operational), "Operational"}, {string(hindcast.SecurityIncident), "Security"}, {string(hindcast.ExerciseIncident), "Exercise"}}
}

func severityChoices(none string) []choiceView {
	list := []choiceView{{"", none}}
	for s := hindcast.P1; s <= hindcast.P5; s++ {
		list = append(list, choiceView{s.String(), levelWords(s)})
	}
	return list
}
