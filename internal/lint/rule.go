package lint

// Kind says what a rule looks at.
type Kind string

// The kinds of rule.
const (
	Completeness Kind = "completeness" // what a record lacks
	Gate         Kind = "gate"         // what stands in the way of sign-off (product rules, section 6)
	Language     Kind = "language"     // how something is worded
)

// Level says whether a hint makes a check fail.
type Level string

// The levels. A check with a problem exits with 1; notes never do that.
const (
	Problem Level = "problem"
	Notice  Level = "note"
)

// Rule is one thing that is checked, with the reason for it. Title, Why, Message
// and Ask are written for people and pass the language rules themselves.
type Rule struct {
	ID      string // ID is stable and kebab-case, as "action-without-owner".
	Title   string // Title is the rule in a few words.
	Kind    Kind
	Level   Level  // Level of its hints; a single hint may be milder, never harsher.
	Whole   bool   // Whole says that it is about the whole document: it may be allowed from any line.
	Message string // Message is what a hint says unless it can say something more precise.
	Ask     string // Ask is the question to ask instead, or the fix.
	Why     string // Why is the documented reason.
	Source  string // Source is where the reason was taken from; "ours" where it was not.
	Bad     string // Bad is an example that the rule is about.
	Good    string // Good is how it could be said or completed.
}

// Rules returns every rule, completeness first, each kind in the order of the
// documentation.
func Rules() []Rule {
	var all []Rule
	all = append(all, timelineRules()...)
	all = append(all, reviewRules()...)
	all = append(all, actionRules()...)
	return append(all, languageRules()...)
}

// Find returns the rule with an identifier. ok is false when there is none.
func Find(id string) (rule Rule, ok bool) {
	rule, ok = catalogue()[id]
	return rule, ok
}

// catalogue returns the rules by identifier.
func catalogue() map[string]Rule {
	byID := map[string]Rule{}
	for _, r := range Rules() {
		byID[r.ID] = r
	}
	return byID
}
