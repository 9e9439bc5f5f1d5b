package entry

import "strings"

// Templated reports whether the text is left over from a template that nobody
// filled in: "20xx-MM-DD HH:mm", "HH:mm", "--:--", "Short event description".
// A date that was filled in is not left over, whatever stands for its time.
func Templated(text string) bool {
	s := strings.ToLower(strings.TrimFunc(text, func(r rune) bool {
		return isSpace(r) || strings.ContainsRune("|*_`[]()<>{}.", r)
	}))
	if s == "" {
		return false
	}
	first, _, _ := strings.Cut(s, " ")
	for _, p := range []string{"20xx-mm-dd", "20xx-xx-xx", "yyyy-mm-dd", "yyyy/mm/dd", "dd/mm/yyyy", "mm/dd/yyyy", "dd-mm-yyyy", "dd.mm.yyyy",
		"xxxx-xx-xx", "20yy-mm-dd", "hh:mm:ss", "hh:mm", "xx:xx", "--:--", "??:??", "__:__", "00:00z", "yyyy-mm-ddthh:mm:ssz"} {
		if first == p {
			return true
		}
	}
	for cell := range strings.SplitSeq(s, "|") {
		switch strings.Trim(cell, " .*_`[]()<>{}") {
		case "short event description", "event description", "short description", "description of event", "description of the event", "what happened":
			return true
		}
	}
	return false
}
