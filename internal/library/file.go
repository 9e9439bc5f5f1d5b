package library

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	yaml "github.com/goccy/go-yaml"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// File is a document as a file: front matter, and Markdown below it. Folders of
// such files are what the starter set is, and what is kept in step with a library.
type File struct {
	ID         string   `yaml:"id,omitempty"`
	Kind       string   `yaml:"kind"`
	Title      string   `yaml:"title"`
	Types      []string `yaml:"types,omitempty,flow"`
	Services   []string `yaml:"services,omitempty,flow"`
	Owner      string   `yaml:"owner,omitempty"`
	ReviewDays int      `yaml:"review_days,omitempty"`
	Link       string   `yaml:"link,omitempty"`
	Revision   int      `yaml:"revision,omitempty"` // Revision is the number of the one that Body was when both sides last agreed.
	Facts      string   `yaml:"facts,omitempty"`    // Facts is FactsMark of what stood above when both sides last agreed.
	Body       string   `yaml:"-"`
	extra      string   // extra is what else stands in the front matter, as it was written.
}

// fence stands above and below front matter.
const fence = "---\n"

// ReadFile reads a file. ok is false when it is no document of a library: it has no
// front matter, or one without the kind of a document. The error is Invalid.
func ReadFile(name string, text []byte) (f File, ok bool, err error) {
	text = bytes.ReplaceAll(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")), []byte("\r\n"), []byte("\n"))
	rest, is := bytes.CutPrefix(text, []byte(fence))
	if !is {
		return f, false, nil
	}
	front, body, closed := bytes.Cut(rest, []byte("\n"+fence))
	if !closed {
		return f, false, nil
	}
	if err := yaml.Unmarshal(front, &f); err != nil {
		if !bytes.Contains(front, []byte("id: doc_")) {
			return File{}, false, nil
		}
		return File{}, false, &hindcast.Error{Code: hindcast.Invalid, Op: "library.ReadFile", Message: name + ": the front matter cannot be read: " + firstLine(err.Error()), Err: err}
	}
	f.extra = others(string(front))
	f.Body = string(bytes.Trim(body, "\n")) + "\n"
	if !validKind(f.Kind) {
		return File{}, false, nil
	}
	if hindcast.Fold(f.Title) == "" {
		return f, false, &hindcast.Error{Code: hindcast.Invalid, Op: "library.ReadFile", Message: name + ": the front matter has no title"}
	}
	if f.ReviewDays < 0 || f.ReviewDays > 3650 || f.Revision < 0 {
		return f, false, &hindcast.Error{Code: hindcast.Invalid, Op: "library.ReadFile", Message: name + ": review_days must be 0 to 3650, and revision not below 0"}
	}
	return f, true, nil
}

func validKind(kind string) bool {
	for _, k := range hindcast.DocumentKinds() {
		if string(k) == kind {
			return true
		}
	}
	return false
}

// Text writes the file.
func (f File) Text() ([]byte, error) {
	front, err := yaml.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("write the front matter of %s: %w", f.Title, err)
	}
	return []byte(fence + strings.TrimRight(string(front), "\n") + "\n" + f.extra + fence + "\n" + strings.Trim(f.Body, "\n") + "\n"), nil
}

// others are the lines of front matter that are not ours, with those that are
// indented below them.
func others(front string) string {
	var b strings.Builder
	ours := false
	for line := range strings.Lines(front) {
		if key, _, is := strings.Cut(line, ":"); is && !strings.HasPrefix(line, " ") && !strings.HasPrefix(line, "\t") {
			ours = strings.Contains(" id kind title types services owner review_days link revision facts ", " "+key+" ")
		} else if strings.HasPrefix(line, "#") {
			ours = false
		}
		if !ours && strings.TrimSpace(line) != "" {
			b.WriteString(strings.TrimRight(line, "\n") + "\n")
		}
	}
	return b.String()
}

// Over is the file with another's identity, facts and text, and what else stood in
// its own front matter.
func (f File) Over(other File) File {
	other.extra = f.extra
	return other
}

// FactsMark is a mark of what the front matter says of the document, which tells
// whether somebody changed it.
func (f File) FactsMark() string {
	facts := []string{f.Kind, hindcast.Fold(f.Title), strings.Join(f.Types, "\x01"), strings.Join(f.Services, "\x01"), hindcast.Fold(f.Owner), fmt.Sprint(f.ReviewDays), f.Link}
	sum := sha256.Sum256([]byte(strings.Join(facts, "\x00")))
	return hex.EncodeToString(sum[:6])
}

// SameBody reports whether two texts differ in nothing but line ends and blank
// lines around them.
func SameBody(a, b string) bool { return tidy(a) == tidy(b) }

func tidy(s string) string { return strings.Trim(strings.ReplaceAll(s, "\r\n", "\n"), "\n") }

// firstLine is what an error says before it draws the place.
func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return line
}

// FileOf is a document with one of its revisions as a file.
func FileOf(d hindcast.Document, r hindcast.Revision) File {
	return File{ID: string(d.ID), Kind: string(d.Kind), Title: d.Title, Types: d.Types, Services: d.Services, Owner: d.Owner.Name,
		ReviewDays: int(d.ReviewEvery.Hours() / 24), Link: d.Link, Revision: r.Number, Body: r.Body}
}
