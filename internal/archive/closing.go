package archive

import (
	"bytes"
	"io"
	"slices"
)

// close reads the closing manifest and compares it with what was read, up to the
// last byte of the file.
func (r *reading) close() (closing, error) {
	if r.entry.Name != closingName {
		return closing{}, torn(r.where, "this part is not expected here")
	}
	var wrote closing
	body, err := r.manifest(&wrote)
	if err != nil {
		return closing{}, err
	}
	r.read.Missing = wrote.Missing // what is not there leaves no trace but this
	r.read.seal(r.names)
	if err := compare(r.read, wrote, body); err != nil {
		return closing{}, err
	}
	if _, err := r.tar.Next(); err != io.EOF {
		if err == nil {
			return closing{}, torn(closingName, "something follows it")
		}
		return closing{}, explainReading(r.where, r.source, err)
	}
	n, err := io.Copy(io.Discard, r.gzip) // its checksum is behind the last byte
	if err != nil {
		return closing{}, explainReading(r.where, r.source, err)
	}
	if n > 0 {
		return closing{}, torn(closingName, "something follows it")
	}
	return wrote, nil
}

// compare names the first part that is not as it was written. The closing
// manifest has to be the very bytes that the writer would make of what was read.
func compare(read, wrote closing, body []byte) error {
	for i, t := range read.Tables {
		for j, p := range t.Parts {
			if i < len(wrote.Tables) && j < len(wrote.Tables[i].Parts) && wrote.Tables[i].Parts[j] != p {
				return torn(p.Name, "its bytes are not those that were written")
			}
		}
	}
	if !slices.Equal(read.Damaged, wrote.Damaged) {
		return torn(evidenceFolder, "bytes of evidence are not those that were written")
	}
	again, err := encode(read)
	if err != nil {
		return err
	}
	if !bytes.Equal(again, body) {
		return torn(closingName, "what it lists is not what the backup holds")
	}
	return nil
}
