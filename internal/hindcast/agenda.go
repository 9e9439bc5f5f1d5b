package hindcast

import (
	"strings"
	"time"
)

// TopicKind says what an item of a meeting's agenda is about.
type TopicKind string

// The kinds of topic, in the order of the meeting.
const (
	TopicTimeline TopicKind = "timeline" // everybody confirms or disputes what happened
	TopicQuestion TopicKind = "question" // one of the seven, where answers differ
	TopicFindings TopicKind = "findings" // strengths, weaknesses, luck
	TopicActions  TopicKind = "actions"  // the parking lot, and what changes
)

// Topic is an item of a meeting's agenda.
type Topic struct {
	ID       string // ID is the kind, and for a question "question:" with its name.
	Kind     TopicKind
	Question Question // Question is the one it is about; empty for the others.
	Planned  time.Duration
}

const questionTopic = string(TopicQuestion) + ":"

// TopicOf reads the identifier of a topic.
func TopicOf(id string) (Topic, bool) {
	if q, is := strings.CutPrefix(id, questionTopic); is {
		return Topic{ID: id, Kind: TopicQuestion, Question: Question(q)}, oneOf(Question(q), Questions())
	}
	t := Topic{ID: id, Kind: TopicKind(id)}
	return t, oneOf(t.Kind, []TopicKind{TopicTimeline, TopicFindings, TopicActions})
}

// Agenda is what a meeting goes through: the timeline for as long as the policy
// gives it, then the questions on which answers differ, then findings and
// actions. What is left of the meeting after the timeline is shared: two fifths
// to the questions, if there are any, and the rest to findings and actions alike.
//
// That the timeline comes first and takes most of the hour is the practice of
// Etsy's debriefing facilitation guide; how the rest is shared is ours.
func Agenda(rules ReviewRules, differing []Question) []Topic {
	const most = 2 // fifths of the rest that are spent on the questions
	rest := max(0, rules.Meeting-rules.Walkthrough)
	asked := time.Duration(0)
	if len(differing) > 0 {
		asked = rest * most / 5
	}
	topics := []Topic{{ID: string(TopicTimeline), Kind: TopicTimeline, Planned: rules.Walkthrough}}
	for _, q := range differing {
		each := (asked / time.Duration(len(differing))).Round(time.Minute)
		topics = append(topics, Topic{ID: questionTopic + string(q), Kind: TopicQuestion, Question: q, Planned: max(time.Minute, each)})
	}
	half := ((rest - asked) / 2).Round(time.Minute)
	return append(topics,
		Topic{ID: string(TopicFindings), Kind: TopicFindings, Planned: half},
		Topic{ID: string(TopicActions), Kind: TopicActions, Planned: half})
}

// Differing is the questions to talk about: those on which two people differ, or
// on which all of them differ from what was computed. The greatest spread of
// verdicts comes first, then the order of the questions.
func Differing(answers []Answer) []Question {
	var list []Question
	for spread := 3; spread > 0; spread-- {
		for _, a := range answers {
			if spreadOf(a) == spread {
				list = append(list, a.Question)
			}
		}
	}
	return list
}

// spreadOf is how far the verdicts of a question lie apart: 3 from met to missed,
// 2 for neighbours or for one who finds that it does not apply, 1 when people
// agree with each other and not with the computed verdict.
func spreadOf(a Answer) int {
	given := map[Verdict]bool{}
	for _, p := range a.People {
		given[p.Verdict] = true
	}
	switch {
	case given[Met] && given[Missed]:
		return 3
	case len(given) > 1:
		return 2
	case len(given) == 1 && a.Verdict != NotComputable && !given[a.Verdict]:
		return 1
	}
	return 0
}
