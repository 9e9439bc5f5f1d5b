package entry

import (
	"strings"
	"time"
)

// Zone reads the name of a time zone: "UTC", "Z", "CEST", "GMT+2", "+02:00",
// "Europe/Copenhagen", "Eastern Time". Abbreviations are literal offsets: CET is
// UTC+1 in summer too, because that is what was written. CST, IST, BST and AST
// have several meanings; the American, Indian, British and Atlantic ones are
// taken. Area names come from the IANA database.
func Zone(name string) (*time.Location, bool) {
	s := scan{text: strings.Trim(name, " \t()[]`*_.,")}
	loc, _, ok := scanZone(&s, false)
	if !ok || !s.done() {
		return nil, false
	}
	return loc, true
}

// abbreviation returns the offset of a zone abbreviation in minutes east of UTC.
// Abbreviations that are English words in capitals, such as EAT, are left out.
// Source: the IANA time zone database and, for the military Z, RFC 5322.
func abbreviation(a string) (minutes int, ambiguous, ok bool) {
	switch a {
	case "UTC", "GMT", "Z", "UCT", "WET", "ZULU":
		return 0, false, true
	case "CET", "WEST", "MEZ":
		return 60, false, true
	case "BST":
		return 60, true, true
	case "CEST", "EET", "SAST", "MESZ":
		return 120, false, true
	case "EEST", "MSK", "TRT":
		return 180, false, true
	case "GST":
		return 240, true, true
	case "PKT":
		return 300, false, true
	case "IST":
		return 330, true, true
	case "ICT", "WIB":
		return 420, false, true
	case "SGT", "HKT", "AWST", "PHT":
		return 480, false, true
	case "JST", "KST":
		return 540, false, true
	case "ACST":
		return 570, false, true
	case "AEST":
		return 600, false, true
	case "ACDT":
		return 630, false, true
	case "AEDT":
		return 660, false, true
	case "NZST":
		return 720, false, true
	case "NZDT":
		return 780, false, true
	case "BRT":
		return -180, false, true
	case "ADT":
		return -180, false, true
	case "AST":
		return -240, true, true
	case "EDT":
		return -240, false, true
	case "EST", "CDT":
		return -300, false, true
	case "CST":
		return -360, true, true
	case "MDT":
		return -360, false, true
	case "MST", "PDT":
		return -420, false, true
	case "PST", "AKDT":
		return -480, false, true
	case "AKST":
		return -540, false, true
	case "HST":
		return -600, false, true
	}
	return 0, false, false
}

// region returns the IANA zone behind a name that follows daylight saving.
func region(words string) string {
	switch strings.ToLower(words) {
	case "et", "eastern":
		return "America/New_York"
	case "ct", "central":
		return "America/Chicago"
	case "mt", "mountain":
		return "America/Denver"
	case "pt", "pacific":
		return "America/Los_Angeles"
	}
	return ""
}

// scanZone reads a zone name at the place. inText asks for the spellings that
// cannot be mistaken for words of a sentence: abbreviations in capitals.
func scanZone(s *scan, inText bool) (loc *time.Location, ambiguous, ok bool) {
	try := *s
	if loc, ok := scanOffset(&try, inText); ok {
		*s = try
		return loc, false, true
	}
	try = *s
	name := try.letters()
	if name == "" {
		return nil, false, false
	}
	if try.peek() == '/' {
		if loc, ok := scanArea(s); ok {
			return loc, false, true
		}
		try = *s
		name = try.letters()
	}
	upper := strings.ToUpper(name)
	minutes, ambiguous, known := abbreviation(upper)
	if known && inText && name != upper && upper != "UTC" && upper != "GMT" && !(name == "z" && isDigit(byte(s.before()))) {
		known = false
	}
	if known {
		return finishAbbreviation(s, try, upper, minutes, ambiguous)
	}
	return scanRegion(s, inText)
}

// finishAbbreviation reads the "+2" of "GMT+2".
func finishAbbreviation(s *scan, try scan, name string, minutes int, ambiguous bool) (*time.Location, bool, bool) {
	if !try.atWordEnd() {
		return nil, false, false
	}
	if name == "UTC" || name == "GMT" {
		more := try
		if offset, ok := scanSigned(&more, 1); ok {
			*s = more
			return fixed(offset), false, true
		}
	}
	*s = try
	if minutes == 0 {
		return time.UTC, ambiguous, true
	}
	return time.FixedZone(name, minutes*60), ambiguous, true
}

// scanArea reads Europe/Copenhagen and America/Argentina/Salta.
func scanArea(s *scan) (*time.Location, bool) {
	end := s.pos
	for end < len(s.text) && (isLetter(s.text[end]) || isDigit(s.text[end]) || strings.IndexByte("/_+-", s.text[end]) >= 0) {
		end++
	}
	name := s.text[s.pos:end]
	area, _, _ := strings.Cut(name, "/")
	switch area {
	case "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific", "US", "Etc":
	default:
		return nil, false
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, false
	}
	s.pos = end
	return loc, true
}

// scanRegion reads "ET", "Eastern Time" and "Pacific".
func scanRegion(s *scan, inText bool) (*time.Location, bool, bool) {
	try := *s
	name := try.letters()
	area := region(name)
	if area == "" || !try.atWordEnd() || inText && len(name) == 2 && name != strings.ToUpper(name) {
		return nil, false, false
	}
	more := try
	more.spaces()
	more.word("standard", "daylight")
	more.spaces()
	if more.word("time") {
		try = more
	} else if inText && len(name) > 2 {
		return nil, false, false
	}
	loc, err := time.LoadLocation(area)
	if err != nil {
		return nil, false, false
	}
	*s = try
	return loc, false, true
}

// number reads digits that are known to be few.
func number(digits string) int {
	n := 0
	for i := range len(digits) {
		n = n*10 + int(digits[i]-'0')
	}
	return n
}
