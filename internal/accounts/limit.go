package accounts

import (
	"fmt"
	"net/netip"
	"sync"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// attempt is something that can be tried too often. Secrets of 256 bits cannot be
// guessed; what can is a password, and what costs is a mail or a query. Each node
// counts for itself, so with n nodes somebody may try n times as often.
type attempt string

const (
	signingIn     attempt = "signing in"     // by whatever means, from one address
	guessing      attempt = "guessing"       // passwords for one e-mail address
	mailing       attempt = "mailing"        // asking for mails, from one address
	mailed        attempt = "mailed"         // mails to one person
	asking        attempt = "asking"         // for a passkey's challenge, from one address
	knocking      attempt = "knocking"       // sessions and tokens that are none, from one address
	repeating     attempt = "repeating"      // a secret that is none, the same again
	answeringOnce attempt = "answering once" // a challenge
)

// rate is how many attempts are allowed at once, and after how long each is
// allowed again; ours.
func (a attempt) rate() (burst int, every time.Duration) {
	switch a {
	case guessing:
		return 10, time.Minute
	case mailing:
		return 10, time.Minute
	case mailed:
		return 3, 5 * time.Minute
	case asking:
		return 60, time.Second
	case knocking:
		return 100, time.Second
	case repeating:
		return 1, time.Hour
	case answeringOnce:
		return 1, 2 * ceremonyLength
	}
	return 20, 6 * time.Second
}

// limiter counts attempts by key, each in one instant: the time at which the key
// has its whole burst again. Its memory is bounded: what has its whole burst is
// forgotten first, and when that does not help, anything.
type limiter struct {
	now  func() time.Time
	mu   sync.Mutex
	full map[string]time.Time
}

const maxKeys = 50_000

func newLimiter(now func() time.Time) *limiter {
	return &limiter{now: now, full: map[string]time.Time{}}
}

// take counts an attempt. The error is RateLimited and says when to try again.
func (l *limiter) take(a attempt, who string) error {
	burst, every := a.rate()
	key := string(a) + " " + who
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	from := l.full[key]
	if from.Before(now) {
		from = now
	}
	if wait := from.Add(every).Sub(now) - time.Duration(burst)*every; wait > 0 {
		return tooOften(wait)
	}
	if len(l.full) >= maxKeys {
		l.forget(now)
	}
	l.full[key] = from.Add(every)
	return nil
}

// give takes an attempt back: it succeeded.
func (l *limiter) give(a attempt, who string) {
	_, every := a.rate()
	key := string(a) + " " + who
	l.mu.Lock()
	defer l.mu.Unlock()
	if at, known := l.full[key]; known {
		l.full[key] = at.Add(-every)
	}
}

// knocked counts a session or token that is none, and passes the error on until
// there were too many. Those that are good are let in whatever the count: they
// cannot be guessed, and an address may be shared with whoever tries. The same
// secret again is no new guess: it is a browser that goes on sending the session
// it was signed out of, and is told so as often as it asks.
func (s *Service) knocked(hash, from string, err error) error {
	if hindcast.CodeOf(err) != hindcast.Unauthenticated || s.limits.take(repeating, hash) != nil {
		return err
	}
	return firstError(s.limits.take(knocking, neighbourhood(from)), err)
}

func (l *limiter) forget(now time.Time) {
	for key, at := range l.full {
		if !at.After(now) {
			delete(l.full, key)
		}
	}
	for key := range l.full {
		if len(l.full) < maxKeys*9/10 {
			return
		}
		delete(l.full, key)
	}
}

// Wait is how long to wait before trying again: the cause of a RateLimited error.
type Wait time.Duration

// Error says how long.
func (w Wait) Error() string {
	return fmt.Sprintf("wait %d seconds", w.Seconds())
}

// Seconds rounds up, as the Retry-After header wants them.
func (w Wait) Seconds() int { return int((time.Duration(w) + time.Second - 1) / time.Second) }

func tooOften(wait time.Duration) error {
	return &hindcast.Error{Code: hindcast.RateLimited, Message: fmt.Sprintf("too many attempts; try again in %d seconds", Wait(wait).Seconds()), Err: Wait(wait)}
}

// neighbourhood is what one party has of addresses: one of IPv4, a /64 of IPv6.
func neighbourhood(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil || a.Unmap().Is4() {
		return address
	}
	prefix, err := a.Prefix(64)
	if err != nil {
		return address
	}
	return prefix.String()
}
