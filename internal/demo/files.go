package demo

import (
	"embed"
	"fmt"
	"path"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

//go:embed organisation.yaml incidents all:documents evidence
var files embed.FS

// readText reads a sample file with its dates moved.
func readText(name string, by time.Duration) ([]byte, error) {
	text, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return shift(text, by), nil
}

// readYAML reads a sample file with its dates moved into v.
func readYAML(name string, by time.Duration, v any) error {
	text, err := readText(name, by)
	if err != nil {
		return err
	}
	if err := yaml.UnmarshalWithOptions(text, v, yaml.Strict()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// names lists the files of a folder with an ending, in order, without it.
func names(folder, ending string) ([]string, error) {
	entries, err := files.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var found []string
	for _, e := range entries {
		if path.Ext(e.Name()) == ending {
			found = append(found, strings.TrimSuffix(e.Name(), ending))
		}
	}
	return found, nil
}

// moment is a time as sample files write it: "2025-07-18 03:12", UTC.
type moment struct{ time.Time }

// UnmarshalText implements encoding.TextUnmarshaler.
func (m *moment) UnmarshalText(text []byte) (err error) {
	m.Time, err = time.Parse("2006-01-02 15:04", string(text))
	return err
}
