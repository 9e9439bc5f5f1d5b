package main

import (
	"os"
	"strings"

	"golang.org/x/term"
)

// style writes terminal colours, or nothing when colour is off. Colour never
// carries meaning alone: a word or a sign always says the same.
type style struct{ on bool }

func (s style) wrap(code, text string) string {
	if !s.on || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s style) bold(text string) string   { return s.wrap("1", text) }
func (s style) dim(text string) string    { return s.wrap("2", text) }
func (s style) red(text string) string    { return s.wrap("31", text) }
func (s style) green(text string) string  { return s.wrap("32", text) }
func (s style) yellow(text string) string { return s.wrap("33", text) }
func (s style) blue(text string) string   { return s.wrap("34", text) }

// standardStreams describes the process's own streams. Colour is off when the
// output is no terminal, when NO_COLOR is set (no-color.org), and on a dumb one.
func standardStreams() streams {
	const fallbackWidth, widest = 96, 110
	std := streams{in: os.Stdin, out: os.Stdout, err: os.Stderr, width: fallbackWidth, errTerminal: term.IsTerminal(int(os.Stderr.Fd()))}
	fd := int(os.Stdout.Fd())
	if term.IsTerminal(fd) {
		std.style.on = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		if columns, _, err := term.GetSize(fd); err == nil && columns > 0 {
			std.width = min(columns, widest)
		}
	}
	return std
}

// terminalSafe replaces control characters, so that text from a document cannot
// move the cursor or change colours.
func terminalSafe(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r < 0x20 || r >= 0x7f && r < 0xa0:
			return '\uFFFD'
		}
		return r
	}, text)
}
