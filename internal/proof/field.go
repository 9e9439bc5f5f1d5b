package proof

import "github.com/hindcast/hindcast/internal/hindcast"

// Field is one thing that the form of a kind asks for.
type Field struct {
	Name     string // Name is the word of the notation.
	Label    string
	Hint     string
	Example  string
	Required bool
	Choices  []string // Choices are the values to choose from; empty takes any.
	Long     bool     // Long may have several lines.

	check func(value string) error // check is nil where any text will do
}

// Fields lists what the form of a kind asks for; the first is the subject. There
// are none for kinds that cannot be checked yet.
func Fields(kind hindcast.ProofKind) []Field {
	switch kind {
	case hindcast.ProofDocument:
		return documentFields()
	case hindcast.ProofAlertRule:
		return ruleFields()
	case hindcast.ProofRepository:
		return repositoryFields()
	case hindcast.ProofHTTP:
		return httpFields()
	case hindcast.ProofTicket:
		return ticketFields()
	case hindcast.ProofAttestation:
		return []Field{
			{Name: "statement", Label: "What is confirmed", Hint: "Somebody other than the action's owner looks and says what they saw.", Example: "The spare key opens the safe", Required: true},
			{Name: "evidence", Label: "What they show", Hint: "What somebody who doubts it could look at.", Example: "A picture of the opened safe with the date", Long: true},
		}
	}
	return nil
}

// Kinds lists the kinds that can be checked, in the order they are offered.
func Kinds() []hindcast.ProofKind {
	return []hindcast.ProofKind{hindcast.ProofAlertRule, hindcast.ProofRepository, hindcast.ProofHTTP, hindcast.ProofDocument, hindcast.ProofTicket, hindcast.ProofAttestation}
}

func sourceField(example string) Field {
	return Field{Name: "source", Label: "Source", Hint: "The name of a source that an admin registered; needed where no public address is given.", Example: example, check: nameOfSource}
}

func containsField() Field {
	return Field{Name: "contains", Label: "Contains", Hint: "A text that must be there; between slashes a regular expression (RE2).", Example: "/max_age: *[0-9]+d/", check: checkPattern}
}

func lacksField() Field {
	return Field{Name: "lacks", Label: "Lacks", Hint: "A text that must not be there; between slashes a regular expression (RE2).", Example: "verify: false", check: checkPattern}
}
