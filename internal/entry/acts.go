package entry

import "strings"

// acts reports whether the text goes on with a verb of acting in the past or
// present. strictly asks for verbs that only people are the subject of, followed
// by what only follows them when they are not passive: "Breach suspected by Bob"
// names no subject.
func acts(text string, strictly bool) bool {
	words := split(text[:min(len(text), 60)])
	if len(words) == 0 || words[0].clause && !words[0].sentence {
		return false
	}
	verb := words[0].text
	next := wordAt(words, 1)
	switch verb {
	case "joined", "joins":
		return next == "" || next != "cluster" && next != "the" || next == "the" && wordAt(words, 2) != "cluster" && wordAt(words, 2) != "network"
	case "left", "leaves":
		return meets(next) || next == "the" && meets(wordAt(words, 2))
	case "took", "takes":
		return next == "command" || next == "over" && wordAt(words, 2) != "an" && wordAt(words, 2) != "a" && wordAt(words, 2) != ""
	case "acknowledged", "acknowledges", "acked", "acks", "decided", "decides", "suggested", "suggests", "proposed", "proposes", "asked", "asks", "volunteered",
		"declared", "declares", "paged", "noticed", "notices", "agreed", "agrees", "explains", "explained", "suspects", "suspected":
		return active(next)
	}
	if strictly {
		return false
	}
	return strings.HasSuffix(verb, "ed") || strings.HasSuffix(verb, "ing") || strings.HasSuffix(verb, "s") && len(words) > 1 || irregular(verb)
}

// wordAt returns a word that follows without punctuation, or "".
func wordAt(words []word, i int) string {
	if i >= len(words) || words[i].clause {
		return ""
	}
	return words[i].text
}

func meets(w string) bool {
	switch w {
	case "call", "bridge", "incident", "channel", "meeting", "room", "war", "zoom", "huddle":
		return true
	}
	return false
}

func active(next string) bool {
	switch next {
	case "", "by", "at", "in", "on", "and", "as", "with", "from", "via", "after", "but", "due", "because", "during", "while", "when":
		return false
	}
	return true
}

func irregular(w string) bool {
	switch w {
	case "ran", "found", "saw", "told", "sent", "left", "began", "said", "wrote", "made", "set", "put", "cut", "shut", "rebuilt", "took", "i", "we":
		return true
	}
	return false
}
