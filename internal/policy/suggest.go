package policy

import (
	"fmt"
	"strings"
)

// suggest names the known word nearest to a misspelt one, or all of them when
// there are few and none is near.
func suggest(word string, known []string) string {
	best, distance := "", 1+max(2, len(word)/3)
	if len(word) <= 64 {
		for _, k := range known {
			if d := edits(strings.ToLower(word), strings.ToLower(k)); d < distance {
				best, distance = k, d
			}
		}
	}
	if best != "" {
		return fmt.Sprintf("; did you mean %s?", best)
	}
	return "; known are " + strings.Join(known, ", ")
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
