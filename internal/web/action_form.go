package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// actionForm is an action as it is typed. The fields of actionFields hold it, on
// whichever page they stand:
//
//	f, err := p.newActionForm(ctx, by, hindcast.Action{Finding: id, Title: "…"})   // what is suggested
//	@actionFields(f)                                                                // within a <form method="post">
//	f, err := p.typedAction(ctx, by, r)                                             // what was typed
//	a, err := f.action(hindcast.Action{Finding: id})                                // what Actions.Add takes; the error is Invalid
//	f.Wrong, err = refusedForm(err)                                                 // and the same form again, filled
//
// Several forms on one page each need a Scope of their own.
type actionForm struct {
	Scope                                              string
	Title, Owner, Due, Change, Intent, Level, Priority string
	Wrong                                              *hindcast.Error

	terms  actions.Terms
	people []hindcast.Person
}

// newActionForm is the form of an action: one that there is, or one that is
// suggested.
func (p *Pages) newActionForm(ctx context.Context, by hindcast.Actor, a hindcast.Action) (actionForm, error) {
	f := actionForm{Title: a.Title, Owner: personName(a.Owner), Due: firstOf(dayValue(a.Due), a.DueText), Change: string(a.Change), Intent: string(a.Intent),
		Level: string(a.Hierarchy), Priority: string(a.Priority)}
	return f, p.completeForm(ctx, by, &f)
}

// typedAction is the form as it was sent.
func (p *Pages) typedAction(ctx context.Context, by hindcast.Actor, r *http.Request) (actionForm, error) {
	if err := r.ParseForm(); err != nil {
		return actionForm{}, &hindcast.Error{Code: hindcast.Invalid, Message: "the form could not be read", Err: err}
	}
	var f actionForm
	f.read(r.PostForm)
	return f, p.completeForm(ctx, by, &f)
}

// read takes what was typed.
func (f *actionForm) read(v url.Values) {
	f.Title, f.Owner, f.Due, f.Change = v.Get("title"), v.Get("owner"), v.Get("due"), v.Get("change")
	f.Intent, f.Level, f.Priority = v.Get("intent"), v.Get("level"), v.Get("priority")
	if f.Level == unsaid {
		f.Level = ""
	}
}

// completeForm loads what the form offers to choose from.
func (p *Pages) completeForm(ctx context.Context, by hindcast.Actor, f *actionForm) (err error) {
	if f.terms, err = p.Actions.Terms(ctx); err != nil {
		return err
	}
	f.people, err = p.Accounts.Colleagues(ctx, by)
	return err
}

// dayValue is a day as date fields hold it.
func dayValue(d hindcast.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// action is what was typed over another action, the zero one when it is new. The
// error is Invalid. A deadline that is no day, which imported actions may have,
// stays while nobody types over it.
func (f actionForm) action(was hindcast.Action) (hindcast.Action, error) {
	var p hindcast.Problems
	a := was
	a.Title, a.Owner = line(f.Title), f.owner(was.Owner)
	a.Change, a.Intent = hindcast.ChangeKind(f.Change), hindcast.Intent(f.Intent)
	a.Hierarchy, a.Priority = hindcast.Hierarchy(f.Level), hindcast.Priority(f.Priority)
	if due := line(f.Due); due == "" {
		a.Due, a.DueText = hindcast.Date{}, ""
	} else if due != was.DueText {
		day, err := hindcast.ParseDate(due)
		if err != nil {
			p.Add("due", "must be a day such as 2026-05-31")
		}
		a.Due, a.DueText = day, ""
	}
	return a, p.Err("the action")
}

// owner is who was typed: the person who owned it before, the colleague of that
// name if there is one alone, else somebody who cannot sign in.
func (f actionForm) owner(was hindcast.Person) hindcast.Person {
	name := strings.TrimPrefix(line(f.Owner), "@")
	if name == "" || name == personName(was) {
		return personIf(name != "", was)
	}
	var found []hindcast.Person
	for _, c := range f.people {
		if hindcast.Fold(c.Name) == hindcast.Fold(name) {
			found = append(found, c)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return hindcast.Person{Name: name}
}

func personIf(yes bool, p hindcast.Person) hindcast.Person {
	if yes {
		return p
	}
	return hindcast.Person{}
}

// fields are the controls, in the order of the form.
func (f actionForm) fields() (title fieldView, who, what []fieldView) {
	control := func(v fieldView) fieldView {
		v.Scope, v.Error, v.Autocomplete = f.Scope, wrongWith(f.Wrong, v.Name), "off"
		return v
	}
	title = control(fieldView{Name: "title", Label: "What will be different", Value: f.Title, Required: true,
		Hint: "So that somebody can see whether it is: “The page on checkout errors goes out at 2 % for 5 minutes”."})
	who = []fieldView{
		control(fieldView{Name: "owner", Label: "Owner", Value: f.Owner, List: f.listID(), Hint: "One person answers for it."}),
		control(fieldView{Name: "due", Label: "Deadline", Type: f.dueType(), Value: f.Due, Hint: "The last day, in " + f.terms.Zone.String() + "."}),
		control(fieldView{Name: "priority", Label: "Priority", Value: f.Priority, Choices: f.priorities(), Hint: "Sets the deadline where none is given."}),
	}
	what = []fieldView{
		control(fieldView{Name: "change", Label: "Changes", Value: f.Change, Choices: choicesOf(hindcast.ChangeKinds(), "Not said yet")}),
		control(fieldView{Name: "intent", Label: "In order to", Value: f.Intent, Choices: choicesOf(hindcast.Intents(), "Not said yet")}),
	}
	return title, who, what
}

// dueType lets a browser offer a calendar, which only shows days.
func (f actionForm) dueType() string {
	if _, err := hindcast.ParseDate(f.Due); err != nil && f.Due != "" {
		return "text"
	}
	return "date"
}

func (f actionForm) listID() string { return fieldID(f.Scope + "people") }

func (f actionForm) priorities() []choiceView {
	list := []choiceView{{"", "None"}}
	for _, p := range hindcast.Priorities() {
		text := hindcast.Capital(string(p))
		if days, given := f.terms.DueDays[p]; given {
			text += ": " + counted(days, "day", "days")
		}
		list = append(list, choiceView{string(p), text})
	}
	return list
}

// unsaid is what a button of choice holds that stands for no choice.
const unsaid = "unsaid"

// levels are the hierarchy levels, each with the line that explains it.
func (f actionForm) levels() []checkView {
	list := []checkView{{Type: "radio", Name: "level", Value: unsaid, Label: "Not said yet", On: f.Level == ""}}
	for _, l := range hindcast.Hierarchies() {
		list = append(list, checkView{Type: "radio", Name: "level", Value: string(l), Label: hindcast.Capital(string(l)), Hint: levelHint(l), On: f.Level == string(l)})
	}
	return list
}

// levelHint says what a level of the action hierarchy means.
func levelHint(l hindcast.Hierarchy) string {
	switch l {
	case hindcast.Stronger:
		return "Works without anybody remembering: automation, forcing functions, removal."
	case hindcast.Intermediate:
		return "Helps people to get it right: checklists, redundancy, software aids."
	case hindcast.Weaker:
		return "Asks people to remember: training, reminders, warnings."
	}
	return ""
}
