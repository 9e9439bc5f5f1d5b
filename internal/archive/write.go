package archive

import (
	"archive/tar"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"time"
)

// writing is a backup being written.
type writing struct {
	tar    *tar.Writer
	gzip   *gzip.Writer
	at     time.Time
	closes closing
	names  hash.Hash // names hashes the names of evidence
}

func newWriting(w io.Writer, at time.Time) (*writing, error) {
	zipped, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	return &writing{tar: tar.NewWriter(zipped), gzip: zipped, at: at, names: sha256.New(),
		closes: closing{Tables: []tableSum{}, Missing: []string{}, Damaged: []string{}}}, nil
}

// part writes one file of the backup.
func (w *writing) part(name string, content []byte) error {
	if err := w.header(name, int64(len(content))); err != nil {
		return err
	}
	_, err := w.tar.Write(content)
	return err
}

func (w *writing) header(name string, size int64) error {
	const readable = 0o600
	return w.tar.WriteHeader(&tar.Header{Name: name, Size: size, Mode: readable, ModTime: w.at, Typeflag: tar.TypeReg, Format: tar.FormatPAX})
}

func (w *writing) manifest(name string, value any) (sum string, err error) {
	body, err := encode(value)
	if err != nil {
		return "", err
	}
	return hashOf(body), w.part(name, body)
}

// encode writes a manifest in its one form.
func encode(value any) ([]byte, error) {
	body, err := json.MarshalIndent(value, "", "  ")
	return append(body, '\n'), err
}

// close writes the closing manifest and ends the file.
func (w *writing) close() error {
	w.closes.seal(w.names)
	if _, err := w.manifest(closingName, w.closes); err != nil {
		return err
	}
	if err := w.tar.Close(); err != nil {
		return err
	}
	return w.gzip.Close()
}

// partSize is when a part of a table is full, in bytes; the row that fills it
// still belongs to it. maxPart is how large that may make it.
const (
	partSize = 1 << 20
	maxPart  = 256 << 20
)

// tableWriting is a table being written, part by part.
type tableWriting struct {
	w     *writing
	sum   tableSum
	hash  hash.Hash
	lines []byte
}

func (w *writing) table(name string) *tableWriting {
	return &tableWriting{w: w, sum: tableSum{Name: name, Parts: []partSum{}}, hash: sha256.New()}
}

// add writes a row.
func (t *tableWriting) add(values []any) (err error) {
	if t.lines, err = appendLine(t.lines, values); err != nil {
		return fmt.Errorf("a row of %s with the key %.80v cannot be written, was it altered by hand? %w", t.sum.Name, values[0], err)
	}
	t.sum.Rows++
	if len(t.lines) > maxPart {
		return fmt.Errorf("a row of %s with the key %.80v is larger than %d bytes", t.sum.Name, values[0], maxPart)
	}
	if len(t.lines) >= partSize {
		return t.flush()
	}
	return nil
}

func (t *tableWriting) flush() error {
	if len(t.lines) == 0 {
		return nil
	}
	name := partName(t.sum.Name, len(t.sum.Parts)+1)
	t.sum.Parts = append(t.sum.Parts, partSum{name, int64(len(t.lines)), hashOf(t.lines)})
	t.hash.Write(t.lines)
	err := t.w.part(name, t.lines)
	t.lines = t.lines[:0]
	return err
}

// end writes what is left and adds the table to the closing manifest.
func (t *tableWriting) end() error {
	if err := t.flush(); err != nil {
		return err
	}
	t.sum.SHA256 = hex.EncodeToString(t.hash.Sum(nil))
	t.w.closes.Tables = append(t.w.closes.Tables, t.sum)
	return nil
}

func partName(table string, number int) string {
	return fmt.Sprintf("%s%s/%06d.jsonl", tablesFolder, table, number)
}

func hashOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
