package lint

func languageRules() []Rule {
	return []Rule{
		{
			ID: "hindsight", Title: "Hindsight about a person", Kind: Language, Level: Notice,
			Message: "This measures a person by what is known now.",
			Ask:     "What did they see at that moment, and what made their choice look right?",
			Why: "Once the outcome is known, the path to it looks plain. Telling what somebody did not do explains nothing: what they did " +
				"made sense with what they saw, and the lesson is in what they saw.",
			Source: "Sidney Dekker, The Field Guide to Understanding ‘Human Error’ (hindsight and counterfactuals); Etsy, Debriefing Facilitation Guide",
			Bad:    "She should have noticed the failing health check.",
			Good:   "The health check was red on a dashboard that is not open during a deploy.",
		},
		{
			ID: "blame-person", Title: "A person as the one at fault", Kind: Language, Level: Notice,
			Message: "This puts a person where the system of work belongs.",
			Ask:     "What made this the easy or likely thing to do, and what would have caught it for anybody?",
			Why: "If another person in the same place could have done the same, the cause lies in the place. People who expect blame " +
				"tell less, and then a review learns less.",
			Source: "Google, Site Reliability Engineering, chapter 15 (blameless culture); PagerDuty, Postmortem guide; John Allspaw, Blameless PostMortems (Etsy, 2012)",
			Bad:    "The engineer failed to check the diff.",
			Good:   "The diff was 4,000 generated lines; nothing pointed at the one that mattered.",
		},
		{
			ID: "human-error", Title: "Human error as a cause", Kind: Language, Level: Notice,
			Message: "The analysis stops here, at a person, one step before what can be changed.",
			Ask:     "What made this slip possible, and what let it through?",
			Why:     "That somebody erred is where an analysis begins: it is a symptom of trouble deeper in the system, and no cause.",
			Source:  "Sidney Dekker, The Field Guide to Understanding ‘Human Error’; RCA² (National Patient Safety Foundation, 2015), five rules of causation",
			Bad:     "Root cause: human error.",
			Good:    "Root cause: the script takes the environment from the shell and asks nothing before it deletes.",
		},
		{
			ID: "obvious-afterwards", Title: "Plain only afterwards", Kind: Language, Level: Notice,
			Message: "This was plain only after the outcome was known.",
			Ask:     "What could be seen then, by whom, and among how many other things?",
			Why:     "Words like these hide how much there was to look at, and tell everybody who did not see it to keep silent.",
			Source:  "Etsy, Debriefing Facilitation Guide (hindsight bias)",
			Bad:     "It was obvious that the certificate would expire.",
			Good:    "The expiry date was in the certificate, and on no dashboard.",
		},
		{
			ID: "punishment", Title: "Consequences for a person", Kind: Language, Level: Notice,
			Message: "This announces consequences for a person.",
			Ask:     "What will be different for the next person in the same place?",
			Why:     "A review that can end somebody's job gets no candid answers. Conduct is dealt with elsewhere, by others.",
			Source:  "Google, Site Reliability Engineering, chapter 15; Sidney Dekker, Just Culture",
			Bad:     "The contractor was reprimanded.",
			Good:    "Production credentials now expire at the end of a contract.",
		},
		{
			ID: "vague-action", Title: "An action without an end", Kind: Language, Level: Notice,
			Message: "Nobody could say whether this is done.",
			Ask:     "What exactly will be different, and how will anybody see that it is?",
			Why: "An action that names no result cannot be finished, verified, or found broken later. Wishes for more care rely on people " +
				"remembering on their worst day.",
			Source: "PagerDuty, Postmortem guide, and Google, The Site Reliability Workbook, chapter 10 (actionable, specific, bounded); RCA² action hierarchy",
			Bad:    "Improve monitoring.",
			Good:   "Alert when the queue is older than 5 minutes for 2 minutes.",
		},
	}
}
