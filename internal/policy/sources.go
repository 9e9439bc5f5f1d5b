package policy

import "strings"

// Sources reads where the figures of a policy come from: the comment at the end of
// a key's line, by the key's path, such as "levels.P1.detect". A key without one
// is there with no text. The text has been parsed before; what this
// reading of its lines does not follow is left out.
func Sources(text []byte) map[string]string {
	found := map[string]string{}
	var path []string
	var indents []int
	for line := range strings.Lines(string(text)) {
		key, rest, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.ContainsAny(key, "#-[{\"' ") {
			continue
		}
		indent := len(line) - len(strings.TrimLeft(line, " "))
		for len(indents) > 0 && indents[len(indents)-1] >= indent {
			indents, path = indents[:len(indents)-1], path[:len(path)-1]
		}
		indents, path = append(indents, indent), append(path, key)
		_, comment, _ := strings.Cut(rest, " #")
		found[strings.Join(path, ".")] = strings.TrimSpace(comment)
	}
	return found
}
