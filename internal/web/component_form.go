package web

import (
	"errors"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// fieldView is one control of a form.
type fieldView struct {
	Name, Label  string
	Value        string // Value is what was typed, or what stands there now.
	Hint         string
	Error        string // Error is what was wrong with Value.
	Type         string // Type is an input's, or "textarea"; text when empty.
	Choices      []choiceView
	Required     bool
	Optional     bool     // Optional says so beside the label; most fields need not.
	Autocomplete string   // Autocomplete is what browsers may fill in.
	Longest      int      // Longest is how many characters fit; 0 means any number.
	Scope        string   // Scope tells the fields of several forms on one page apart.
	List         string   // List is the id of the values that are offered while typing.
	Suggest      []string // Suggest is offered while typing; anything else may be typed.
	Hints        bool     // Hints offers other questions to ask while somebody writes.
}

// choiceView is one entry of a select.
type choiceView struct{ Value, Text string }

func (f fieldView) id() string { return fieldID(f.Scope + f.Name) }

// fieldID is the id of a field's control, which error summaries lead to.
func fieldID(name string) string { return "field-" + name }

// attributes are those that only some fields have.
func (f fieldView) attributes() templ.Attributes {
	a := templ.Attributes{}
	var described []string
	if f.Hint != "" {
		described = append(described, f.id()+"-hint")
	}
	if f.Error != "" {
		described = append(described, f.id()+"-error")
		a["aria-invalid"] = "true"
	}
	if len(described) > 0 {
		a["aria-describedby"] = strings.Join(described, " ")
	}
	if f.Required {
		a["required"] = true
	}
	if f.Autocomplete != "" {
		a["autocomplete"] = f.Autocomplete
	}
	if f.List != "" {
		a["list"] = f.List
	}
	if len(f.Suggest) > 0 {
		a["list"] = f.id() + "-list"
	}
	if f.Hints {
		a["data-hints"] = f.id() + "-hints"
	}
	if f.Longest > 0 {
		a["maxlength"] = strconv.Itoa(f.Longest)
	}
	return a
}

// checkView is a box, or with Type "radio" one of several.
type checkView struct {
	Name, Value, Label, Hint, Type string
	On                             bool
}

// filterView is the form above a list.
type filterView struct {
	Action      string // Action is the address of the list without any filter.
	Label       string // Label says what is filtered.
	Text        string
	Placeholder string
	Selects     []fieldView
	Wordless    bool       // Wordless lists are not searched by words.
	Chosen      []pageLink // Chosen leads to the list without one of what was chosen.
}

// asError returns what people may be shown of an error; nil when there is nothing.
func asError(err error) *hindcast.Error {
	var e *hindcast.Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}

// wrongWith says what was wrong with a field.
func wrongWith(e *hindcast.Error, field string) string {
	if e == nil {
		return ""
	}
	for _, f := range e.Fields {
		if f.Field == field {
			return sentenceOf(f.Reason)
		}
	}
	return ""
}

// sentenceOf makes a message a sentence: a capital, and a full stop.
func sentenceOf(s string) string {
	s = hindcast.Capital(strings.TrimSpace(s))
	if s != "" && !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "?") && !strings.HasSuffix(s, "!") {
		s += "."
	}
	return s
}

func noticeIcon(t tone) string {
	switch t {
	case good:
		return "good"
	case warn, bad:
		return "warning"
	}
	return "info"
}
