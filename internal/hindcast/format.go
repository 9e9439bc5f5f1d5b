package hindcast

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// This file writes numbers and times the way people read them. The terminal, the
// page and the Markdown draft all use it, so that a figure looks the same
// everywhere. Unit symbols follow the SI brochure (h, min, s, d, a space before
// the symbol and before %).

// NoValue is what stands where a measure has no value.
const NoValue = "not computable"

// FormatDuration writes a duration to the second below one hour and to the
// minute above: "45 s", "4 min 30 s", "1 h 24 min", "2 d 3 h". Nothing is "0 min".
func FormatDuration(d time.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "-", -d
	}
	if d.Round(time.Second) < time.Hour {
		d = d.Round(time.Second)
	} else {
		d = d.Round(time.Minute)
	}
	units := []struct {
		length time.Duration
		symbol string
	}{{24 * time.Hour, "d"}, {time.Hour, "h"}, {time.Minute, "min"}, {time.Second, "s"}}
	var parts []string
	for _, u := range units {
		if n := d / u.length; n > 0 {
			parts = append(parts, strconv.FormatInt(int64(n), 10)+" "+u.symbol)
			d -= n * u.length
		}
	}
	if len(parts) == 0 {
		return "0 min"
	}
	return sign + strings.Join(parts, " ")
}

// FormatCount writes a number with a comma at each thousand and at most two
// decimals: "12,500", "2.5".
func FormatCount(n float64) string {
	text := strconv.FormatFloat(math.Round(n*100)/100, 'f', -1, 64)
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	whole, fraction, _ := strings.Cut(text, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if fraction != "" {
		whole += "." + fraction
	}
	if whole == "0" {
		sign = ""
	}
	return sign + whole
}

// FormatValue writes a number of a unit: "1 h 24 min", "12,500", "66.7 %",
// "223.7 days". Values of UnitWord have no number; use Measure.Word.
func FormatValue(value float64, unit Unit) string {
	number, symbol := formatParts(value, unit)
	if symbol == "" {
		return number
	}
	return number + " " + symbol
}

// formatParts separates a value from its symbol, so that a range can write the
// symbol once. Durations of several units have no symbol of their own.
func formatParts(value float64, unit Unit) (number, symbol string) {
	switch unit {
	case UnitSeconds:
		text := FormatDuration(time.Duration(math.Round(value * float64(time.Second))))
		if strings.Count(text, " ") == 1 {
			number, symbol, _ = strings.Cut(text, " ")
			return number, symbol
		}
		return text, ""
	case UnitRatio:
		return strconv.FormatFloat(math.Round(value*1000)/10, 'f', -1, 64), "%"
	case UnitDays:
		number = FormatCount(math.Round(value*10) / 10)
		if number == "1" {
			return number, "day"
		}
		return number, "days"
	}
	return FormatCount(value), ""
}

// FormatRange writes a value known between two bounds: "11–13 min",
// "58 min – 1 h 2 min". Bounds that read the same are written once.
func FormatRange(low, high float64, unit Unit) string {
	a, b := FormatValue(low, unit), FormatValue(high, unit)
	if a == b {
		return a
	}
	lowNumber, lowSymbol := formatParts(low, unit)
	highNumber, highSymbol := formatParts(high, unit)
	if low >= 0 && singular(lowSymbol) == singular(highSymbol) && !strings.Contains(lowNumber+highNumber, " ") {
		if highSymbol == "" {
			return lowNumber + "–" + highNumber
		}
		return lowNumber + "–" + highNumber + " " + highSymbol
	}
	if unit == UnitSeconds && low == 0 {
		return "0–" + b
	}
	return a + " – " + b
}

func singular(symbol string) string { return strings.TrimSuffix(symbol, "s") }

// FormatMeasure writes a measure's value with its bounds where they say more:
// "12 min (11–13 min)", "monitoring", or NoValue.
func FormatMeasure(m Measure) string {
	if !m.Computed() {
		return NoValue
	}
	if m.Value == nil {
		return m.Word
	}
	text := FormatValue(*m.Value, m.Unit)
	if bounds := FormatBounds(m); bounds != "" {
		text += " (" + bounds + ")"
	}
	return text
}

// FormatBounds writes a measure's bounds, "11–13 min", or "" when it has none or
// they say no more than its value.
func FormatBounds(m Measure) string {
	if m.Low == nil || m.High == nil || *m.Low == *m.High {
		return ""
	}
	text := FormatRange(*m.Low, *m.High, m.Unit)
	if m.Value != nil && text == FormatValue(*m.Value, m.Unit) {
		return ""
	}
	return text
}

// FormatTarget writes what a measure is held to, "at most 15 min" or
// "at least 70 %", or "" when it has no target.
func FormatTarget(m Measure) string {
	if m.Target == nil {
		return ""
	}
	if m.AtLeast {
		return "at least " + FormatValue(*m.Target, m.Unit)
	}
	return "at most " + FormatValue(*m.Target, m.Unit)
}

// UnknownTime is what stands where an event has no time.
const UnknownTime = "unknown"

// FormatInstant writes a UTC time with its day, no finer than it is known:
// "2026-03-04 14:30:05", "2026-03-04 14:30", "2026-03-04 14:??" (some time in
// that hour), "2026-03-04", "~2026-03-04 14:30", "unknown". The zone is not
// written: it is always UTC, and the column or caption says so.
func FormatInstant(t time.Time, p Precision) string {
	if t.IsZero() || p == PrecisionUnknown {
		return UnknownTime
	}
	day := t.UTC().Format(time.DateOnly)
	switch p {
	case PrecisionDay:
		return day
	case PrecisionApproximate:
		return "~" + day + " " + t.UTC().Format("15:04")
	}
	return day + " " + FormatClock(t, p)
}

// FormatClock writes a UTC time without its day, no finer than it is known:
// "14:30:05", "14:30", "14:??", "~14:30". Times known to the day only, or not at
// all, are written as FormatInstant writes them.
func FormatClock(t time.Time, p Precision) string {
	if t.IsZero() {
		return UnknownTime
	}
	t = t.UTC()
	switch p {
	case PrecisionExact:
		if t.Second() == 0 && t.Nanosecond() == 0 {
			return t.Format("15:04")
		}
		return t.Format("15:04:05")
	case PrecisionHour:
		return t.Format("15") + ":??"
	case PrecisionApproximate:
		return "~" + t.Format("15:04")
	case PrecisionDay, PrecisionUnknown:
		return FormatInstant(t, p)
	}
	return t.Format("15:04")
}
