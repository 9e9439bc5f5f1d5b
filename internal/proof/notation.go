package proof

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Limits of what a proof may say, in bytes; ours.
const (
	maxValue = 4000
	maxName  = 40
)

// Statement is what a proof says, by the names of its kind's fields.
type Statement struct {
	Kind   hindcast.ProofKind
	values map[string]string
}

// Of returns what is said of a field, empty when nothing is.
func (s Statement) Of(name string) string { return s.values[name] }

// Read reads what a proof says. The error is Invalid and names the fields, or
// Unsupported where the kind cannot be checked yet.
func Read(p hindcast.Proof) (Statement, error) {
	values, err := Values(p)
	if err != nil {
		return Statement{}, err
	}
	return state(p.Kind, values)
}

// Values returns what a proof says as a form shows it, whether or not it is
// right. The error is Invalid where it cannot be told apart into fields.
func Values(p hindcast.Proof) (map[string]string, error) {
	fields := Fields(p.Kind)
	if len(fields) == 0 {
		return nil, notYet(p.Kind)
	}
	values, err := split(p.Expect)
	if p.Kind == hindcast.ProofAttestation { // it is read by people, in their own words
		values, err = map[string]string{"evidence": tidy(p.Expect)}, nil
	}
	if err != nil {
		return nil, &hindcast.Error{Code: hindcast.Invalid, Message: "what must be found is not written as a proof of this kind states it",
			Fields: []hindcast.FieldError{{Field: "expect", Reason: err.Error()}}}
	}
	if subject := strings.TrimSpace(p.Subject); subject != "" {
		if _, twice := values[fields[0].Name]; twice {
			return nil, &hindcast.Error{Code: hindcast.Invalid, Message: "the proof says twice what is looked at", Fields: []hindcast.FieldError{{Field: fields[0].Name, Reason: "stands in the subject"}}}
		}
		values[fields[0].Name] = subject
	}
	return values, nil
}

// Compose writes what a form holds as a proof. The error is Invalid with the
// names of fields as paths.
func Compose(kind hindcast.ProofKind, values map[string]string) (hindcast.Proof, error) {
	fields := Fields(kind)
	if len(fields) == 0 {
		return hindcast.Proof{}, notYet(kind)
	}
	clean := map[string]string{}
	for name, v := range values {
		if v = tidy(v); v != "" {
			clean[name] = v
		}
	}
	s, err := state(kind, clean)
	if err != nil {
		return hindcast.Proof{}, err
	}
	if kind == hindcast.ProofAttestation {
		return hindcast.Proof{Kind: kind, Subject: s.Of(fields[0].Name), Expect: s.Of("evidence")}, nil
	}
	var lines []string
	for _, f := range fields[1:] {
		if v := s.Of(f.Name); v != "" {
			lines = append(lines, f.Name+": "+strings.ReplaceAll(v, "\n", "\n  "))
		}
	}
	return hindcast.Proof{Kind: kind, Subject: s.Of(fields[0].Name), Expect: strings.Join(lines, "\n")}, nil
}

// tidy is a value as it is kept: lines end in one way, and neither begin nor end
// the value empty.
func tidy(v string) string {
	v = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(v)
	return strings.TrimSpace(v)
}

func notYet(kind hindcast.ProofKind) error {
	return &hindcast.Error{Code: hindcast.Unsupported, Message: fmt.Sprintf("a proof of the kind %s cannot be checked yet", kind),
		Fields: []hindcast.FieldError{{Field: "kind", Reason: "cannot be checked yet"}}}
}

// split tells the lines of a notation apart.
func split(text string) (map[string]string, error) {
	values, last := map[string]string{}, ""
	if len(text) > 4*maxValue {
		return nil, fmt.Errorf("has %d bytes; at most %d are read", len(text), 4*maxValue)
	}
	for n, line := range strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n") {
		if more, goesOn := strings.CutPrefix(line, "  "); goesOn && last != "" {
			values[last] += "\n" + more
			continue
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		name = strings.TrimSpace(name)
		if !ok || !isName(name) {
			return nil, fmt.Errorf("line %d must begin with a name and a colon, as \"status: 200\"", n+1)
		}
		if _, twice := values[name]; twice {
			return nil, fmt.Errorf("line %d says %s a second time", n+1, name)
		}
		values[name], last = strings.TrimSpace(value), name
	}
	for name, v := range values {
		if values[name] = tidy(v); values[name] == "" {
			delete(values, name)
		}
	}
	return values, nil
}

func isName(s string) bool {
	for _, r := range s {
		if (r < 'a' || r > 'z') && r != '_' {
			return false
		}
	}
	return s != "" && len(s) <= maxName
}

// state checks each value by its field, and all of them by the kind.
func state(kind hindcast.ProofKind, values map[string]string) (Statement, error) {
	var problems hindcast.Problems
	s, known := Statement{kind, values}, map[string]bool{}
	for _, f := range Fields(kind) {
		known[f.Name] = true
		if err := f.refuses(values[f.Name]); err != nil {
			problems.Add(f.Name, "%s", err)
		}
	}
	for name := range values {
		if !known[name] {
			problems.Add(name, "is nothing that a proof of the kind %s states", kind)
		}
	}
	if len(problems) == 0 {
		problems = s.contradictions()
	}
	return s, problems.Err("the proof")
}

// refuses says what is wrong with a value.
func (f Field) refuses(v string) error {
	switch {
	case v == "" && f.Required:
		return errors.New("must not be empty")
	case v == "":
		return nil
	case len(v) > maxValue:
		return fmt.Errorf("has %d bytes; at most %d are kept", len(v), maxValue)
	case !utf8.ValidString(v) || strings.ContainsFunc(v, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7f }):
		return errors.New("has characters that are no text")
	case !f.Long && strings.Contains(v, "\n"):
		return errors.New("must be one line")
	case f.check != nil:
		return f.check(v)
	}
	return nil
}

// contradictions are what is wrong between the fields of a kind.
func (s Statement) contradictions() hindcast.Problems {
	switch s.Kind {
	case hindcast.ProofHTTP:
		return s.httpContradictions()
	case hindcast.ProofRepository:
		return s.repositoryContradictions()
	case hindcast.ProofTicket:
		return s.ticketContradictions()
	}
	return nil
}
