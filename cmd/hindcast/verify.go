package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/hindcast/hindcast/internal/app"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

type verifyCommand struct {
	app.Data
	app.Bucket
	Evidence bool   `help:"Hash the files of evidence too, and name what is missing, damaged or belongs to nothing."`
	Sweep    bool   `help:"With --evidence: remove files that belong to nothing and are older than a day."`
	Expect   string `placeholder:"HEAD" help:"A head that was printed and kept elsewhere; the ledger must contain it."`
}

func (verifyCommand) Help() string {
	return `Reads the whole ledger and every row it vouches for, names the first bad entry and each row that was altered by hand, signs where the ledger ends and prints it. Keep that head somewhere else: a chain alone shows neither a whole that was rewritten nor a tail that was cut.

Examples:
  hindcast verify
  hindcast verify --evidence
  hindcast verify --expect 4711:9f86d081884c7d65…`
}

// Run verifies and prints the head.
func (c verifyCommand) Run(ctx context.Context, std *streams) (err error) {
	if c.Sweep && !c.Evidence {
		return usageError("--sweep goes with --evidence")
	}
	st, err := c.Data.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	v, err := st.Verify(ctx, store.VerifyOptions{Expect: c.Expect})
	if err != nil {
		return err
	}
	for _, p := range v.Problems {
		subject := ""
		if p.Subject.Kind != "" {
			subject = fmt.Sprintf(" (%s %s)", p.Subject.Kind, p.Subject.ID)
		}
		fmt.Fprintf(std.out, "%s entry %d%s: %s\n", std.style.red("bad"), p.Entry, subject, p.Why)
	}
	fmt.Fprintf(std.out, "%s entries and %s rows read, %s purged, %s\n", hindcast.FormatCount(float64(v.Entries)), hindcast.FormatCount(float64(v.Rows)),
		hindcast.FormatCount(float64(v.Purged)), plural(len(v.Problems), "problem", "problems"))
	if v.Foreign > 0 {
		fmt.Fprintf(std.out, "%s signed by another installation; that is so after a restore, unless its ledger.key was copied too\n", plural(int(v.Foreign), "head was", "heads were"))
	}
	if c.Evidence {
		files, err := c.Bucket.Open(ctx, c.Data)
		if err != nil {
			return err
		}
		if err := verifyEvidence(ctx, st, files, c.Sweep, std); err != nil {
			return err
		}
	}
	if len(v.Problems) > 0 {
		return errProblems
	}
	if v.Entries == 0 {
		return nil
	}
	head, err := st.SignHead(ctx)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "head %s\n", head)
	return err
}
