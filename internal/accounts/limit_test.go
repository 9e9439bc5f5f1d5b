package accounts

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestLimits(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	l := newLimiter(func() time.Time { return now })
	burst, every := guessing.rate()
	for i := range burst {
		if err := l.take(guessing, "kim"); err != nil {
			t.Fatalf("attempt %d: %v", i, err)
		}
	}
	err := l.take(guessing, "kim")
	wait, said := errors.AsType[Wait](err)
	if hindcast.CodeOf(err) != hindcast.RateLimited || !said || time.Duration(wait) != every || wait.Seconds() != int(every.Seconds()) {
		t.Fatalf("%v, wait %v", err, time.Duration(wait))
	}
	if err := l.take(guessing, "lee"); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	if err := l.take(signingIn, "kim"); err != nil {
		t.Errorf("something else: %v", err)
	}
	now = now.Add(time.Duration(wait))
	if err := l.take(guessing, "kim"); err != nil {
		t.Errorf("after waiting: %v", err)
	}
	if l.take(guessing, "kim") == nil {
		t.Error("waiting once allows more than one")
	}
	l.give(guessing, "kim")
	if err := l.take(guessing, "kim"); err != nil {
		t.Errorf("after one was given back: %v", err)
	}
}

func TestLimitsForgetWithinBounds(t *testing.T) {
	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	l := newLimiter(func() time.Time { return now })
	for i := range 2 * maxKeys {
		if err := l.take(signingIn, fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
		if len(l.full) > maxKeys {
			t.Fatalf("%d are remembered", len(l.full))
		}
	}
	now = now.Add(time.Hour)
	for i := range maxKeys {
		_ = l.take(signingIn, fmt.Sprint("later", i))
	}
	if len(l.full) > maxKeys {
		t.Errorf("%d are remembered", len(l.full))
	}
}

func TestNeighbourhood(t *testing.T) {
	for address, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "::ffff:192.0.2.1": "::ffff:192.0.2.1", "2001:db8:1:2:3::4": "2001:db8:1:2::/64", "": "", "pipe": "pipe", "fe80::1%eth0": "fe80::/64",
	} {
		if got := neighbourhood(address); got != want {
			t.Errorf("%s: %s, want %s", address, got, want)
		}
	}
}

// TestADeadSessionIsOneGuess: a browser that was signed out may go on asking, and
// takes nobody at its address with it; another secret each time is guessing.
func TestADeadSessionIsOneGuess(t *testing.T) {
	s := &Service{limits: newLimiter(time.Now)}
	none := refused("this session has ended")
	for range 1000 {
		if err := s.knocked(hashOf("the same"), "192.0.2.1", none); hindcast.CodeOf(err) != hindcast.Unauthenticated {
			t.Fatal(err)
		}
	}
	burst, _ := knocking.rate()
	var err error
	for n := range burst + 1 {
		err = s.knocked(hashOf(fmt.Sprint(n)), "192.0.2.1", none)
	}
	if hindcast.CodeOf(err) != hindcast.RateLimited {
		t.Errorf("guessing is answered with %v", err)
	}
	if err := s.knocked(hashOf("the same"), "192.0.2.1", none); hindcast.CodeOf(err) != hindcast.Unauthenticated {
		t.Errorf("beside somebody who guesses: %v", err)
	}
}
