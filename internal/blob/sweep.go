package blob

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// DefaultGrace is how long bytes may lie without a row before Sweep takes them:
// far longer than any upload takes to be recorded. Ours.
const DefaultGrace = 24 * time.Hour

// SweepOptions say what Sweep may remove.
type SweepOptions struct {
	Now    time.Time     // Now is the time of the sweep; what was put less than Grace before it stays.
	Grace  time.Duration // Grace is DefaultGrace when zero.
	DryRun bool          // DryRun only reports.
}

// Swept is what Sweep removed, or would remove.
type Swept struct {
	Kept       int      // Kept is how many contents stay.
	Orphans    []Digest // Orphans are contents that nothing refers to.
	Unfinished []string // Unfinished are uploads that a program that was killed left behind.
}

// Sweep removes contents that nothing refers to and uploads that were never
// finished. Ask the store for what is referred to before calling Sweep, not
// during it: content put meanwhile is younger than the grace time and stays.
// On an error, Swept tells what was removed until then.
func Sweep(ctx context.Context, s Store, referred func(sha256 string) bool, o SweepOptions) (swept Swept, err error) {
	if o.Grace <= 0 {
		o.Grace = DefaultGrace
	}
	before := o.Now.Add(-o.Grace)
	if swept.Unfinished, err = s.Unfinished(ctx, before, !o.DryRun); err != nil {
		return swept, err
	}
	err = s.Walk(ctx, func(found Info) error {
		if referred(found.SHA256) || !found.PutAt.Before(before) {
			swept.Kept++
			return nil
		}
		removed, err := removeOrphan(ctx, s, found.SHA256, before, o.DryRun)
		if removed {
			swept.Orphans = append(swept.Orphans, found.Digest)
		}
		return err
	})
	return swept, err
}

// removeOrphan looks once more: somebody may have put the same content since it
// was listed.
func removeOrphan(ctx context.Context, s Store, sha256 string, before time.Time, dryRun bool) (bool, error) {
	now, err := s.Stat(ctx, sha256)
	if err == nil && now.PutAt.Before(before) {
		if dryRun {
			return true, nil
		}
		if err = s.Delete(ctx, sha256); err == nil {
			return true, nil
		}
	}
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return false, nil // another sweep took it
	}
	return false, err
}
