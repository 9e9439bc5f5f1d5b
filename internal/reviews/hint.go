package reviews

import "github.com/hindcast/hindcast/internal/lint"

// Hint offers another question to ask where words put a person in the place of
// the system of work. It never blocks.
type Hint struct {
	Text string // Text is the words concerned.
	Ask  string
}

// Hints reads a text that somebody writes in a review.
func Hints(text string) (list []Hint) {
	for _, h := range lint.Document([]byte(text)) {
		list = append(list, Hint{Text: h.Text, Ask: h.Ask})
	}
	return list
}
