package hindcast

import (
	"regexp"
	"slices"
	"strings"
)

// variable is a place to fill in: {{status page}}, {{next_update}}. What other
// tools put in double braces, such as {{.State}}, begins with another sign.
var variable = regexp.MustCompile(`\{\{ *(\pL[\pL\pN _-]{0,79}?) *\}\}`)

// Variables lists the places of a text that are to be filled in, each once, in the
// order they first occur.
func Variables(text string) []string {
	var names []string
	for _, m := range variable.FindAllStringSubmatch(text, -1) {
		if name := variableName(m[1]); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// variableName is how a variable is called however its words are joined.
func variableName(written string) string { return strings.ReplaceAll(Fold(written), " ", "_") }

// Fill puts values into the places of a text that name them. Places without a
// value stay as they are, and are listed in missing. What a value holds is not
// filled in again.
func Fill(text string, values map[string]string) (filled string, missing []string) {
	filled = variable.ReplaceAllStringFunc(text, func(place string) string {
		name := variableName(variable.FindStringSubmatch(place)[1])
		if v := values[name]; strings.TrimSpace(v) != "" {
			return v
		}
		if !slices.Contains(missing, name) {
			missing = append(missing, name)
		}
		return place
	})
	return filled, missing
}
