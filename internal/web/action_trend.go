package web

import (
	"fmt"
	"net/http"
	"time"

	"github.com/hindcast/hindcast/internal/actions"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// trendView is how actions went by quarter.
type trendView struct {
	Rows   []trendRow
	Lines  []trendLine // Lines are the picture's: where it has a number.
	Width  int
	Verify string // Verify sums the time to verification up.
	Some   bool
}

// trendRow is one quarter.
type trendRow struct {
	Name                                    string
	Added, Stronger, Intermediate, Weaker   int
	Unsaid, Done, Verified, Dropped         int
	DoneShare, VerifiedShare, Median, Range string
	N                                       int

	X    int
	Bars []trendBar
	Top  int // Top is where the number above the bar stands.
}

// trendBar is the part of a quarter's bar that one level has.
type trendBar struct {
	Level     string
	Y, Height int
}

// trendLine is a line of the scale.
type trendLine struct {
	Y    int
	Text string
}

// The picture of the trend, in units of its own.
const (
	trendLeft, trendTop, trendHeight = 32, 20, 140
	trendStep, trendBarWidth         = 76, 44
)

// actionTrend shows how actions went.
func (p *Pages) actionTrend(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	t, err := p.Actions.Trend(r.Context(), by)
	if err != nil {
		return err
	}
	return p.render(w, r, by, Shell{Title: "Trend of actions", Section: ActionsSection}, trendPage(newTrendView(t)))
}

func newTrendView(t actions.Trend) trendView {
	v := trendView{Width: trendLeft + len(t.Quarters)*trendStep, Verify: spreadText(t.Verify)}
	most := 1
	for _, q := range t.Quarters {
		most = max(most, q.Added)
		v.Some = v.Some || q.Added > 0
	}
	for _, n := range []int{0, (most + 1) / 2, most} {
		line := trendLine{trendTop + trendHeight - n*trendHeight/most, fmt.Sprint(n)}
		if len(v.Lines) == 0 || v.Lines[len(v.Lines)-1] != line {
			v.Lines = append(v.Lines, line)
		}
	}
	for i, q := range t.Quarters {
		row := trendRow{Name: q.Name(), Added: q.Added, Stronger: q.Levels[hindcast.Stronger], Intermediate: q.Levels[hindcast.Intermediate], Weaker: q.Levels[hindcast.Weaker],
			Unsaid: q.Levels[""], Done: q.Done, Verified: q.Verified, Dropped: q.Dropped, DoneShare: shareText(q.Done, q.Added), VerifiedShare: shareText(q.Verified, q.Added),
			N: q.Verify.N, X: trendLeft + i*trendStep + (trendStep-trendBarWidth)/2}
		if q.Verify.N > 0 {
			row.Median, row.Range = daysText(q.Verify.Median), daysText(q.Verify.Low)+" to "+daysText(q.Verify.High)
		}
		row.stack(q, most)
		v.Rows = append(v.Rows, row)
	}
	return v
}

// stack builds a quarter's bar, the strongest level at its foot.
func (row *trendRow) stack(q actions.Quarter, most int) {
	foot := trendTop + trendHeight
	row.Top = foot - 6
	for _, level := range append(hindcast.Hierarchies(), "") {
		n := q.Levels[level]
		if n == 0 {
			continue
		}
		height := n * trendHeight / most
		foot -= height
		row.Bars = append(row.Bars, trendBar{firstOf(string(level), unsaid), foot, height})
		row.Top = foot - 6
	}
}

// shareText is a part of a whole, with the numbers it is made of.
func shareText(n, of int) string {
	if of == 0 {
		return ""
	}
	return fmt.Sprintf("%d of %d", n, of)
}

// spreadText sums durations up.
func spreadText(s actions.Spread) string {
	if s.N == 0 {
		return ""
	}
	return fmt.Sprintf("median %s, half of them between %s and %s (n = %d)", daysText(s.Median), daysText(s.Low), daysText(s.High), s.N)
}

// daysText writes a long time in days, one under two days in hours.
func daysText(d time.Duration) string {
	if d < 48*time.Hour {
		return hindcast.FormatDuration(d.Round(time.Hour))
	}
	return counted(int(d.Round(24*time.Hour)/(24*time.Hour)), "day", "days")
}
