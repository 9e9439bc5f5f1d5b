package policy

import (
	"fmt"
	"strings"
)

// suggest names the known word nearest to an unknown one, or all of them when
// none is near. Near is within half the letters, or a part of it ("leader" for
// incident_leader).
func suggest(word string, known []string) string {
	all := "; known are " + strings.Join(known, ", ")
	if len(word) < 2 || len(word) > 64 {
		return all
	}
	word = strings.ToLower(word)
	best, distance := "", max(2, len(word)/2)+1
	for _, k := range known {
		d := edits(word, strings.ToLower(k))
		if len(word) > 3 && strings.Contains(k, word) {
			d = 1
		}
		if d < distance {
			best, distance = k, d
		}
	}
	if best == "" {
		return all
	}
	return fmt.Sprintf("; did you mean %s?", best)
}

// edits is the Levenshtein distance between two words in bytes.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := diagonal
			if a[i-1] != b[j-1] {
				change++
			}
			diagonal = row[j]
			row[j] = min(change, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
