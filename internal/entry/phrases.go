package entry

import "slices"

// sense is what a phrase tells about an event.
type sense int

// The senses that decide a kind come first; those of milestones follow. "Says"
// means that the words state the milestone of the incident itself, "hints" that
// they are one of the things rules over the whole timeline weigh.
const (
	isSignal sense = iota
	isQuiet        // an alert that cleared
	isPage
	isJoin
	isLeave
	isObservation
	isHypothesis
	isDecision
	isResponse
	isChange
	isMessage
	isImpact
	isSymptom
	isAdversary

	saysBegan
	saysDetected
	saysResponded
	saysCause
	saysMitigated
	saysResolved
	hintsDetected
	hintsResponded
	hintsCause
	hintsRecovery
	hintsFix
	hintsFinal
	hintsRelapse

	byMonitoring
	byUser
	byPartner
	byBounty
	byTeam

	toOutside
	toInside
	wasActedOn
	wasIgnored
)

type phraseList struct {
	sense   sense
	phrases string
}

// phraseLists is the whole vocabulary. It was gathered from the words that
// published timelines use; nothing in it is particular to one organisation.
func phraseLists() []phraseList {
	return slices.Concat(kindPhrases(), milestonePhrases(), detailPhrases())
}

// vocabulary is the one lexicon of the package.
var vocabulary = newLexicon(phraseLists())
