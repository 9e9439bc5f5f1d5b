package writeup

import (
	"slices"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// hint is words that suggest something of an action. A hint in the first word, its
// verb, counts before any other; else the first of the table whose words occur, so
// the tables go from the telling to the vague.
type hint[T ~string] struct {
	value T
	words string // separated by "|"; each matches at the start of a word
}

// changeHints tells the kind of change from the words of an action. Ours.
func changeHints() []hint[hindcast.ChangeKind] {
	return []hint[hindcast.ChangeKind]{
		{hindcast.ChangeExercise, "tabletop|game day|gameday|drill|fire drill|chaos exercise|rehearse|simulat"},
		{hindcast.ChangeTraining, "training|train the|train our|teach|workshop|onboarding|learning path|educate|train "},
		{hindcast.ChangeRunbook, "runbook|playbook|document|wiki|write down|write up the steps|checklist"},
		{hindcast.ChangeAlerting, "alert|alarm|threshold|paging|page the|pagerduty|opsgenie|notification rule|escalat"},
		{hindcast.ChangeMonitoring, "monitor|dashboard|metric|observability|instrument|probe|health check|healthcheck|logging|collect logs|tracing"},
		{hindcast.ChangeAccessControl, "permission|least privilege|least-privilege|access control|rbac|iam |multisig|hardware key|mfa|2fa|credential|rotate|rotation|revoke|break glass|break-glass|secret|api key|service account"},
		{hindcast.ChangeStaffing, "hire|hiring|staffing|on-call rota|on call rota|rota|headcount|coverage of weekends|follow the sun|second person on call"},
		{hindcast.ChangeCommunication, "status page|communication template|comms template|announcement|notify customers|inform the users|communicat|customer notice"},
		{hindcast.ChangePolicy, "policy|policies|process|procedure|guideline|sla|rule for|agree on|approval|require|review of|peer review|change management|freeze"},
	}
}

// systemVerbs make a change of the system where an action begins with one and no
// hint of changeHints occurs. Within a sentence they say too little.
const systemVerbs = "implement|add|fix|upgrade|replace|remove|migrate|automate|configure|refactor|set|setup|separate|limit|validate|deploy|patch|move|version|pin|revert|delete|disable|" +
	"enable|build|create|update|scale|tune|lower|raise|increase|reduce|block|enforce|lock|modify|introduce|make|turn|split|encrypt|prevent|run|test|harden|isolate|change"

// hierarchyHints tells the level from words, after the RCA² action hierarchy.
// Weak words come first: "document how to remove" is a document.
func hierarchyHints() []hint[hindcast.Hierarchy] {
	return []hint[hindcast.Hierarchy]{
		{hindcast.Weaker, "document|train|teach|remind|discuss|talk to|educate|communicat|write a wiki|wiki|awareness|be more careful|warn|policy|guideline|investigate|look into|consider|review |reflect|ask |advise|workshop|inform"},
		{hindcast.Stronger, "automat|remove|enforce|lock|block|eliminate|make it impossible|prevent |require|guard|reject|forc|validat|fail closed|multisig|hardware key|disable|delete|replace"},
		{hindcast.Intermediate, "checklist|test|redundan|alert|monitor|dashboard|alarm|runbook|playbook|staging|limit|threshold|second |backup|peer review|drill|exercise|canary|gradual|separate|metric"},
	}
}

// intentHints tells what an action is for. Ours.
func intentHints() []hint[hindcast.Intent] {
	return []hint[hindcast.Intent]{
		{hindcast.Detect, "alert|alarm|monitor|dashboard|detect|metric|observability|threshold|logging|probe|health check"},
		{hindcast.LearnFrom, "investigate|look into|find out|understand|research|analyse|analyze|learn|discuss|consider|reflect|assess"},
		{hindcast.RespondTo, "runbook|playbook|on-call|on call|escalat|drill|tabletop|training|war room|communicat|status page|incident process|document"},
		{hindcast.Mitigate, "rollback|roll back|failover|fail over|circuit breaker|pause|kill switch|feature flag|limit the|redundan|backup|restore|graceful"},
		{hindcast.Prevent, "prevent|enforce|require|remove|lock|validat|test|review|staging|pin |upgrade|rotate|permission|privilege|automat|replace|block|separate|disable|encrypt"},
	}
}

// classify fills in kind of change, level and intent where an action's words
// suggest them and its table did not say. Each is marked with its rule.
func classify(a *hindcast.Action) {
	text := " " + strings.ToLower(a.Title) + " "
	var rules []string
	if a.Origin.Rule != "" {
		rules = append(rules, a.Origin.Rule)
	}
	if a.Change == "" {
		a.Change = firstHint(changeHints(), text)
		if first, _, _ := strings.Cut(words(a.Title), " "); a.Change == "" && slices.Contains(strings.Split(systemVerbs, "|"), first) {
			a.Change = hindcast.ChangeSystem
		}
		if a.Change != "" {
			rules = append(rules, "change:action-words")
		}
	}
	if a.Hierarchy == "" {
		if a.Hierarchy = firstHint(hierarchyHints(), text); a.Hierarchy != "" {
			rules = append(rules, "hierarchy:action-words")
		}
	}
	if a.Intent == "" {
		if a.Intent = firstHint(intentHints(), text); a.Intent != "" {
			rules = append(rules, "intent:action-words")
		}
	}
	a.Origin.Rule = strings.Join(rules, " ")
}

func firstHint[T ~string](table []hint[T], text string) T {
	first, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	for _, h := range table {
		for word := range strings.SplitSeq(h.words, "|") {
			if strings.HasPrefix(first+" ", word) {
				return h.value
			}
		}
	}
	for _, h := range table {
		for word := range strings.SplitSeq(h.words, "|") {
			if startsWord(text, word) {
				return h.value
			}
		}
	}
	return ""
}

// startsWord reports whether the words stand in the text at the start of a word.
func startsWord(text, words string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], words)
		if at < 0 {
			return false
		}
		at += from
		if c := text[at-1]; c < 'a' || c > 'z' {
			return true
		}
		from = at + 1
	}
}
