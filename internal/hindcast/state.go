package hindcast

import "fmt"

// Transition is one line of a state table: a change of state that is allowed,
// and what it needs.
type Transition[S ~string] struct {
	From, To       S
	Verb           string // Verb is what a person does: "sign", "reopen".
	NeedsReason    bool
	NeedsApprover  bool // NeedsApprover asks for somebody other than the owner or author.
	NeedsGates     bool // NeedsGates asks that the policy's gate list is empty.
	ByBrokenProofs bool // ByBrokenProofs says that the proof judge may do it, not only a person.
}

// Move looks up the transition from one state to another. It returns a Conflict
// error naming what is allowed instead when the table has no such line, and an
// Invalid error when a needed reason is missing.
func Move[S ~string](table []Transition[S], from, to S, reason string) (Transition[S], error) {
	var allowed []S
	for _, t := range table {
		if t.From != from {
			continue
		}
		if t.To == to {
			if t.NeedsReason && Fold(reason) == "" {
				return t, &Error{Code: Invalid, Message: fmt.Sprintf("to %s needs a reason", t.Verb),
					Fields: []FieldError{{Field: "reason", Reason: "must not be empty"}}}
			}
			return t, nil
		}
		allowed = append(allowed, t.To)
	}
	message := fmt.Sprintf("what is %s cannot become %s", from, to)
	if len(allowed) > 0 {
		message += "; it can become " + join(allowed)
	}
	return Transition[S]{}, &Error{Code: Conflict, Message: message}
}
