package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// Item is one incident to bring in.
type Item struct {
	Source   string // Source names where identifiers are unique: "markdown", "status page".
	ID       string // ID is the item's identifier at its source.
	Content  string // Content is the SHA-256, in hex, of what was read.
	Growing  bool   // Growing items may gain events at their source later.
	Record   *hindcast.Record
	Filename string
}

// Outcome is what keeping an item did.
type Outcome string

// The outcomes.
const (
	Added     Outcome = "added"
	Grown     Outcome = "grown"     // events that are new at the source were added
	Unchanged Outcome = "unchanged" // it is here already
	Changed   Outcome = "changed"   // it is here and differs at its source; nothing was done
)

// contentHash identifies content.
func contentHash(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Keep brings an item in, in one update. It returns what it did and the key of
// the incident.
func Keep(ctx context.Context, st *store.Store, by hindcast.Actor, item Item) (outcome Outcome, key string, err error) {
	err = st.Update(ctx, by, func(tx *store.Tx) error {
		mark, known, err := tx.Import(item.Source, item.ID)
		if err != nil {
			return err
		}
		if !known {
			if mark, known, err = tx.ImportOfContent(item.Content); err != nil {
				return err
			}
		}
		switch {
		case !known:
			outcome = Added
			incident, err := tx.AddRecord(item.Record)
			if err != nil {
				return err
			}
			key = incident.Key
			return tx.MarkImport(store.Import{Source: item.Source, ID: item.ID, Content: item.Content, Incident: incident.ID})
		case mark.Content == item.Content:
			outcome = Unchanged
		case !item.Growing:
			outcome = Changed
		default:
			outcome, err = grow(tx, mark, item)
			if err != nil {
				return err
			}
		}
		incident, err := tx.Incidents().Get(string(mark.Incident))
		key = incident.Value.Key
		return err
	})
	return outcome, key, err
}

// grow adds the events of an item that the incident does not have yet.
func grow(tx *store.Tx, mark store.Import, item Item) (Outcome, error) {
	kept, err := tx.Events().Of(mark.Incident)
	if err != nil {
		return "", err
	}
	type sameness struct {
		at   int64
		text string
	}
	here, marked := map[sameness]bool{}, map[hindcast.Milestone]bool{}
	for _, k := range kept {
		here[sameness{k.Value.At.UnixMicro(), k.Value.Text}] = true
		for _, m := range k.Value.Milestones {
			marked[m] = true
		}
	}
	outcome := Unchanged
	for _, e := range item.Record.Timeline {
		if here[sameness{e.At.UnixMicro(), e.Text}] {
			continue
		}
		e.ID = hindcast.EventID(tx.NewID("evt"))
		e.Milestones = unmarked(e.Milestones, marked)
		if err := tx.Events().Add("event.added", mark.Incident, &e); err != nil {
			return "", err
		}
		outcome = Grown
	}
	mark.Content = item.Content
	return outcome, errors.Join(err, tx.MarkImport(mark))
}

// unmarked leaves out the milestones that another event bears already.
func unmarked(milestones []hindcast.Milestone, marked map[hindcast.Milestone]bool) []hindcast.Milestone {
	var free []hindcast.Milestone
	for _, m := range milestones {
		if !marked[m] {
			free = append(free, m)
		}
	}
	return free
}
