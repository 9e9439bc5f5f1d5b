package archive

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/hindcast/hindcast/internal/blob"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// compareRows reads every table back. What the database gives back has to be the
// very bytes of the backup.
func (t *restoring) compareRows(from *store.Refill) error {
	for i, table := range t.opening.Tables {
		var line []byte
		var rows int64
		hash := sha256.New()
		err := from.Rows(table.Name, func(values []any) (err error) {
			if line, err = appendLine(line[:0], values); err != nil {
				return err
			}
			rows++
			_, err = hash.Write(line)
			return err
		})
		if err != nil {
			return err
		}
		t.progress.rows(rows)
		if hex.EncodeToString(hash.Sum(nil)) != t.closing.Tables[i].SHA256 {
			return &hindcast.Error{Code: hindcast.Internal, Op: opRestore, Message: "the rows of " + table.Name + " came back from the database other than they were put in; nothing was restored"}
		}
	}
	return nil
}

func (t *restoring) compareEvidence() error {
	for _, name := range t.restored {
		digest, err := blob.Verify(t.ctx, t.files, name)
		if err != nil {
			return err
		}
		t.progress.rows(digest.Size / evidenceUnit)
	}
	return nil
}
