package hindcast

import (
	"slices"
	"time"
)

// Proof is a statement that an action's change is in place, checked by a machine
// or by a person who is not the owner, again and again.
type Proof struct {
	ID      ProofID
	Kind    ProofKind
	Subject string        // Subject is what is looked at: a document, rule, URL, ticket, exercise.
	Expect  string        // Expect is what must be found there, in the kind's own notation.
	Every   time.Duration // Every is how often it is looked at; zero means as often as the policy says.
	Results []ProofResult
}

// ProofKind says how a proof is checked.
type ProofKind string

// The proof kinds.
const (
	ProofDocument    ProofKind = "document"    // a revision exists and is approved
	ProofAlertRule   ProofKind = "alert_rule"  // Prometheus has the rule
	ProofBacktest    ProofKind = "backtest"    // the rule would have fired, without too much noise
	ProofRepository  ProofKind = "repository"  // a file at a Git ref, or a merged change
	ProofHTTP        ProofKind = "http"        // a URL answers as expected
	ProofTicket      ProofKind = "ticket"      // an issue in the tracker is closed
	ProofExercise    ProofKind = "exercise"    // an exercise that tests it was passed
	ProofAttestation ProofKind = "attestation" // a named other person confirms
)

// ProofKinds lists the proof kinds.
func ProofKinds() []ProofKind {
	return []ProofKind{ProofDocument, ProofAlertRule, ProofBacktest, ProofRepository, ProofHTTP, ProofTicket, ProofExercise, ProofAttestation}
}

// Outcome is what one check of a proof found.
type Outcome string

// The outcomes. Due is the zero value: never checked.
const (
	Due     Outcome = ""
	Holds   Outcome = "holds"
	Broken  Outcome = "broken"
	Unknown Outcome = "unknown"
)

// ProofResult is one check of a proof; results are kept for ever, oldest first.
type ProofResult struct {
	At      time.Time
	Outcome Outcome
	Seen    string // Seen is exactly what was found.
	Took    time.Duration
	By      Person // By is empty for a check by machine.
	Content string // Content names what was looked at, by its SHA-256; empty where there is none.
	// Evidence of the incident is what a person's result rests on; empty where none
	// was named.
	Evidence EvidenceID
}

// staleAfter is how many unknown results in a row make a proof stale.
const staleAfter = 3

// How often a proof may be looked at; ours.
const (
	shortestLook = time.Hour
	longestLook  = 366 * day
)

// Result judges the history: one broken result is confirmed by a second before
// it counts, and unknown never changes what was known before.
func (p Proof) Result() Outcome {
	standing := Due
	for i, r := range p.Results {
		switch r.Outcome {
		case Holds:
			standing = Holds
		case Broken:
			if previousKnown(p.Results[:i]) == Broken {
				standing = Broken
			} else if standing == Due {
				standing = Unknown
			}
		case Unknown:
			if standing == Due {
				standing = Unknown
			}
		}
	}
	return standing
}

// without returns the proof as it stands without what one person found to hold.
func (p Proof) without(by Person) Proof {
	p.Results = slices.DeleteFunc(slices.Clone(p.Results), func(r ProofResult) bool {
		return r.Outcome == Holds && r.By.Same(by)
	})
	return p
}

func previousKnown(results []ProofResult) Outcome {
	for i := len(results) - 1; i >= 0; i-- {
		if results[i].Outcome != Unknown {
			return results[i].Outcome
		}
	}
	return Due
}

// NeedsConfirming reports whether the last known result was a first broken one,
// so that a second check decides.
func (p Proof) NeedsConfirming() bool {
	return previousKnown(p.Results) == Broken && p.Result() != Broken
}

// Stale reports whether the last three checks could not tell.
func (p Proof) Stale() bool {
	if len(p.Results) < staleAfter {
		return false
	}
	for _, r := range p.Results[len(p.Results)-staleAfter:] {
		if r.Outcome != Unknown {
			return false
		}
	}
	return true
}

// Validate checks the proof by itself.
func (p Proof) Validate() error {
	var problems Problems
	if !oneOf(p.Kind, ProofKinds()) {
		problems.Add("kind", "must be one of %s", join(ProofKinds()))
	}
	checkLine(&problems, "subject", p.Subject, MaxText, true)
	checkText(&problems, "expect", p.Expect, MaxText)
	if p.Every != 0 && (p.Every < shortestLook || p.Every > longestLook) {
		problems.Add("every", "must be from one hour to a year")
	}
	for n, r := range p.Results {
		if r.Outcome != Holds && r.Outcome != Broken && r.Outcome != Unknown {
			problems.Add(index("results", n), "must be holds, broken or unknown")
		}
	}
	return problems.Err("the proof")
}
