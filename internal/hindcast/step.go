package hindcast

import (
	"regexp"
	"strings"
	"unicode"
)

// RunbookStep is one step of a runbook, as its text tells it: an item of a
// numbered list, or a heading that begins with "Step 3" where a text has no such
// list.
type RunbookStep struct {
	ID    string // ID names the step within its document. It is made of the step's name, so rewording what follows the name keeps it.
	Phase string // Phase is the heading it stands under.
	Name  string // Name is what begins it: the words in bold, or its first sentence. Events cite a step by it.
	Text  string // Text is all of its first paragraph, as Markdown.
	Line  int    // Line of the text that it begins on, from 1.
}

// ChecklistItem is a box to tick: "- [ ] core dumps copied".
type ChecklistItem struct {
	Phase  string
	Text   string
	Ticked bool
	Line   int
}

// Outline is the structure of a document that Hindcast understands.
type Outline struct {
	Steps     []RunbookStep
	Checklist []ChecklistItem
	Variables []string // Variables are those a reader has to fill in, in the order they first occur.
}

// maxSteps bounds what is read as steps; no runbook that can be followed has more.
const maxSteps = 200

// ReadOutline reads the structure of a document's Markdown.
func ReadOutline(text string) Outline {
	r := outlineReader{}
	for n, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		r.line(strings.ReplaceAll(line, "\t", "    "), n+1)
	}
	r.close()
	if len(r.steps) == 0 {
		r.steps = r.headings
	}
	r.steps = r.steps[:min(len(r.steps), maxSteps)]
	identify(r.steps)
	return Outline{Steps: r.steps, Checklist: r.boxes, Variables: Variables(text)}
}

// outlineReader goes through a text line by line.
type outlineReader struct {
	phase    string
	steps    []RunbookStep
	headings []RunbookStep // headings are those that say "Step 3".
	boxes    []ChecklistItem

	open   *RunbookStep // open is the step whose paragraph goes on.
	within int          // within is how far what belongs to the open item is indented; 0 outside any.
	fence  string       // fence is what the open block of code ends with.
}

// The shapes of lines.
var (
	headingLine  = regexp.MustCompile(`^ {0,3}#{1,6}[ ]+(.*?)[ #]*$`)
	numberedLine = regexp.MustCompile(`^( {0,3}\d{1,9}[.)] {1,4})(\S.*)$`)
	boxLine      = regexp.MustCompile(`^ *[-*+] +\[([ xX])\] +(\S.*)$`)
	blockLine    = regexp.MustCompile(`^ *([-*+] |\d{1,9}[.)] |>|\|)`)
	fenceLine    = regexp.MustCompile("^ *(`{3,}|~{3,})")
	stepHeading  = regexp.MustCompile(`(?i)^step \d+\b[ .:)–-]*(.+)$`)
)

func (r *outlineReader) line(line string, number int) {
	trimmed := strings.TrimSpace(line)
	indent := len(line) - len(strings.TrimLeft(line, " "))
	if r.fence != "" {
		if strings.HasPrefix(trimmed, r.fence) && strings.Trim(trimmed, r.fence[:1]) == "" {
			r.fence = ""
		}
		return
	}
	if trimmed == "" {
		r.close()
		return
	}
	inside := r.within > 0 && indent >= r.within
	if m := fenceLine.FindStringSubmatch(line); m != nil {
		r.close()
		r.fence = m[1]
		if !inside {
			r.within = 0
		}
		return
	}
	if m := boxLine.FindStringSubmatch(line); m != nil {
		r.close()
		r.boxes = append(r.boxes, ChecklistItem{Phase: r.phase, Text: strings.TrimSpace(m[2]), Ticked: m[1] != " ", Line: number})
		return
	}
	if !inside && r.begins(line, number) {
		return
	}
	switch {
	case blockLine.MatchString(line):
		r.close()
	case r.open != nil:
		r.open.Text += " " + trimmed
	case !inside:
		r.within = 0
	}
}

// begins reports whether a line outside of any item begins a heading or a step.
func (r *outlineReader) begins(line string, number int) bool {
	if m := headingLine.FindStringSubmatch(line); m != nil {
		r.close()
		r.phase, r.within = plainWords(m[1]), 0
		if s := stepHeading.FindStringSubmatch(r.phase); s != nil {
			r.headings = append(r.headings, RunbookStep{Phase: r.phase, Name: s[1], Text: s[1], Line: number})
		}
		return true
	}
	if m := numberedLine.FindStringSubmatch(line); m != nil {
		r.close()
		r.within = len(m[1])
		r.open = &RunbookStep{Phase: r.phase, Text: strings.TrimSpace(m[2]), Line: number}
		return true
	}
	return false
}

// close ends the paragraph of the step that goes on.
func (r *outlineReader) close() {
	if r.open == nil {
		return
	}
	r.open.Name = stepName(r.open.Text)
	r.steps, r.open = append(r.steps, *r.open), nil
}

// stepName is what a step begins with: words in bold, or its first sentence.
func stepName(text string) string {
	if rest, bold := strings.CutPrefix(text, "**"); bold {
		if lead, _, closed := strings.Cut(rest, "**"); closed && strings.TrimSpace(lead) != "" {
			return strings.TrimRight(plainWords(lead), ".: ")
		}
	}
	text = plainWords(text)
	for i, c := range text {
		if (c == '.' || c == ':' || c == ';') && (i+1 == len(text) || text[i+1] == ' ') {
			return text[:i]
		}
	}
	return text
}

var linkMark = regexp.MustCompile(`\[([^\[\]]*)\]\([^()\s]*\)`)

// plainWords is a line of Markdown without its marks.
func plainWords(line string) string {
	line = linkMark.ReplaceAllString(line, "$1")
	line = strings.Map(func(c rune) rune {
		if c == '*' || c == '`' || unicode.IsControl(c) {
			return -1
		}
		return c
	}, line)
	return strings.Join(strings.Fields(strings.ToValidUTF8(line, "")), " ")
}
