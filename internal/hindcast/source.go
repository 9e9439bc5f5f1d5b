package hindcast

import (
	"net/url"
	"strings"
	"time"
)

// SourceID names a source.
type SourceID string

// Source is where proofs look with credentials: an admin registers it, proofs
// name it, and nobody reads its secret again.
type Source struct {
	ID        SourceID
	Name      string // Name is what proofs call it; no two are the same.
	Kind      SourceKind
	Base      string // Base is its address, without a slash at the end.
	Secret    string // Secret is a token, or "name:password"; sealed, see keyring. Empty for none.
	CreatedAt time.Time
	By        Person // By registered it.
}

// SourceKind says what answers at a source.
type SourceKind string

// The kinds of source.
const (
	SourcePrometheus SourceKind = "prometheus"
	SourceHTTP       SourceKind = "http"
	SourceGit        SourceKind = "git"
	SourceGitHub     SourceKind = "github"
	SourceGitLab     SourceKind = "gitlab"
	SourceGitea      SourceKind = "gitea" // Forgejo as well
	SourceJira       SourceKind = "jira"
)

// SourceKinds lists the kinds in the order they are offered.
func SourceKinds() []SourceKind {
	return []SourceKind{SourcePrometheus, SourceGitHub, SourceGitLab, SourceGitea, SourceGit, SourceJira, SourceHTTP}
}

// Validate checks the source by itself.
func (s Source) Validate() error {
	var p Problems
	checkLine(&p, "name", s.Name, MaxName, true)
	if strings.Contains(s.Name, "://") {
		p.Add("name", "must be a name, not an address")
	}
	if !oneOf(s.Kind, SourceKinds()) {
		p.Add("kind", "must be one of %s", join(SourceKinds()))
	}
	checkLine(&p, "base", s.Base, MaxURL, true)
	if u, err := url.Parse(s.Base); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" || u.RawQuery != "" || u.Fragment != "" {
		p.Add("base", "must be an address such as https://prometheus.example.com")
	} else if u.User != nil {
		p.Add("base", "must hold no password: the secret is kept apart")
	} else if strings.HasSuffix(s.Base, "/") {
		p.Add("base", "must not end with a slash")
	}
	return p.Err("the source")
}
