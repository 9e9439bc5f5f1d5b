package actions

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Trend is how actions went, by the quarter in which they were written down.
type Trend struct {
	Quarters []Quarter // Quarters follow one another, the oldest first.
	Verify   Spread    // Verify is the time to verification over all of them.
}

// Quarter is the actions written down within one.
type Quarter struct {
	From   hindcast.Date
	Levels map[hindcast.Hierarchy]int // Levels count by hierarchy level, "" where none is said.
	Added  int
	// Done, Verified and Dropped are where those actions stand today; the verified
	// ones are done as well.
	Done, Verified, Dropped int
	Verify                  Spread // Verify is the time from writing down to verification.
}

// Name is what a quarter is called: 2026 Q1.
func (q Quarter) Name() string { return fmt.Sprintf("%d Q%d", q.From.Year, (q.From.Month-1)/3+1) }

// Spread is how durations spread: their number, median and quartiles.
type Spread struct {
	N                 int
	Low, Median, High time.Duration
}

// SpreadOf sorts durations and returns how they spread. A quartile between two of
// them is as far from the one as its rank is.
func SpreadOf(all []time.Duration) Spread {
	if len(all) == 0 {
		return Spread{}
	}
	slices.Sort(all)
	at := func(share float64) time.Duration {
		rank := share * float64(len(all)-1)
		below := int(rank)
		above := min(below+1, len(all)-1)
		return all[below] + time.Duration((rank-float64(below))*float64(all[above]-all[below]))
	}
	return Spread{N: len(all), Low: at(.25), Median: at(.5), High: at(.75)}
}

// trendQuarters is how many quarters a trend goes back. It is ours: two years.
const trendQuarters = 8

// Trend returns how the actions of the last two years went.
func (s *Service) Trend(ctx context.Context, by hindcast.Actor) (Trend, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return Trend{}, err
	}
	terms, err := s.Terms(ctx)
	if err != nil {
		return Trend{}, err
	}
	quarters := quartersTo(terms.Today)
	spans, err := s.store.ActionSpans(ctx, by, quarters[0].From.In(terms.Zone))
	if err != nil {
		return Trend{}, err
	}
	return trendOf(quarters, spans, terms.Zone), nil
}

// quartersTo are the quarters up to that of a day.
func quartersTo(today hindcast.Date) []Quarter {
	list := make([]Quarter, trendQuarters)
	year, month := today.Year, (today.Month-1)/3*3+1
	for i := len(list) - 1; i >= 0; i-- {
		list[i] = Quarter{From: hindcast.Date{Year: year, Month: month, Day: 1}, Levels: map[hindcast.Hierarchy]int{}}
		if month -= 3; month < 1 {
			year, month = year-1, 10
		}
	}
	return list
}

// trendOf counts what fell into each quarter, in a zone.
func trendOf(quarters []Quarter, spans []store.ActionSpan, zone *time.Location) Trend {
	took := make([][]time.Duration, len(quarters))
	var all []time.Duration
	for _, span := range spans {
		day, n := hindcast.DateOf(span.Added.In(zone)), len(quarters)-1
		for n > 0 && day.Compare(quarters[n].From) < 0 {
			n--
		}
		q := &quarters[n]
		q.Added++
		q.Levels[span.Hierarchy]++
		switch span.State {
		case hindcast.ActionVerified:
			q.Verified++
			q.Done++
		case hindcast.ActionDone:
			q.Done++
		case hindcast.ActionDropped:
			q.Dropped++
		}
		if !span.Verified.IsZero() {
			took[n], all = append(took[n], span.Verified.Sub(span.Added)), append(all, span.Verified.Sub(span.Added))
		}
	}
	for n := range quarters {
		quarters[n].Verify = SpreadOf(took[n])
	}
	return Trend{Quarters: quarters, Verify: SpreadOf(all)}
}
