package writeup

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestReadRefuses(t *testing.T) {
	for _, tt := range []struct {
		name string
		text []byte
		code hindcast.Code
		says string
	}{
		{"nothing", nil, hindcast.Invalid, "empty"},
		{"white space and a BOM", []byte("\xef\xbb\xbf \r\n\t\n"), hindcast.Invalid, "empty"},
		{"a picture", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"), hindcast.Unsupported, "binary"},
		{"a PDF", []byte("%PDF-1.7\n1 0 obj"), hindcast.Unsupported, "binary"},
		{"UTF-16", []byte("\xff\xfe#\x00 \x00"), hindcast.Unsupported, "UTF-8"},
		{"50 MB", bytes.Repeat([]byte("14:30 - a line of a log\n"), 50<<20/24), hindcast.TooLarge, "50 MB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := Read("logs/x.md", tt.text, Options{})
			if doc != nil || hindcast.CodeOf(err) != tt.code {
				t.Fatalf("got %v, %v; want an error with code %s", doc, err, tt.code)
			}
			if !strings.Contains(err.Error(), tt.says) || !strings.Contains(err.Error(), "logs/x.md") {
				t.Errorf("the message does not say %q and the file: %v", tt.says, err)
			}
		})
	}
}

// read reads a text that is a document.
func read(t *testing.T, text string) *Document {
	t.Helper()
	doc, err := Read("x.md", []byte(text), Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkAccount(t, doc, text)
	if err := doc.Record.Validate(); err != nil {
		t.Error(err)
	}
	return doc
}

func TestReadDegrades(t *testing.T) {
	t.Run("invalid UTF-8 is kept as far as it goes and listed", func(t *testing.T) {
		doc := read(t, "# Stor\xf8rning\n\n## Timeline\n\n2025-01-02 10:00 gr\xf8n \x1b[31mred\n")
		if got := doc.Record.Incident.Title; got != "Stor\ufffdrning" {
			t.Errorf("title %q", got)
		}
		if len(doc.Record.Timeline) != 1 || !strings.Contains(doc.Record.Timeline[0].Text, "gr\ufffdn") {
			t.Errorf("timeline %v", doc.Record.Timeline)
		}
		if len(doc.Unread) != 2 || doc.Unread[0].Line != 1 || doc.Unread[1].Line != 5 {
			t.Errorf("unread %v", doc.Unread)
		}
	})
	t.Run("line ends", func(t *testing.T) {
		lines := []string{"# Title", "", "## Timeline", "", "- 2025-01-02 10:00 a", "- 10:05 b"}
		want := tell(read(t, strings.Join(lines, "\n")))
		for _, end := range []string{"\r\n", "\r"} {
			if got := tell(read(t, strings.Join(lines, end))); got != want {
				t.Errorf("with %q:\n%s\nwant:\n%s", end, got, want)
			}
		}
	})
	t.Run("times running backwards are put in order and marked", func(t *testing.T) {
		doc := read(t, "# T\n\nDate: 2025-01-02\n\n## Timeline\n\n- 10:00 first\n- 09:40 noted late\n- 10:05 third\n")
		tl := doc.Record.Timeline
		if len(tl) != 3 || tl[0].Text != "noted late" || !strings.Contains(tl[0].Origin.Rule, "day:out-of-order") {
			t.Errorf("timeline %v", tl)
		}
	})
	t.Run("no times", func(t *testing.T) {
		doc := read(t, "# T\n\n## Timeline\n\nIt broke. We fixed it.\n\n## Action Items\n\n- Add a test\n")
		if len(doc.Record.Timeline) != 0 || len(doc.Record.Sections) != 1 || len(doc.Record.Actions) != 1 {
			t.Errorf("got %s", tell(doc))
		}
	})
	t.Run("times without any day", func(t *testing.T) {
		doc := read(t, "# T\n\n## Timeline\n\n- 10:00 alert fired\n")
		if len(doc.Record.Timeline) != 1 || doc.Record.Timeline[0].Precision != hindcast.PrecisionUnknown || len(doc.Unread) != 1 {
			t.Errorf("got %s", tell(doc))
		}
	})
	t.Run("the zone of the options counts where the document names none", func(t *testing.T) {
		doc, err := Read("x.md", []byte("# T\n\n## Timeline\n\n- 2025-01-02 10:00 a\n"), Options{Zone: time.FixedZone("", 2*3600)})
		if err != nil || doc.Record.Timeline[0].At.Hour() != 8 {
			t.Errorf("got %v, %v", doc, err)
		}
	})
	t.Run("the day of the file name", func(t *testing.T) {
		doc, err := Read("logs/2024-03-15-api-outage", []byte("14:32 alert fired\n14:40 rolled back\n"), Options{})
		if err != nil || len(doc.Record.Timeline) != 2 {
			t.Fatalf("got %v, %v", doc, err)
		}
		if e := doc.Record.Timeline[0]; e.At.Format(time.DateTime) != "2024-03-15 14:32:00" || !strings.Contains(e.Origin.Rule, "day:file-name") {
			t.Errorf("event %v", e)
		}
		if doc.Record.Incident.Title != "api outage" {
			t.Errorf("title %q", doc.Record.Incident.Title)
		}
	})
	t.Run("a template nobody filled in", func(t *testing.T) {
		doc := read(t, "# Incident: [TITLE]\n\n## Summary\n\n| Field | Value |\n|---|---|\n| **Severity** | P1 / P2 / P3 |\n| **Start Time** | YYYY-MM-DD HH:MM UTC |\n| **Resolution Time** | |\n\n"+
			"## Communication Channels\n\n- **Call:** [link]\n\n## Timeline\n\n```\nHH:MM UTC - [Person] assigned as Scribe\n```\n\n## Action Items\n\n| Action | Owner |\n|---|---|\n| TBD | @handle |\n| ... | |\n| | |\n")
		rec := doc.Record
		if len(rec.Timeline)+len(rec.Actions)+len(rec.Participants)+len(rec.Sections) != 0 || rec.Incident.Severity != hindcast.SeverityNone || rec.Incident.Title != "x" {
			t.Errorf("taken for data: %s", tell(doc))
		}
		if len(doc.Unread) != 7 {
			t.Errorf("%d lines unread, want 7: %v", len(doc.Unread), doc.Unread)
		}
		for _, u := range doc.Unread {
			if u.Reason != leftOver {
				t.Errorf("line %d: %s", u.Line, u.Reason)
			}
		}
	})
	t.Run("an entry longer than a text may be", func(t *testing.T) {
		doc := read(t, "# T\n\n## Timeline\n\n- 2025-01-02 10:00 "+strings.Repeat("long ", 25_000)+"\n")
		if len(doc.Unread) != 1 || doc.Unread[0].Reason != tooLong {
			t.Errorf("unread %d", len(doc.Unread))
		}
	})
}
