package lint

// check looks for what one rule is about at the word i.
type check func(s *sentence, i int) (finding, bool)

// checksAt returns the checks that a word can set off. Most words set off none,
// which is what makes reading fast.
func checksAt(word string) []check {
	switch word {
	case "should", "shouldn't", "should've", "shouldve", "shoulda", "ought", "could", "could've", "would", "would've":
		return []check{(*sentence).modal}
	case "had", "hadn't", "he'd", "she'd", "i'd", "they'd":
		return []check{(*sentence).unmet}
	case "did", "didn't", "never", "why":
		return []check{(*sentence).omission}
	case "failed", "fails", "failing", "fail":
		return []check{(*sentence).failing}
	case "failure":
		return []check{(*sentence).failure, (*sentence).humanError}
	case "forgot", "forgets", "forgotten":
		return []check{(*sentence).forgetting}
	case "caused", "broke", "made", "committed", "messed", "screwed", "slipped", "dropped", "admitted", "confessed", "missed", "took",
		"deployed", "pushed", "merged", "shipped", "wrote", "released":
		return []check{(*sentence).spoiling}
	case "without":
		return []check{(*sentence).without}
	case "by":
		return []check{(*sentence).agent}
	case "error", "errors":
		return []check{(*sentence).errorOf, (*sentence).humanError}
	case "mistake", "mistakes":
		return []check{(*sentence).lapsing, (*sentence).humanError}
	case "fat-fingered", "fat-finger", "fat-fingering", "pebkac", "pebcak", "fingered", "finger":
		return []check{(*sentence).humanError}
	case "obviously", "obvious", "competent", "reasonable", "sane", "decent":
		return []check{(*sentence).obvious}
	case "careful", "vigilant", "cautious", "attentive", "diligent", "mindful", "aware", "attention", "care", "caution", "harder":
		return []check{(*sentence).carefulness}
	case "careless", "negligent", "incompetent", "reckless", "complacent", "inattentive", "sloppy", "lazy", "irresponsible", "unprofessional",
		"forgetful":
		return []check{(*sentence).character}
	case "carelessly", "negligently", "thoughtlessly", "recklessly", "blindly", "foolishly", "stupidly", "naively", "irresponsibly":
		return []check{(*sentence).manner}
	case "lack":
		return []check{(*sentence).lacking}
	case "blame", "responsible":
		return []check{(*sentence).guilty}
	case "slow", "paying":
		return []check{(*sentence).inattention}
	case "fault":
		return []check{(*sentence).lapsing, (*sentence).guilty}
	case "disciplinary", "reprimand", "reprimanded", "reprimanding", "warning", "disciplined", "punished", "fired", "dismissed", "sacked",
		"scolded", "accountable":
		return []check{(*sentence).punishing}
	}
	switch {
	case spoils(word):
		return []check{(*sentence).spoiling}
	case lapse(word):
		return []check{(*sentence).lapsing}
	}
	return nil
}
