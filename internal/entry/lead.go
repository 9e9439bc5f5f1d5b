package entry

import (
	"strings"
	"time"
	"unicode"
)

// skipLead passes list marks, quote marks, table bars, brackets and emphasis in
// front of a time and returns the emphasis that is still open.
func skipLead(s *scan) (open string) {
	for {
		s.spaces()
		left := s.left()
		switch {
		case strings.HasPrefix(left, "[ ]"), strings.HasPrefix(left, "[x]"), strings.HasPrefix(left, "[X]"):
			s.pos += 3
			continue
		}
		r, n := s.rune()
		switch {
		case s.done():
			return open
		case r == '*' || r == '_' || r == '`':
			end := s.pos
			for end < len(s.text) && s.text[end] == byte(r) {
				end++
			}
			if r != '*' || end-s.pos > 1 || end < len(s.text) && !isSpace(rune(s.text[end])) {
				open += s.text[s.pos:end]
			}
			s.pos = end
		case r == '+' && len(left) > 1 && isDigit(left[1]):
			return open
		case isDash(r) || strings.ContainsRune("+•·‣◦>|#[(", r):
			s.pos += n
		default:
			return open
		}
	}
}

// mayStart refuses at a glance what cannot be the start of a time.
func mayStart(s *scan) bool {
	r, _ := s.rune()
	return !s.done() && (r < 128 && (isDigit(byte(r)) || isLetter(byte(r))) || r == '~' || r == '≈' || r == '+')
}

// skipNumber passes the "1." of a numbered list.
func skipNumber(s *scan) bool {
	try := *s
	if n := len(try.digits(4)); n == 0 || n > 3 {
		return false
	}
	if !try.take('.') && !try.take(')') || !try.spaces() {
		return false
	}
	*s = try
	return true
}

// skipOpening passes "from" and "between"; the latter makes "and" a range mark.
func skipOpening(s *scan, into *stamp) (between bool) {
	skipWords(s, into)
	if s.word("between") {
		between = true
	} else {
		s.word("from", "since", "starting", "beginning")
	}
	s.spaces()
	return between
}

// skipWords passes words in front of a time: "at", "on Monday,", "around".
func skipWords(s *scan, into *stamp) {
	for range 6 {
		s.spaces()
		if isDigit(s.peek()) {
			return
		}
		r, n := s.rune()
		try := *s
		switch {
		case r == '~' || r == '≈':
			into.approx = true
			s.pos += n
		case s.word("at", "on", "the", "kl"):
			s.take('.')
		case s.word("around", "about", "approx", "approximately", "circa", "ca", "roughly", "by", "c", "near", "nearly", "probably"):
			into.approx = true
			s.take('.')
		case try.word("just", "shortly", "soon", "right") && try.spaces() && try.word("after", "before"):
			into.approx = true
			*s = try
		case skipWeekday(s, &into.date):
		default:
			return
		}
	}
}

func skipWeekday(s *scan, d *day) bool {
	try := *s
	w := try.letters()
	if len(w) < 3 || !try.atWordEnd() {
		return false
	}
	for day := time.Sunday; day <= time.Saturday; day++ {
		full := day.String()
		if strings.EqualFold(w, full) || len(w) == 3 && strings.EqualFold(w, full[:3]) {
			d.weekday = int(day) + 1
			try.take('.')
			try.take(',')
			*s = try
			return true
		}
	}
	return false
}

// skipToClock passes what may stand between a date and its time.
func skipToClock(s *scan, into *stamp) bool {
	if s.peek() == 'T' || s.peek() == 't' {
		s.pos++
		return isDigit(s.peek())
	}
	for range 12 {
		r, n := s.rune()
		switch {
		case s.done():
			return false
		case isSpace(r) || isDash(r) && !strings.HasPrefix(s.left(), "--:") || strings.ContainsRune(",@|:;[(*`_", r):
			s.pos += n
		case r == '~' || r == '≈':
			into.approx = true
			s.pos += n
		case s.word("at", "kl", "from"):
			s.take('.')
		case skipWeekday(s, &into.date):
			s.take(')')
		case s.word("around", "about", "approx", "approximately", "ca", "circa"):
			into.approx = true
			s.take('.')
		default:
			return true
		}
	}
	return true
}

// skipApprox passes "~", "?", "ish" and "(approx.)" behind a time.
func skipApprox(s *scan, into *stamp) {
	try := *s
	switch {
	case s.take('~'), strings.HasPrefix(s.left(), "ish") && s.word("ish"):
		into.approx = true
		return
	case strings.HasPrefix(s.left(), "?") && !strings.HasPrefix(s.left(), "??"):
		s.take('?')
		into.approx = true
		return
	}
	try.spaces()
	bracket := try.take('(')
	if !try.word("approx", "approximately", "approximate", "ca", "circa", "ish", "estimated", "est") {
		return
	}
	try.take('.')
	if bracket && !try.take(')') {
		return
	}
	into.approx = true
	*s = try
}

// skipRangeMark passes the dash or word between the two ends of a range.
func skipRangeMark(s *scan, between bool) bool {
	s.skipAll(func(r rune) bool { return r == '*' || r == '`' || r == ']' })
	s.spaces()
	switch {
	case s.word("to", "until", "till", "through", "thru"), between && s.word("and"):
	case strings.HasPrefix(s.left(), "→"):
		s.pos += len("→")
	case strings.HasPrefix(s.left(), ".."):
		s.skipAll(func(r rune) bool { return r == '.' })
	case s.skip(isDash):
		s.skipAll(isDash)
		s.take('>')
	default:
		return false
	}
	s.spaces()
	s.skipAll(func(r rune) bool { return r == '*' || r == '`' || r == '[' })
	return true
}

// skipTrail passes separators behind a time and closes the emphasis that stood
// open before it. It returns the remaining text.
func skipTrail(s *scan, open string) string {
	for !s.done() {
		r, n := s.rune()
		switch {
		case isSpace(r) || isColon(r) || strings.ContainsRune("|,;•·])", r):
		case strings.HasPrefix(s.left(), "=>"), strings.HasPrefix(s.left(), "->"):
			n = 2
		case strings.HasPrefix(s.left(), "→"):
		case isDash(r) && !startsNumber(s.left()[n:]):
		case r == '.' && !startsWord(s.left()[n:]):
		case open != "" && strings.HasPrefix(s.left(), open[len(open)-1:]):
			open = open[:len(open)-1]
		default:
			return closeEmphasis(s.left(), open)
		}
		s.pos += n
	}
	return ""
}

func startsNumber(s string) bool { return s != "" && isDigit(s[0]) }

func startsWord(s string) bool {
	for _, r := range s {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	}
	return false
}

// closeEmphasis drops the closing mark of emphasis that was opened before the
// time: "**14:30 - alert fired**".
func closeEmphasis(rest, open string) string {
	if open != "" {
		mark := open[len(open)-1]
		run := strings.Repeat(string(mark), len(open)-len(strings.TrimRight(open, string(mark))))
		if at := strings.Index(rest, run); at >= 0 {
			rest = rest[:at] + rest[at+len(run):]
		}
	}
	rest = strings.TrimSpace(rest)
	if trimmed := strings.TrimSuffix(rest, "|"); trimmed != rest && !strings.HasSuffix(trimmed, `\`) {
		rest = strings.TrimSpace(trimmed)
	}
	return rest
}
