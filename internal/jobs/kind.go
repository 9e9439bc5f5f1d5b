package jobs

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Kind is one sort of work.
type Kind struct {
	Name string // Name is Job.Kind.

	// Run does a job. An error that trying again cannot mend (Invalid, Forbidden,
	// NotFound, Unsupported, TooLarge) gives it up at once; after any other it is
	// tried again.
	Run func(ctx context.Context, j store.Job) error

	// GiveUp is told of a job that will not be tried again, before it is removed.
	// May be nil: then it is logged and nothing else.
	GiveUp func(ctx context.Context, j store.Job, because error) error

	Every    time.Duration // Every is zero for work that is enqueued; else one job of this kind comes due that often.
	Attempts int           // Attempts is how often a job is tried; zero means DefaultAttempts.
	Lease    time.Duration // Lease is renewed at half time while the job runs; zero means DefaultLease.
}

// Limits of a job unless its kind says otherwise.
const (
	DefaultAttempts = 12 // about six hours with the store's backoff
	DefaultLease    = time.Minute
)

func (k Kind) attempts() int {
	if k.Attempts == 0 {
		return DefaultAttempts
	}
	return k.Attempts
}

func (k Kind) lease() time.Duration {
	if k.Lease == 0 {
		return DefaultLease
	}
	return k.Lease
}

// hopeless reports whether trying again cannot help.
func hopeless(err error) bool {
	switch hindcast.CodeOf(err) {
	case hindcast.Invalid, hindcast.Forbidden, hindcast.NotFound, hindcast.Unsupported, hindcast.TooLarge:
		return true
	}
	return false
}
