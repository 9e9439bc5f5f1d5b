package web

import (
	"fmt"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/library"
)

// markView is a lesson that contradicts a document.
type markView struct {
	Lesson   *lessonView
	Note, By string
	At       momentView
}

// Structure is what Hindcast understands of a document's text.
type Structure struct {
	Followed  []stepLine
	Boxes     string // Boxes counts those of its checklists; empty for none.
	Variables []string
}

// stepLine is one step with its identifier.
type stepLine struct{ ID, Phase, Name string }

// marked fills in what is said of a document.
func (v *documentView) marked(e library.Entry, now time.Time) {
	latest, _ := e.Latest()
	if m, retired := e.Marks.Retired(); retired {
		v.Retired = fmt.Sprintf("%s retired it on %s: %s", firstOf(personName(m.By), "Somebody"), dayOf(m.At, now, "").Text, m.Note)
	}
	for _, m := range e.Marks.Contradictions(latest.At) {
		if l, ok := e.Lessons[m.Lesson]; ok {
			v.Contradicted = append(v.Contradicted, markView{Lesson: newLesson(l), Note: m.Note, By: personName(m.By), At: dayOf(m.At, now, "")})
		}
	}
}

// understood fills in the structure of the text shown.
func (v *documentView) understood(kind hindcast.DocumentKind, body string, e library.Entry) {
	o := hindcast.ReadOutline(body)
	v.Variables = o.Variables
	if n := len(o.Checklist); n > 0 {
		v.Boxes = counted(n, "box to tick", "boxes to tick")
	}
	if kind != hindcast.Runbook && kind != hindcast.Playbook || v.Showing != "" {
		return
	}
	for _, s := range e.Steps() {
		v.Followed = append(v.Followed, stepLine{s.ID, s.Phase, s.Name})
	}
}

// allow fills in what the reader may do. Whether a proposal may be approved by
// them is asked again when they do.
func (v *documentView) allow(by hindcast.Actor, e library.Entry) {
	v.MayWrite = by.Might(hindcast.MayContribute) == nil
	v.MayApprove = by.Might(hindcast.MayApprove) == nil && (!v.Policy || by.Might(hindcast.MayAdminister) == nil)
	for i, k := range e.Proposals {
		v.Proposals[i].Own = k.Value.Author.Same(by.Person())
		v.Proposals[i].Shown = v.Diff != nil && v.Diff.Proposal == k.Value.ID
	}
}

// noteOf is what was typed into the form of a kind of mark.
func noteOf(f markForm, kind hindcast.DocumentMarkKind) string {
	if f.Kind == string(kind) {
		return f.Note
	}
	return ""
}

// turnOf is the mark that takes a document out of use, or back into it.
func turnOf(v documentView) hindcast.DocumentMarkKind {
	if v.Retired == "" {
		return hindcast.MarkRetired
	}
	return hindcast.MarkRestored
}

func turnWord(v documentView) string {
	if v.Retired == "" {
		return "Retire"
	}
	return "Restore"
}
