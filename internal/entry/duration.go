package entry

import (
	"math"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Duration reads a length of time as documents state it: "54 minutes", "19 hours
// 43 minutes.", "1h 30m", "11 Days", "~2 h", "1:30 h". ok is false when the text
// does not start with one, as "N/A" and "TBD" do not. A day counts 24 hours and a
// week seven days.
func Duration(text string) (time.Duration, bool) {
	s := scan{text: text}
	for s.skip(func(r rune) bool { return isSpace(r) || strings.ContainsRune("*_`:(~≈<>-–", r) }) {
	}
	for s.word("about", "around", "approx", "approximately", "ca", "circa", "roughly", "some", "almost", "nearly", "over", "under", "within", "just", "after", "less", "more", "than", "at", "least", "most", "up", "to", "max", "c") {
		s.skipAll(func(r rune) bool { return isSpace(r) || strings.ContainsRune(".~≈", r) })
	}
	d, _, ok := scanSpan(&s)
	return d, ok
}

// scanSpan reads amounts with units that stand in a row. exact says whether
// seconds were among them.
func scanSpan(s *scan) (total time.Duration, exact, ok bool) {
	for {
		try := *s
		if ok {
			try.skipAll(func(r rune) bool { return isSpace(r) || r == ',' })
			if try.word("and") {
				try.spaces()
			}
		}
		amount, seconds, found := scanAmount(&try)
		if !found || total > math.MaxInt64-amount {
			return total, exact, ok
		}
		total, exact, ok = total+amount, exact || seconds, true
		*s = try
	}
}

// scanAmount reads one figure and its unit.
func scanAmount(s *scan) (d time.Duration, seconds, ok bool) {
	try := *s
	value, ok := scanFigure(&try)
	if !ok {
		return 0, false, false
	}
	try.spaces()
	try.skip(isDash)
	unit, known := unitOf(try.letters())
	if !known || value*float64(unit) > float64(100*365*24*time.Hour) {
		return 0, false, false
	}
	try.take('.')
	if try.pos > 0 && try.text[try.pos-1] == '.' && isDigit(try.peek()) {
		try.pos--
	}
	*s = try
	return time.Duration(math.Round(value * float64(unit))), unit == time.Second, true
}

// scanFigure reads 54, 1.5, 1,5, 1:30 (hours and minutes) and "an".
func scanFigure(s *scan) (float64, bool) {
	if s.word("a", "an", "one") {
		return 1, true
	}
	whole := s.digits(9)
	if whole == "" {
		return 0, false
	}
	value := float64(number(whole))
	try := *s
	switch {
	case try.skip(isColon):
		if minutes := try.digits(2); len(minutes) == 2 {
			*s = try
			value += float64(number(minutes)) / 60
		}
	case try.take('.') || try.take(','):
		if fraction := try.digits(6); fraction != "" {
			*s = try
			value += float64(number(fraction)) / math.Pow10(len(fraction))
		}
	}
	return value, true
}

func unitOf(word string) (time.Duration, bool) {
	switch strings.ToLower(word) {
	case "ms", "millisecond", "milliseconds":
		return time.Millisecond, true
	case "s", "sec", "secs", "second", "seconds":
		return time.Second, true
	case "m", "min", "mins", "minute", "minutes":
		return time.Minute, true
	case "h", "hr", "hrs", "hour", "hours":
		return time.Hour, true
	case "d", "day", "days":
		return 24 * time.Hour, true
	case "w", "week", "weeks":
		return 7 * 24 * time.Hour, true
	}
	return 0, false
}

func precisionOfSpan(exact bool) hindcast.Precision {
	if exact {
		return hindcast.PrecisionExact
	}
	return hindcast.PrecisionMinute
}
