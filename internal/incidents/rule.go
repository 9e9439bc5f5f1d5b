package incidents

import "github.com/hindcast/hindcast/internal/entry"

// Rule says in a sentence what it means that something about an event was
// inferred by a rule. ok is false for rules it does not know.
func Rule(id string) (meaning string, ok bool) { return entry.Rule(id) }
