package hindcast

import (
	"strconv"
	"strings"
	"unicode"
)

// stepWords is how many words of a step's name its identifier holds.
const stepWords = 7

// identify gives each step an identifier made of its name; equal ones are told
// apart by a number.
func identify(steps []RunbookStep) {
	used := map[string]bool{}
	for i := range steps {
		words := wordsIn(steps[i].Name)
		id := strings.Join(words[:min(len(words), stepWords)], "-")
		if id == "" {
			id = "step"
		}
		steps[i].ID = id
		for n := 2; used[steps[i].ID]; n++ {
			steps[i].ID = id + "-" + strconv.Itoa(n)
		}
		used[steps[i].ID] = true
	}
}

// maxCompared is how many bytes of a name are compared.
const maxCompared = 200

// wordsIn are the words that a text begins with, folded.
func wordsIn(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text[:min(len(text), maxCompared)]), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
}

// alike is how alike two names have to be, as the share of words they have in
// common, to be taken for the same step reworded.
const alike = 0.6

// likeness is the share of words that two texts have in common, from 0 to 1.
func likeness(a, b string) float64 {
	one, other := wordsIn(a), wordsIn(b)
	count := map[string]int{}
	for _, w := range one {
		count[w]++
	}
	common := 0
	for _, w := range other {
		if count[w] > 0 {
			count[w]--
			common++
		}
	}
	if len(one)+len(other) == 0 {
		return 0
	}
	return 2 * float64(common) / float64(len(one)+len(other))
}

// FindStep finds the step that is meant by an identifier, or by the words an event
// cites, which may be those of an earlier revision: the one called so, or the one
// that is clearly most like it. ok is false when none is.
func FindStep(steps []RunbookStep, cited string) (found RunbookStep, ok bool) {
	folded := Fold(cited)
	if folded == "" {
		return found, false
	}
	for _, s := range steps {
		if s.ID == cited || Fold(s.Name) == folded || Fold(s.Text) == folded {
			return s, true
		}
	}
	best, second := 0.0, 0.0
	for _, s := range steps {
		switch l := max(likeness(cited, s.Name), likeness(cited, s.Text)); {
		case l > best:
			found, best, second = s, l, best
		case l > second:
			second = l
		}
	}
	if best < alike || best == second {
		return RunbookStep{}, false
	}
	return found, true
}

// CarrySteps gives the steps of a revision the identifiers that those of the one
// before it had, where they are the same reworded. What cites a step by its
// identifier goes on to mean it.
func CarrySteps(before, now []RunbookStep) []RunbookStep {
	carried := append([]RunbookStep(nil), now...)
	taken := map[string]bool{}
	for _, s := range now {
		taken[s.ID] = true
	}
	var gone []RunbookStep
	for _, s := range before {
		if !taken[s.ID] {
			gone = append(gone, s)
		}
	}
	was := map[string]bool{}
	for _, s := range before {
		was[s.ID] = true
	}
	for i, s := range carried {
		if was[s.ID] {
			continue
		}
		if same, ok := FindStep(gone, s.Name); ok && !taken[same.ID] {
			carried[i].ID = same.ID
			taken[same.ID] = true
		}
	}
	return carried
}

// StepsOver reads the steps of the newest of several revisions of a text, given
// oldest first, with the identifiers they have had from the beginning.
func StepsOver(texts ...string) []RunbookStep {
	var steps []RunbookStep
	for _, t := range texts {
		steps = CarrySteps(steps, ReadOutline(t).Steps)
	}
	return steps
}

// StepsOf are the steps of a document that lists them beside its text.
func StepsOf(names []string) []RunbookStep {
	var steps []RunbookStep
	for _, n := range names[:min(len(names), maxSteps)] {
		steps = append(steps, RunbookStep{Name: stepName(n), Text: n})
	}
	identify(steps)
	return steps
}
