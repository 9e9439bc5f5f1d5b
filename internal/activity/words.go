package activity

import (
	"fmt"
	"strings"
)

// verbs says what was done where the ledger's own words would read badly. The
// others are read as they are: "event.added" is "added a timeline event".
func verbs() map[string]string {
	return map[string]string{
		"action.explained":         "explained an action",
		"document.drilled":         "noted that a document was exercised",
		"document.used":            "noted that a document was used",
		"effect.judged":            "judged what an action did",
		"known.judged":             "judged whether what was known would have helped",
		"known.unjudged":           "took back whether what was known would have helped",
		"evidence.read":            "read evidence",
		"event.restored":           "put an event back on the timeline",
		"glass.broken":             "broke the glass to see the incident",
		"incident.closed":          "closed the incident",
		"incident.opened":          "opened the incident",
		"incident.opened_up":       "opened the incident to everyone",
		"incident.readers_changed": "changed who may see the incident",
		"incident.removed":         "removed the incident",
		"incident.reopened":        "reopened the incident",
		"incident.restricted":      "restricted the incident",
		"ledger.purged":            "purged texts from the ledger",
		"link.used":                "used a sign-in link",
		"review.findings_changed":  "changed the findings",
		"review.invited":           "invited people to the review",
		"review.begun":             "began the draft of the review",
		"review.shared":            "shared the review",
		"review.signed_off":        "signed the review off",
		"review.summary_changed":   "changed the summary of the review",
		"review.taken_back":        "took the review back to the draft",
		"review.written":           "wrote in the review",
		"session.closed":           "signed out",
		"session.opened":           "signed in",
	}
}

// nouns words the kinds of subject: one, and several. Of what there is one to an
// incident, both are the same.
func nouns() map[string][2]string {
	return map[string][2]string{
		"action":       {"an action", "actions"},
		"alert":        {"an alert", "alerts"},
		"answer":       {"an answer", "answers"},
		"channel":      {"where a team is reminded in chat", "where teams are reminded in chat"},
		"document":     {"a document", "documents"},
		"effect_check": {"the effect of an action", "effects of actions"},
		"known_check":  {"what was known before", "what was known before"},
		"event":        {"a timeline event", "timeline events"},
		"evidence":     {"evidence", "pieces of evidence"},
		"finding":      {"a finding", "findings"},
		"glass":        {"the glass", "the glass"},
		"impact":       {"an impact statement", "impact statements"},
		"incident":     {"the incident", "incidents"},
		"ledger":       {"the ledger", "the ledger"},
		"lesson":       {"an external lesson", "external lessons"},
		"link":         {"a sign-in link", "sign-in links"},
		"participant":  {"a participant", "participants"},
		"proof":        {"a proof", "proofs"},
		"proof_check":  {"a proof", "proofs"},
		"proposal":     {"a proposed revision", "proposed revisions"},
		"publication":  {"an edition", "editions"},
		"review":       {"the review", "reviews"},
		"revision":     {"a revision", "revisions"},
		"service":      {"a service", "services"},
		"session":      {"a session", "sessions"},
		"team":         {"a team", "teams"},
		"token":        {"a token", "tokens"},
		"user":         {"a person", "people"},
		"writeup":      {"the write-up", "write-ups"},
	}
}

// Kinds lists the kinds of subject that have words of their own.
func Kinds() map[string]string {
	kinds := map[string]string{}
	for kind, words := range nouns() {
		kinds[kind] = words[1]
	}
	kinds["proof_check"] = "checks of proofs" // an entry says "checked a proof"; a list names both kinds
	return kinds
}

// Phrase says what was done n times: "added 3 timeline events". A verb nobody
// worded is still readable.
func Phrase(verb, kind string, n int) string {
	if said, special := verbs()[verb]; special {
		if n > 1 {
			return fmt.Sprintf("%s %d times", said, n)
		}
		return said
	}
	_, did, _ := strings.Cut(verb, ".")
	did = strings.ReplaceAll(did, "_", " ")
	noun, known := nouns()[kind]
	if !known {
		word := strings.ReplaceAll(kind, "_", " ")
		noun = [2]string{"the " + word, "entries about the " + word}
	}
	switch {
	case did == "":
		return verb
	case n > 1:
		return fmt.Sprintf("%s %d %s", did, n, noun[1])
	}
	return did + " " + noun[0]
}
