package hindcast_test

import (
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestSpanString(t *testing.T) {
	for want, s := range map[string]hindcast.Span{
		"none": {}, "45 s": {Duration: 45 * time.Second}, "5 min": {Duration: 5 * time.Minute}, "90 min": {Duration: 90 * time.Minute},
		"1 h": {Duration: time.Hour}, "36 h": {Duration: 36 * time.Hour}, "1 day": {Duration: day}, "14 days": {Duration: 14 * day},
		"1 business day": {BusinessDays: 1}, "5 business days": {BusinessDays: 5}, "1.5ms": {Duration: 1500 * time.Microsecond},
	} {
		if got := s.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestSpanAfterAndMeasure(t *testing.T) {
	c := week(t, "Europe/Copenhagen")
	friday := local(t, c, "2026-03-27 10:00") // clocks go forward on the Sunday
	for _, x := range []struct {
		span         hindcast.Span
		ends         string
		took, target time.Duration // from friday to its end
	}{
		{hindcast.Span{Duration: 3 * day}, "2026-03-30 11:00", 3 * day, 3 * day},
		{hindcast.Span{BusinessDays: 1}, "2026-03-30 10:00", day, day},
		{hindcast.Span{BusinessDays: 5}, "2026-04-03 10:00", 5 * day, 5 * day},
		{hindcast.Span{}, "2026-03-27 10:00", 0, 0},
	} {
		end := x.span.After(friday, c)
		if want := local(t, c, x.ends); !end.Equal(want) {
			t.Errorf("%s after Friday: %s, want %s", x.span, end, want)
		}
		if took, target := x.span.Measure(friday, end, c); took != x.took || target != x.target {
			t.Errorf("%s measured: %s of %s, want %s of %s", x.span, took, target, x.took, x.target)
		}
	}
	if took, _ := (hindcast.Span{Duration: day}).Measure(friday, friday.Add(-time.Hour), c); took != -time.Hour {
		t.Errorf("backwards by the clock: %s", took)
	}
}

func TestSpanTimesAndValidate(t *testing.T) {
	if got := (hindcast.Span{Duration: time.Minute}).Times(2); got != (hindcast.Span{Duration: 2 * time.Minute}) {
		t.Error(got)
	}
	if got := (hindcast.Span{BusinessDays: 2}).Times(3); got != (hindcast.Span{BusinessDays: 6}) {
		t.Error(got)
	}
	for _, ok := range []hindcast.Span{{}, {Duration: 1}, {BusinessDays: 1}, {Duration: hindcast.MaxSpan}, {BusinessDays: 3650}} {
		if err := ok.Validate(); err != nil {
			t.Errorf("%s: %v", ok, err)
		}
	}
	for _, bad := range []hindcast.Span{{Duration: -1}, {BusinessDays: -1}, {Duration: 1, BusinessDays: 1}, {Duration: hindcast.MaxSpan + 1}, {BusinessDays: 3651}} {
		if bad.Validate() == nil {
			t.Errorf("%+v is accepted", bad)
		}
	}
}
