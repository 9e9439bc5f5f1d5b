// Package policy reads what a team holds itself to from YAML.
//
// The default policy is embedded and documents every key (see Text). A team's
// own file states only what differs:
//
//	p, err := policy.Parse("policy.yaml", text)
//
// A key the file leaves out keeps the default's value, a mapping is merged key by
// key, and a list replaces the default's list. Errors are *hindcast.Error; their
// fields name file, line, column and key, and all problems are reported at once.
package policy

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"

	"github.com/hindcast/hindcast/internal/hindcast"
)

//go:embed default.yaml
var defaultText string

// MaxSize is the size in bytes of the largest policy file that is read. It is
// ours: a hundred times what a long policy needs.
const MaxSize = 1 << 20

// Text returns the default policy as commented YAML: what `hindcast policy`
// prints.
func Text() []byte { return []byte(defaultText) }

// Default returns the default policy. Each call returns a fresh copy. It panics
// only if the embedded text is not a policy, which a test excludes.
func Default() hindcast.Policy {
	p, err := parse(hindcast.Policy{}, "default.yaml", []byte(defaultText))
	if err != nil {
		panic(fmt.Sprintf("the embedded default policy: %v", err))
	}
	return p
}

// Parse reads a policy from YAML text. file names it in errors. What the text
// leaves out is taken from the default policy. It returns an Invalid error that
// lists what is wrong, or TooLarge.
func Parse(file string, text []byte) (hindcast.Policy, error) {
	base := Default()
	base.Name = file
	return parse(base, file, text)
}

// parse lays the text over a base policy.
func parse(base hindcast.Policy, file string, text []byte) (hindcast.Policy, error) {
	root, err := parseYAML(file, text)
	if err != nil {
		return hindcast.Policy{}, err
	}
	r := &reader{file: file}
	r.policy(place{node: root}, &base)
	if err := r.err(); err != nil {
		return hindcast.Policy{}, err
	}
	if err := base.Validate(); err != nil {
		return hindcast.Policy{}, err
	}
	base.Revision = revision(text)
	return base, nil
}

// revision identifies a text: the first 12 hexadecimal digits of its SHA-256, as
// `sha256sum` shows them.
func revision(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:6])
}
