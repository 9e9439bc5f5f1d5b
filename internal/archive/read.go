package archive

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// reading is a backup being read. It adds up what it reads as the writer did.
type reading struct {
	source *source
	gzip   *gzip.Reader
	tar    *tar.Reader
	entry  *tar.Header // entry is the part that was begun and not taken yet
	where  string      // where is the last part that was begun, for people
	read   closing
	names  hash.Hash
	last   string // last is the name of the last content
}

// readAhead is how much of the file is read at a time, in bytes.
const readAhead = 64 << 10

// openReading reads the opening manifest.
func openReading(ctx context.Context, r io.Reader) (*reading, opening, error) {
	in := &reading{source: &source{ctx: ctx, r: r}, where: "its beginning", names: sha256.New(),
		read: closing{Tables: []tableSum{}, Missing: []string{}, Damaged: []string{}}}
	var o opening
	var err error
	if in.gzip, err = gzip.NewReader(bufio.NewReaderSize(in.source, readAhead)); err != nil {
		return nil, o, explainReading(in.where, in.source, err)
	}
	in.tar = tar.NewReader(in.gzip)
	if err := in.next(); err != nil {
		return nil, o, err
	}
	if in.entry.Name != openingName {
		return nil, o, in.unless(notOurs())
	}
	body, err := in.manifest(&o)
	if err != nil {
		return nil, o, err
	}
	in.read.Opening, in.read.Head = hashOf(body), o.Head
	if err := o.validate(); err != nil {
		return nil, o, in.unless(err)
	}
	return in, o, in.next()
}

// unless returns the error that speaks against restoring a backup, unless the
// backup turns out to be damaged: then what it says of itself is not to be
// believed.
func (r *reading) unless(err error) error {
	if _, damage := io.Copy(io.Discard, r.gzip); damage != nil {
		return explainReading(r.where, r.source, damage)
	}
	return err
}

func notOurs() error {
	return &hindcast.Error{Code: hindcast.Unsupported, Op: opRestore, Message: "this is an archive, but not a backup of Hindcast"}
}

// validate refuses what this program cannot restore.
func (o opening) validate() error {
	if o.Format != formatName {
		return notOurs()
	}
	if o.Version != formatVersion {
		return &hindcast.Error{Code: hindcast.Unsupported, Op: opRestore, Message: fmt.Sprintf(
			"the backup is in version %d of the format, this program reads version %d; restore it with Hindcast %s", o.Version, formatVersion, o.Program)}
	}
	for _, t := range o.Tables {
		if t.Rows < 0 {
			return torn(openingName, "it counts %d rows in %s", t.Rows, t.Name)
		}
	}
	return nil
}

// next begins the next part.
func (r *reading) next() error {
	entry, err := r.tar.Next()
	if err != nil {
		return explainReading(r.where, r.source, err)
	}
	r.entry, r.where = entry, entry.Name
	if entry.Typeflag != tar.TypeReg {
		return torn(entry.Name, "it is not a file")
	}
	return nil
}

// bytes reads a part that has to fit into memory.
func (r *reading) bytes() ([]byte, error) {
	if r.entry.Size > maxPart {
		return nil, torn(r.where, "it says to be %d bytes long", r.entry.Size)
	}
	var body bytes.Buffer // grows with what comes, whatever the header promises
	if _, err := io.Copy(&body, r.tar); err != nil {
		return nil, explainReading(r.where, r.source, err)
	}
	return body.Bytes(), nil
}

func (r *reading) manifest(into any) ([]byte, error) {
	body, err := r.bytes()
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(body, into); err != nil {
		return nil, torn(r.where, "it cannot be understood: %v", err)
	}
	return body, nil
}

// table reads one table part by part and hands on its rows.
func (r *reading) table(t table, add func(rows [][]any) error) error {
	sum, all := tableSum{Name: t.Name, Parts: []partSum{}}, sha256.New()
	for r.entry.Name == partName(t.Name, len(sum.Parts)+1) {
		body, err := r.bytes()
		if err != nil {
			return err
		}
		rows, err := r.rows(body)
		if err != nil {
			return err
		}
		all.Write(body)
		sum.Rows += int64(len(rows))
		sum.Parts = append(sum.Parts, partSum{r.entry.Name, int64(len(body)), hashOf(body)})
		if err := add(rows); err != nil {
			return r.blame(err)
		}
		if err := r.next(); err != nil {
			return err
		}
	}
	if sum.Rows != t.Rows {
		return torn(r.where, "%s has %d rows and should have %d", t.Name, sum.Rows, t.Rows)
	}
	sum.SHA256 = hex.EncodeToString(all.Sum(nil))
	r.read.Tables = append(r.read.Tables, sum)
	return nil
}

// blame takes a row that the database refuses for damage.
func (r *reading) blame(err error) error {
	if code := hindcast.CodeOf(err); code == hindcast.Conflict || code == hindcast.Invalid {
		return torn(r.where, "the database refuses a row of it: %v", err)
	}
	return err
}

func (r *reading) rows(body []byte) ([][]any, error) {
	var rows [][]any
	for len(body) > 0 {
		line, rest, whole := bytes.Cut(body, []byte("\n"))
		values, err := parseLine(line)
		if err != nil || !whole {
			return nil, torn(r.where, "line %d is %v", len(rows)+1, errLine)
		}
		rows, body = append(rows, values), rest
	}
	return rows, nil
}
