package archive

import (
	"context"
	"io"
)

// Check reads a backup to its end and restores it nowhere. The error is that of
// Restore; nil means that every byte is as it was written.
func Check(ctx context.Context, r io.Reader, o Options) (Report, error) {
	in, opening, err := openReading(ctx, r)
	if err != nil {
		return Report{}, err
	}
	p := progress{tell: o.Progress, total: opening.units()}
	for _, t := range opening.Tables {
		if err := in.table(t, func(rows [][]any) error { p.rows(int64(len(rows))); return nil }); err != nil {
			return Report{}, err
		}
	}
	for more := true; more; {
		more, err = in.content(func(_ string, content io.Reader) error {
			_, err := io.Copy(counting{&p}, content)
			return err
		})
		if err != nil {
			return Report{}, err
		}
	}
	closing, err := in.close()
	if err != nil {
		return Report{}, err
	}
	p.end()
	return opening.report(closing), nil
}
