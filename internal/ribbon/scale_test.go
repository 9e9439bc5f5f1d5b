package ribbon

import (
	"testing"
	"time"
)

func anchorsAt(all ...string) []float64 {
	var s []float64
	for _, a := range all {
		s = append(s, seconds(at(a)))
	}
	return s
}

func TestScaleBreaksOnlyWhereItHelps(t *testing.T) {
	evening := []string{"2026-03-03 17:55", "2026-03-03 18:00", "2026-03-03 18:02", "2026-03-03 18:05", "2026-03-03 18:09", "2026-03-03 18:30"}
	for _, c := range []struct {
		name    string
		anchors []string
		breaks  int
	}{
		{"five events in ten minutes", []string{"2026-03-03 14:02", "2026-03-03 14:04", "2026-03-03 14:06", "2026-03-03 14:09", "2026-03-03 14:12"}, 0},
		{"few events far apart need no break", []string{"2026-03-03 14:02", "2026-03-03 15:04", "2026-03-03 20:06"}, 0},
		{"a quiet night", append(evening, "2026-03-04 18:55", "2026-03-04 19:00", "2026-03-04 19:02"), 1},
		{"two quiet weeks", append(evening, "2026-03-12 18:55", "2026-03-12 19:00", "2026-03-12 19:02", "2026-03-25 19:02"), 2},
		{"an hour is drawn, however quiet", append(evening, "2026-03-03 19:35"), 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := newScale(anchorsAt(c.anchors...), 0, 800, 4)
			if got := len(s.segments) - 1; got != c.breaks {
				t.Errorf("%d breaks, want %d: %v", got, c.breaks, s.segments)
			}
			last := -1.0
			for _, a := range c.anchors {
				if x := s.x(at(a)); x < last || x > 800.01 {
					t.Errorf("%s stands at %.1f, after %.1f", a, x, last)
				} else {
					last = x
				}
			}
		})
	}
}

// TestScaleIsUniform holds that a minute is equally long in every segment.
func TestScaleIsUniform(t *testing.T) {
	s := newScale(anchorsAt("2026-03-03 10:00", "2026-03-03 10:05", "2026-03-03 10:09", "2026-03-03 10:20", "2026-03-20 10:00", "2026-03-20 10:02", "2026-03-20 10:05"), 0, 800, 4)
	if len(s.segments) != 2 {
		t.Fatalf("%d segments, want 2", len(s.segments))
	}
	a, b := s.x(at("2026-03-03 10:05"))-s.x(at("2026-03-03 10:00")), s.x(at("2026-03-20 10:05"))-s.x(at("2026-03-20 10:00"))
	if d := a - b; d > 0.01 || d < -0.01 {
		t.Errorf("five minutes are %.2f px before and %.2f px after the break", a, b)
	}
	if got := s.segments[1].x0 - s.segments[0].x1; got != breakWidth {
		t.Errorf("the break is %.1f px wide, want %v", got, breakWidth)
	}
}

func TestTicks(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no zone database")
	}
	for _, c := range []struct {
		name     string
		from, to string
		step     time.Duration
		form     string
		want     []string
	}{
		{"quarter hours", "2026-03-03 14:02", "2026-03-03 14:50", 15 * time.Minute, "15:04", []string{"15:15", "15:30", "15:45"}},
		{"spring forward skips an hour", "2026-03-28 23:30", "2026-03-29 03:30", time.Hour, "15:04", []string{"01:00", "03:00", "04:00", "05:00"}},
		{"six hours across the change stay on the clock", "2026-03-28 20:00", "2026-03-29 20:00", 6 * time.Hour, "2 15:04", []string{"29 00:00", "29 06:00", "29 12:00", "29 18:00"}},
		{"days are local midnights", "2026-10-24 12:00", "2026-10-27 12:00", 24 * time.Hour, "2 15:04", []string{"25 00:00", "26 00:00", "27 00:00"}},
		{"weeks are Mondays", "2026-03-03 12:00", "2026-03-25 12:00", 7 * 24 * time.Hour, "Mon 2", []string{"Mon 9", "Mon 16", "Mon 23"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, tick := range ticks(at(c.from).In(berlin), at(c.to).In(berlin), c.step) {
				got = append(got, tick.Format(c.form))
			}
			if len(got) != len(c.want) {
				t.Fatalf("ticks %v, want %v", got, c.want)
			}
			for i := range got {
				if got[i] != c.want[i] {
					t.Errorf("ticks %v, want %v", got, c.want)
				}
			}
		})
	}
}
