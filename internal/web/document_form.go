package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
)

// aboutForm is what is said of a document, as it is typed.
type aboutForm struct {
	Kind, Title, Types, Services, Owner, Days, Link string
	Wrong                                           *hindcast.Error

	people []hindcast.Person
}

func aboutOf(d hindcast.Document) aboutForm {
	f := aboutForm{Kind: string(d.Kind), Title: d.Title, Types: strings.Join(d.Types, ", "), Services: strings.Join(d.Services, ", "), Owner: personName(d.Owner), Link: d.Link}
	if days := int(d.ReviewEvery.Hours() / 24); days > 0 {
		f.Days = strconv.Itoa(days)
	}
	return f
}

// typedAbout is the form as it was sent.
func (p *Pages) typedAbout(ctx context.Context, by hindcast.Actor, r *http.Request) (f aboutForm, err error) {
	v := r.PostFormValue
	f = aboutForm{Kind: v("kind"), Title: v("title"), Types: v("types"), Services: v("services"), Owner: v("owner"), Days: v("days"), Link: v("link")}
	f.people, err = p.Accounts.Colleagues(ctx, by)
	return f, err
}

// document is what was typed over another document, the zero one when it is new.
// The error is Invalid.
func (f aboutForm) document(was hindcast.Document) (hindcast.Document, error) {
	var p hindcast.Problems
	d := was
	d.Kind, d.Title, d.Types, d.Services, d.Link = hindcast.DocumentKind(f.Kind), line(f.Title), namesIn(f.Types), namesIn(f.Services), line(f.Link)
	d.Owner = actionForm{Owner: f.Owner, people: f.people}.owner(was.Owner)
	d.ReviewEvery = 0
	if days := line(f.Days); days != "" {
		n, err := strconv.Atoi(days)
		if err != nil || n < 1 || n > 3650 {
			p.Add("days", "must be a number of days from 1 to 3650")
		}
		d.ReviewEvery = time.Duration(n) * 24 * time.Hour
	}
	return d, p.Err("the document")
}

// fields are the controls, in the order of the form.
func (f aboutForm) fields() []fieldView {
	kinds := fieldView{Name: "kind", Label: "Kind", Value: firstOf(f.Kind, string(hindcast.Runbook))}
	for _, k := range hindcast.DocumentKinds() {
		kinds.Choices = append(kinds.Choices, choiceView{string(k), kindWord(k)})
	}
	list := []fieldView{
		{Name: "title", Label: "Title", Hint: "What somebody in a hurry would look for: “DNS hijack”.", Value: f.Title, Required: true},
		kinds,
		{Name: "types", Label: "For incidents of type", Hint: "Separated by commas; empty means any.", Value: f.Types, Optional: true},
		{Name: "services", Label: "For services", Hint: "Separated by commas; empty means any.", Value: f.Services, Optional: true},
		{Name: "owner", Label: "Owner", Hint: "Who is reminded when its review is due.", Value: f.Owner, Optional: true, List: "colleagues"},
		{Name: "days", Label: "Reviewed every, days", Hint: "Empty means as often as the policy asks of all.", Value: f.Days, Optional: true},
		{Name: "link", Label: "Also kept at", Value: f.Link, Optional: true},
	}
	for i := range list {
		list[i].Error, list[i].Autocomplete = wrongWith(f.Wrong, list[i].Name), "off"
	}
	return list
}

// draftForm is a revision as it is typed.
type draftForm struct {
	Body, Reason, Lesson string
	BasedOn              int
	Wrong                *hindcast.Error

	lessons []library.Lesson
}

func typedDraft(r *http.Request) draftForm {
	v := r.PostFormValue
	based, _ := strconv.Atoi(v("based_on")) // what is no number was taken out, and is stale
	return draftForm{Body: v("body"), Reason: v("reason"), Lesson: v("lesson"), BasedOn: based}
}

// draft is what was typed, with the lesson it names. The error is Invalid.
func (p *Pages) draft(ctx context.Context, by hindcast.Actor, f draftForm) (library.Draft, error) {
	lesson, err := p.Library.LessonNamed(ctx, by, f.Lesson)
	return library.Draft{BasedOn: f.BasedOn, Reason: f.Reason, Lesson: lesson, Body: strings.ReplaceAll(f.Body, "\r\n", "\n")}, err
}

func (f draftForm) fields(yaml bool) []fieldView {
	body := fieldView{Name: "body", Label: "Text", Value: f.Body, Type: "textarea", Required: true, Error: wrongWith(f.Wrong, "body"),
		Hint: "Markdown. Items of numbered lists are the steps that responders tick; “- [ ]” makes a checklist; {{braces}} hold what is filled in."}
	if yaml {
		body.Hint = "YAML, as the default policy is written. Faults are told with line and column."
	}
	return []fieldView{body, f.because(),
		{Name: "lesson", Label: "Lesson that causes it", Hint: "Type words of the finding and choose one.", Value: f.Lesson, Optional: true, Autocomplete: "off", List: "lessons", Error: wrongWith(f.Wrong, "lesson")}}
}

func (f draftForm) because() fieldView {
	return fieldView{Name: "reason", Label: "Why it should change", Hint: "Stands beside the revision for ever.", Value: f.Reason, Required: true, Autocomplete: "off", Error: wrongWith(f.Wrong, "reason")}
}
