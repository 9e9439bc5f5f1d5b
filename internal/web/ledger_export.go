package web

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// exportLedger sends the entries that the address asks for, as they are read.
func (p *Pages) exportLedger(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	asked, format := askedOfLedger(r.URL.Query()), r.URL.Query().Get("format")
	if len(asked.Problems) > 0 {
		return &hindcast.Error{Code: hindcast.Invalid, Message: asked.Problems[0]}
	}
	var write func([]activity.Entry) error
	media := ""
	switch format {
	case "csv":
		media, write = "text/csv; charset=utf-8", csvEntries(w)
	case "jsonl":
		media, write = "application/jsonl", jsonEntries(w)
	default:
		return &hindcast.Error{Code: hindcast.Invalid, Message: "the ledger is exported as csv or jsonl"}
	}
	control, begun := http.NewResponseController(w), false
	return p.Activity.Export(r.Context(), by, asked.query, func(entries []activity.Entry) error {
		if !begun {
			w.Header().Set("Content-Type", media)
			w.Header().Set("Content-Disposition", "attachment; filename=\"hindcast-ledger."+format+"\"")
			begun = true
		}
		if err := control.SetWriteDeadline(time.Now().Add(time.Minute)); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return err
		}
		return write(entries)
	})
}

// csvEntries writes a row for each entry, under one of names.
func csvEntries(to io.Writer) func([]activity.Entry) error {
	out, begun := csv.NewWriter(to), false
	return func(entries []activity.Entry) error {
		if !begun {
			begun = true
			if err := out.Write([]string{"number", "at", "verb", "who", "user", "token", "from", "kind", "id", "incident", "hash"}); err != nil {
				return err
			}
		}
		for _, e := range entries {
			row := []string{strconv.FormatInt(e.Number, 10), e.At.UTC().Format(time.RFC3339Nano), e.Verb, e.Name, string(e.Actor), e.Token, e.From,
				e.Subject.Kind, e.Subject.ID, e.Incident.Key, e.Hash}
			for i := range row {
				row[i] = inert(row[i])
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
		out.Flush()
		return out.Error()
	}
}

// inert keeps a spreadsheet from taking a cell for a formula.
func inert(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// jsonEntry is an entry with all that its hash covers.
type jsonEntry struct {
	Number      int64           `json:"number"`
	At          time.Time       `json:"at"`
	Verb        string          `json:"verb"`
	Kind        string          `json:"kind"`
	ID          string          `json:"id"`
	Incident    string          `json:"incident"`
	Effect      string          `json:"effect"`
	User        string          `json:"user"`
	Token       string          `json:"token"`
	PayloadHash string          `json:"payload_hash"`
	Previous    string          `json:"previous"`
	Hash        string          `json:"hash"`
	Payload     json.RawMessage `json:"payload"` // Payload is null where it was purged.
}

// jsonEntries writes a line for each entry.
func jsonEntries(to io.Writer) func([]activity.Entry) error {
	out := json.NewEncoder(to)
	return func(entries []activity.Entry) error {
		for _, e := range entries {
			line := jsonEntry{e.Number, e.At.UTC(), e.Verb, e.Subject.Kind, e.Subject.ID, string(e.Subject.Incident), string(e.Effect), string(e.Actor),
				e.Token, e.PayloadHash, e.Previous, e.Hash, json.RawMessage(firstOf(e.Payload, "null"))}
			if err := out.Encode(line); err != nil {
				return fmt.Errorf("write entry %d: %w", e.Number, err)
			}
		}
		return nil
	}
}
