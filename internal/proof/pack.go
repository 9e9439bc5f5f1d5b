package proof

import (
	"bytes"
	"errors"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
)

// errHeavy is that a pack would unpack to more than is kept in memory.
var errHeavy = errors.New("the pack is too large when unpacked")

// weigh adds up what the objects of a pack say they unpack to, before anything is
// kept of them: a small pack can hold very much.
func weigh(pack []byte, most int64) error {
	scanner := packfile.NewScanner(bytes.NewReader(pack))
	_, count, err := scanner.Header()
	if err != nil {
		return err
	}
	total := int64(0)
	for range count {
		header, err := scanner.NextObjectHeader()
		if err != nil {
			return err
		}
		head := &prefix{}
		if header.Type == plumbing.OFSDeltaObject || header.Type == plumbing.REFDeltaObject {
			if header.Length > most {
				return errHeavy
			}
			if _, _, err := scanner.NextObject(head); err != nil {
				return err
			}
			total += head.target()
		}
		if total += header.Length; total > most || total < 0 {
			return errHeavy
		}
	}
	return nil
}

// prefix keeps the first bytes of what is written to it.
type prefix struct{ bytes []byte }

// Write keeps them.
func (p *prefix) Write(b []byte) (int, error) {
	const enough = 20
	p.bytes = append(p.bytes, b[:min(len(b), enough-min(enough, len(p.bytes)))]...)
	return len(b), nil
}

// target is the size that a delta says its result has, the second of the two
// numbers it begins with.
func (p *prefix) target() int64 {
	rest := p.bytes
	var size int64
	for range 2 {
		size = 0
		for shift := uint(0); len(rest) > 0 && shift < 63; shift += 7 {
			b := rest[0]
			rest = rest[1:]
			size |= int64(b&0x7f) << shift
			if b&0x80 == 0 {
				break
			}
		}
	}
	return size
}
