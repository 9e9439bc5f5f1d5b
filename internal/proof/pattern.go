package proof

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"regexp/syntax"
	"strings"
	"time"
	"unicode/utf8"
)

// Limits of expressions; ours. Reading a mebibyte takes the largest of them
// seconds at worst.
const (
	maxPattern  = 500  // characters
	maxCompiled = 2000 // instructions
	patternTime = 5 * time.Second
)

// errSlow is that an expression took too long.
var errSlow = errors.New("the expression takes too long on what was read; write a simpler one")

// pattern is a text that is looked for.
type pattern struct {
	said string
	re   *regexp.Regexp // re is nil for a text that stands for itself
}

func checkPattern(s string) error {
	_, err := readPattern(s)
	return err
}

// readPattern reads a text, between slashes an expression.
func readPattern(s string) (pattern, error) {
	if n := utf8.RuneCountInString(s); n > maxPattern {
		return pattern{}, fmt.Errorf("has %d characters; at most %d are looked for", n, maxPattern)
	}
	if len(s) < 3 || s[0] != '/' || s[len(s)-1] != '/' {
		return pattern{said: s}, nil
	}
	expression := "(?m)" + s[1:len(s)-1]
	tree, err := syntax.Parse(expression, syntax.Perl)
	if err != nil {
		return pattern{}, fmt.Errorf("is no regular expression (RE2): %s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	program, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return pattern{}, fmt.Errorf("is no regular expression (RE2): %w", err)
	}
	if len(program.Inst) > maxCompiled {
		return pattern{}, fmt.Errorf("is too large an expression: it compiles to %d instructions, at most %d are run", len(program.Inst), maxCompiled)
	}
	re, err := regexp.Compile(expression)
	return pattern{said: s, re: re}, err
}

// find returns where a text has the pattern first, -1 where it has not. The error
// is that it took too long.
func (p pattern) find(ctx context.Context, text string) (int, error) {
	if p.re == nil {
		return strings.Index(text, p.said), nil
	}
	ctx, stop := context.WithTimeout(ctx, patternTime)
	defer stop()
	runes := &runesOf{ctx: ctx, text: text}
	at := p.re.FindReaderIndex(runes)
	if runes.stopped {
		return -1, errSlow
	}
	if at == nil {
		return -1, nil
	}
	return at[0], nil
}

// runesOf reads a text until its context ends, as an expression that is being
// matched cannot be told to stop.
type runesOf struct {
	ctx     context.Context
	text    string
	at      int
	count   int
	stopped bool
}

// ReadRune reads the next one.
func (r *runesOf) ReadRune() (rune, int, error) {
	if r.count++; r.count%1024 == 0 && r.ctx.Err() != nil {
		r.stopped = true
	}
	if r.stopped || r.at >= len(r.text) {
		return 0, 0, io.EOF
	}
	c, size := utf8.DecodeRuneInString(r.text[r.at:])
	r.at += size
	return c, size, nil
}

// lineAt is the number of the line at a place of a text, and what stands there.
func lineAt(text string, at int) (number int, line string) {
	begin := strings.LastIndexByte(text[:at], '\n') + 1
	line, _, _ = strings.Cut(text[begin:], "\n")
	return strings.Count(text[:begin], "\n") + 1, clip(strings.TrimSpace(line), 200)
}
