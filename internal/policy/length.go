package policy

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

const day = 24 * time.Hour

// unitOf returns what a word for a unit of time stands for. "m" is left out
// because it could mean months.
func unitOf(word string) (unit time.Duration, ok bool) {
	switch word {
	case "s", "sec", "second", "seconds":
		return time.Second, true
	case "min", "mins", "minute", "minutes":
		return time.Minute, true
	case "h", "hour", "hours":
		return time.Hour, true
	case "d", "day", "days":
		return day, true
	case "week", "weeks":
		return 7 * day, true
	}
	return 0, false
}

// parseSpan reads "5 min", "1 h 30 min", "1 day", "2 weeks", "3 calendar days" or
// "2 business days". A length of zero is refused: what is off is written none.
func parseSpan(text string) (hindcast.Span, bool) {
	words := splitUnits(strings.ToLower(text))
	if len(words) == 3 && (words[2] == "day" || words[2] == "days") {
		n, err := strconv.Atoi(words[0])
		short := err == nil && n > 0 && n <= int(hindcast.MaxSpan/day)
		switch words[1] {
		case "business", "working":
			return hindcast.Span{BusinessDays: n}, short
		case "calendar":
			return hindcast.Span{Duration: time.Duration(n) * day}, short
		}
	}
	if len(words) == 0 || len(words)%2 != 0 {
		return hindcast.Span{}, false
	}
	total, last := 0.0, time.Duration(math.MaxInt64)
	for i := 0; i < len(words); i += 2 {
		n, err := strconv.ParseFloat(words[i], 64)
		unit, known := unitOf(words[i+1])
		if err != nil || !known || unit >= last || math.IsNaN(n) || n < 0 {
			return hindcast.Span{}, false
		}
		total, last = total+n*float64(unit), unit
	}
	if total < float64(time.Second) || total > float64(hindcast.MaxSpan) {
		return hindcast.Span{}, false
	}
	return hindcast.Span{Duration: time.Duration(total).Round(time.Second)}, true
}

// splitUnits splits at spaces and between numbers and units: "1h30min".
func splitUnits(text string) []string {
	var b strings.Builder
	wasNumber := false
	for i, c := range text {
		isNumber := c >= '0' && c <= '9' || c == '.'
		if i > 0 && isNumber != wasNumber {
			b.WriteByte(' ')
		}
		b.WriteRune(c)
		wasNumber = isNumber
	}
	return strings.Fields(b.String())
}

// span reads a length of time in either way of counting, or none.
func (r *reader) span(p place, to *hindcast.Span) bool {
	if isNone(p) {
		*to = hindcast.Span{}
		return true
	}
	text, ok := r.scalar(p)
	if !ok {
		return false
	}
	s, ok := parseSpan(text)
	if !ok {
		r.fail(p, "%s is not a length of time; write 5 min, 2 h, 1 day, 2 business days or none", quote(text))
		return false
	}
	*to = s
	return true
}

// duration reads a length of time by the clock, or none.
func (r *reader) duration(p place, to *time.Duration) bool {
	var s hindcast.Span
	if !r.span(p, &s) {
		return false
	}
	if s.BusinessDays != 0 {
		r.fail(p, "cannot be counted in business days; write 5 min, 2 h, 1 day or none")
		return false
	}
	*to = s.Duration
	return true
}

// workingTime reads a length of time in which a business day counts 24 hours, or
// none.
func (r *reader) workingTime(p place, to *time.Duration) {
	var s hindcast.Span
	if r.span(p, &s) {
		*to = s.Duration + time.Duration(s.BusinessDays)*day
	}
}

// days reads a whole number of days as "15 days", or none.
func (r *reader) days(p place, to *int) bool {
	var d time.Duration
	if !r.duration(p, &d) {
		return false
	}
	if d%day != 0 {
		r.fail(p, "must be whole days, as 15 days")
		return false
	}
	*to = int(d / day)
	return true
}
