package web

import (
	"maps"
	"strconv"
	"time"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// everyName is the field of how often a proof is looked at, in hours.
const everyName = "every"

// valuesOf is what the form shows of a proof.
func proofValues(p hindcast.Proof) map[string]string {
	values := actions.ProofValues(p)
	if p.Every > 0 {
		values[everyName] = strconv.Itoa(int(p.Every.Hours()))
	}
	return values
}

// composed makes a proof of what was typed.
func composed(kind hindcast.ProofKind, typed map[string]string) (hindcast.Proof, error) {
	stated := maps.Clone(typed)
	delete(stated, everyName)
	p, err := actions.ComposeProof(kind, stated)
	if err != nil || typed[everyName] == "" {
		return p, err
	}
	hours, err := strconv.Atoi(typed[everyName])
	if err != nil {
		return p, &hindcast.Error{Code: hindcast.Invalid, Message: "the proof is not valid",
			Fields: []hindcast.FieldError{{Field: everyName, Reason: "must be chosen from the list"}}}
	}
	p.Every = time.Duration(hours) * time.Hour
	return p, nil
}

// everyField is the choice of how often a proof is looked at. An interval that
// only the API can name stands among the choices.
func everyField(value string, wrong *hindcast.Error) *fieldView {
	f := &fieldView{Name: everyName, Label: "Looked at", Value: value, Hint: "Nightly where the policy says nothing else.", Error: wrongWith(wrong, everyName)}
	known := false
	for _, hours := range []string{"", "1", "6", "24", "168", "720"} {
		known = known || hours == value
		f.Choices = append(f.Choices, choiceView{hours, everyHours(hours)})
	}
	if !known {
		f.Choices = append(f.Choices, choiceView{value, everyHours(value)})
	}
	return f
}

// everyHours words a number of hours as it was chosen.
func everyHours(hours string) string {
	n, err := strconv.Atoi(hours)
	switch {
	case hours == "":
		return "As often as the policy says"
	case err != nil:
		return hours
	}
	return "Every " + everyWord(time.Duration(n)*time.Hour)
}

// everyWord words an interval: "day", "6 hours", "30 days".
func everyWord(d time.Duration) string {
	n, one, many := int(d/time.Hour), "hour", "hours"
	switch {
	case n == 168:
		return "week"
	case n%24 == 0:
		n, one, many = n/24, "day", "days"
	}
	if n == 1 {
		return one
	}
	return counted(n, one, many)
}
