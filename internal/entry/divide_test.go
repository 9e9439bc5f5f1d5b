package entry

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// TestDivide reads lines that tell several things at one time.
func TestDivide(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Ines Falk joined, declared P1", "join Ines Falk; severity P1 Ines Falk"},
		{"Mira joined as incident leader and declared SEV2", "join Mira incident_leader; severity P2 Mira"},
		{"Declared SEV2 and Mira Holt joined as scribe", "severity P2; join Mira Holt scribe"},
		{"Ada paged, Bob joined", "page Ada; join Bob"},
		{"Ada acknowledged the page and joined the bridge", "response Ada; join Ada"},
		{"Mira joined, declared P1, paged Jo Fox", "join Mira; severity P1 Mira; page Jo Fox"},
		{"Ines Falk joined", "join Ines Falk"},
		{"Ada Lin and Bo Fox joined", "join Ada Lin; join Bo Fox"},
		{"Ada Lin, Bo Fox, and Cy Dorn joined the call", "join Ada Lin; join Bo Fox; join Cy Dorn"},
		{"Tables and Views joined with errors", "observation"},
		{"Ines Falk joined, looked at the logs", "join Ines Falk"},
		{"declared P1, paging the database team", "severity P1"},
		{"joined tables were slow, declared P3", "severity P3"},
	} {
		var got []string
		text := ""
		for n, e := range Divide(hindcast.TimelineEvent{Text: c.text}, nil) {
			s := string(e.Kind)
			if e.Severity != nil {
				s += " " + fmt.Sprint("P", int(e.Severity.To))
			}
			if !e.Actor.IsZero() {
				s += " " + e.Actor.Name
			}
			if e.Role != "" {
				s += " " + string(e.Role)
			}
			if (n > 0) != strings.Contains(e.Origin.Rule, "split:said-together") {
				t.Errorf("%q: part %d bears %q", c.text, n, e.Origin.Rule)
			}
			got = append(got, s)
			text += e.Text
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%q: %s, want %s", c.text, s, c.want)
		}
		for w := range strings.FieldsSeq(c.text) {
			if w = strings.Trim(w, ",."); !strings.Contains(text, w) {
				t.Errorf("%q: %q is lost", c.text, w)
			}
		}
	}
}
