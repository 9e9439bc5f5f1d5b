package proof

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Limits of what is kept of a check, in bytes; ours.
const (
	maxSeen    = 2000
	MaxContent = 64 << 10 // MaxContent is how much is kept of what was looked at.
)

// Found is what a look found.
type Found struct {
	Outcome hindcast.Outcome
	Seen    string // Seen is what was found, for a person.
	Content string // Content is the rule, the file, the document itself; empty where there is none.
	// Again says that the same look a little later may tell more: something did not
	// answer.
	Again bool
}

func holds(format string, args ...any) Found { return found(hindcast.Holds, format, args) }

func broken(format string, args ...any) Found { return found(hindcast.Broken, format, args) }

func unknown(format string, args ...any) Found { return found(hindcast.Unknown, format, args) }

func found(o hindcast.Outcome, format string, args []any) Found {
	return Found{Outcome: o, Seen: fmt.Sprintf(format, args...)}
}

// with adds what was looked at.
func (f Found) with(content string) Found {
	f.Content = content
	return f
}

// unanswered is what is found where something outside did not answer as it
// should.
func unanswered(err error) Found {
	f := unknown("%s", messageOf(err))
	code := hindcast.CodeOf(err)
	f.Again = code == hindcast.Unavailable || code == hindcast.Internal
	return f
}

// settled is the finding as it is kept: in texts that can be kept, limited, and
// without the secret that was used.
func (f Found) settled(secret string) Found {
	hide := func(s string) string {
		for _, form := range formsOf(secret) {
			s = strings.ReplaceAll(s, form, "•••")
		}
		return s
	}
	f.Seen, f.Content = clip(storable(hide(f.Seen)), maxSeen), clip(storable(hide(f.Content)), MaxContent)
	return f
}

// shortestSecret is what is hidden: less would hide words. It is ours.
const shortestSecret = 4

// formsOf are how a secret may come back in what was seen: itself, its password,
// and as they are sent or stand in addresses.
func formsOf(secret string) (forms []string) {
	_, password, _ := strings.Cut(secret, ":")
	for _, s := range []string{secret, password} {
		if len(s) >= shortestSecret {
			forms = append(forms, s, base64.StdEncoding.EncodeToString([]byte(s)), url.QueryEscape(s), url.PathEscape(s))
		}
	}
	return forms
}

// storable is a text as any database takes it.
func storable(s string) string {
	return strings.Map(func(r rune) rune {
		if r == 0 {
			return utf8.RuneError
		}
		return r
	}, strings.ToValidUTF8(s, string(utf8.RuneError)))
}

// clip is a text of at most max bytes, cut between characters.
func clip(s string, max int) string {
	if len(s) <= max {
		return s
	}
	max -= len("…")
	for max > 0 && !utf8.RuneStart(s[max]) {
		max--
	}
	return s[:max] + "…"
}
