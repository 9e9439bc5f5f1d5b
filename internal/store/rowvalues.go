package store

import "strings"

// rowValues builds the rows of an insert: "($1,$2),($3,$4)".
type rowValues struct {
	args   []any
	starts []int
}

// row begins the next row.
func (v *rowValues) row() { v.starts = append(v.starts, len(v.args)) }

// add appends values to the row begun last.
func (v *rowValues) add(args ...any) { v.args = append(v.args, args...) }

func (v *rowValues) len() int { return len(v.starts) }

// text returns the rows with a numbered argument for each value. Casts, where
// given, follow the arguments of each row in turn.
func (v *rowValues) text(casts ...string) string {
	var b strings.Builder
	next := 0
	for i := range v.args {
		switch {
		case next < len(v.starts) && v.starts[next] == i:
			if next > 0 {
				b.WriteString("),")
			}
			b.WriteByte('(')
			next++
		default:
			b.WriteByte(',')
		}
		b.WriteString(placeholder(i + 1))
		if len(casts) > 0 {
			b.WriteString(casts[i%len(casts)])
		}
	}
	return b.String() + ")"
}
