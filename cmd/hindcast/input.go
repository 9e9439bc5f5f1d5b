package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// maxInput is the most that is read of one file, in bytes; writeup refuses less
// than this with a message of its own.
const maxInput = 64 << 20

// readInput reads a file, or standard input for "-". It never reads more than
// one byte over the limit.
func readInput(name string, std *streams) ([]byte, error) {
	if name == "-" {
		text, err := io.ReadAll(io.LimitReader(std.in, maxInput+1))
		if err != nil {
			return nil, fmt.Errorf("read standard input: %w", err)
		}
		return text, nil
	}
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: no such file", name)
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s: is a folder; name its files, as %s/*.md", name, name)
	}
	text, err := io.ReadAll(io.LimitReader(file, maxInput+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return text, nil
}

// dayOfFile is the day a file was last changed, today for standard input: what
// stands in for the day of a log that names none.
func dayOfFile(name string) hindcast.Date {
	if info, err := os.Stat(name); err == nil && name != "-" {
		return hindcast.DateOf(info.ModTime().UTC())
	}
	return hindcast.DateOf(now())
}
