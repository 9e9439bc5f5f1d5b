package ribbon

import (
	"slices"
	"strings"
	"testing"
)

func TestTableTellsWhatThePictureShows(t *testing.T) {
	r, o := outage()
	rows := Table(r, o)
	if want := len(r.Timeline) + len(r.Evidence) + len(o.Actual) + len(o.Gaps); len(rows) != want {
		t.Errorf("%d rows, want %d", len(rows), want)
	}
	for _, want := range []string{
		"3 Mar 2026, 14:21 UTC|Signals|signal, milestone detected, 19 min after began||Alert PaymentErrorRate fired again",
		"3 Mar 2026, 14:55 UTC|Severity|severity change, P1 Critical||Raised to P1",
		"3 Mar 2026, 14:25 UTC (approximate)|Signals|observation||First customers saw errors around then, says support",
		"3 Mar 2026, 14:22 UTC|People|page|Jonas Lind|Paged the payments on-call",
		"3 Mar 2026, 15:06 UTC|Communication|silence over the cadence||Silence of 1 h 52 min, from 3 Mar 2026, 15:06 UTC; 52 min over the tolerated 1 h",
		"no time recorded|Evidence|evidence, expired||Load balancer access log",
	} {
		if !slices.ContainsFunc(rows, func(row Row) bool {
			return strings.Join([]string{row.Time, row.Lane, row.What, row.Who, row.Text}, "|") == want
		}) {
			t.Errorf("no row %q", want)
		}
	}
	for i := 1; i < len(rows); i++ {
		if a, b := rows[i-1].At, rows[i].At; !b.IsZero() && (a.IsZero() || a.After(b)) {
			t.Errorf("row %d is out of order", i)
		}
	}
}

func TestTimesAreNoFinerThanKnown(t *testing.T) {
	r, o := nearMiss()
	texts := strings.Join(layout(r, o).texts(), "\n")
	for _, want := range []string{"~09:00", "11:?? Restore stopped", "10 Jun Told the whole team", "1 event without a time is not drawn"} {
		if !strings.Contains(texts, want) {
			t.Errorf("%q is not in the picture:\n%s", want, texts)
		}
	}
}
