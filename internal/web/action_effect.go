package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// effectView is a judgement of what an action did.
type effectView struct {
	Day, Effect, Note, By string
	At                    momentView
}

// judgingView is a day on which the effect is judged.
type judgingView struct {
	Day, On  string
	Number   string
	Judged   string // Judged is what was said of it last, if anything.
	Proposed string
	Because  string
	Effects  fieldView
	Note     fieldView
	Form     bool // Form says that the reader judges it.
	Open     bool
}

// effectTry is a judgement that was refused.
type effectTry struct{ Day, Effect, Note string }

// effects adds what was judged of an action, and what is to be judged.
func (v *actionView) effects(e actions.Entry, tried effectTry, now time.Time) {
	for _, c := range e.Effects {
		v.Effects = append(v.Effects, effectView{Day: counted(c.Day, "day", "days"), Effect: effectWord(c.Effect), Note: c.Note, By: personName(c.By), At: dayOf(c.At, now, "")})
	}
	for _, d := range e.EffectDays {
		day := strconv.Itoa(d.Day)
		j := judgingView{Number: day, Day: "After " + counted(d.Day, "day", "days"), On: dateText(d.On, e.Today), Proposed: effectWord(d.Proposed), Because: d.Because, Form: e.Allowed.Judge && d.On.Compare(e.Today) <= 0}
		value, note := string(d.Proposed), ""
		if d.Judged != nil {
			j.Judged, value = effectWord(d.Judged.Effect), string(d.Judged.Effect)
		}
		if tried.Day == day {
			value, note, j.Open = tried.Effect, tried.Note, true
		}
		j.Effects = fieldView{Scope: "day" + day, Name: "effect", Label: "It was", Value: value, Choices: []choiceView{
			{string(hindcast.Effective), "effective"}, {string(hindcast.NotEffective), "not effective"}, {string(hindcast.TooEarly), "too early to tell"}}}
		j.Note = fieldView{Scope: "day" + day, Name: "note", Label: "What you saw", Value: note, Optional: true, Autocomplete: "off"}
		v.Judging = append(v.Judging, j)
	}
}

// effectWord says what an action did.
func effectWord(e hindcast.Effect) string {
	switch e {
	case hindcast.Effective:
		return "Effective"
	case hindcast.NotEffective:
		return "Not effective"
	}
	return "Too early to tell"
}

// judgeEffect keeps a judgement.
func (p *Pages) judgeEffect(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	f, id := r.PostFormValue, hindcast.ActionID(r.PathValue("id"))
	day, _ := strconv.Atoi(f("day")) // none is a day the policy does not name
	err := p.Actions.JudgeEffect(r.Context(), by, hindcast.EffectCheck{Action: id, Day: day, Effect: hindcast.Effect(f("effect")), Note: f("note")})
	if err != nil {
		return p.actionAgain(w, r, by, err, actionTries{Judged: effectTry{f("day"), f("effect"), f("note")}})
	}
	http.Redirect(w, r, "/actions/"+string(id)+"#effect", http.StatusSeeOther)
	return nil
}
