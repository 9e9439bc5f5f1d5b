package main

import (
	"context"
	"fmt"

	"github.com/hindcast/hindcast/internal/archive"
	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/store"
)

// verifyEvidence hashes everything that evidence refers to and says what is
// missing or damaged, and what lies there that nothing refers to. With sweep, the
// latter is removed when it is older than the grace time.
func verifyEvidence(ctx context.Context, st *store.Store, files blob.Store, sweep bool, std *streams) error {
	options, bar := archiveOptions(std, "hashing evidence")
	r, err := archive.VerifyEvidence(ctx, st, files, options)
	bar.done()
	if err != nil {
		return err
	}
	for _, sum := range r.Missing {
		fmt.Fprintf(std.out, "%s evidence %s is missing\n", std.style.red("bad"), sum)
	}
	for _, sum := range r.Damaged {
		fmt.Fprintf(std.out, "%s evidence %s is damaged: its bytes are not those that were kept\n", std.style.red("bad"), sum)
	}
	swept, err := archive.SweepEvidence(ctx, st, files, blob.SweepOptions{Now: now(), DryRun: !sweep})
	if err != nil {
		return err
	}
	bad := len(r.Missing) + len(r.Damaged)
	fate := "that belong to nothing"
	if sweep {
		fate = "removed that belonged to nothing"
	}
	fmt.Fprintf(std.out, "%s of evidence sound, %d missing or damaged, %d %s\n", plural(int(r.Files), "file", "files"), bad, len(swept.Orphans), fate)
	if bad > 0 {
		return errProblems
	}
	return nil
}
