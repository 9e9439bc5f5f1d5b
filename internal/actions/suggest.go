package actions

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Suggestion is a proof that an action's words and kind of change call for. It
// fills a form; a person decides.
type Suggestion struct {
	Kind    hindcast.ProofKind
	Because string            // Because says what it was suggested by.
	Values  map[string]string // Values are what the form can hold already, by its fields' names.
}

var (
	addresses = regexp.MustCompile(`https?://[^\s<>"'` + "`" + `)\]]+`)
	ticketURL = regexp.MustCompile(`/(-/)?issues?/\d+|/browse/[A-Z][A-Z0-9_]+-\d+|/tickets?/\w*\d+`)
	pullURL   = regexp.MustCompile(`^(.*?)/(?:-/)?(?:pull|pulls|merge_requests)/(\d+)`)
	fileURL   = regexp.MustCompile(`^(.*?)/(?:-/)?(?:blob|src/branch)/([^/]+)/(.+)$`)
	commitURL = regexp.MustCompile(`^(.*?)/(?:-/)?commit/([0-9a-fA-F]{7,40})`)
	forges    = []string{"github.", "gitlab.", "gitea.", "forgejo.", "codeberg.", "bitbucket."}
)

// suggestedBy lists the words that call for a kind of proof, in the order they are
// looked for: what is more certain comes first.
var suggestedBy = []struct {
	kind  hindcast.ProofKind
	words *regexp.Regexp
}{
	{hindcast.ProofAlertRule, regexp.MustCompile(`(?i)\b(alerts?|alerting rules?|alert rules?|thresholds?|pages? (?:on|at|when)|prometheus)\b`)},
	{hindcast.ProofDocument, regexp.MustCompile(`(?i)\b(runbooks?|playbooks?|documents?|documentation|polic(?:y|ies)|procedures?|templates?|contact sheets?|check ?lists?)\b`)},
	{hindcast.ProofRepository, regexp.MustCompile(`(?i)\b(repositor(?:y|ies)|commits?|merged?|branch(?:es)?|pull requests?|ci pipelines?|config(?:uration)? files?)\b`)},
	{hindcast.ProofHTTP, regexp.MustCompile(`(?i)\b(endpoints?|health ?checks?|https?|headers?|status pages?)\b`)},
}

// Suggest says how an action could be proved: by an address in its words, by its
// words, by its kind of change, else by somebody who looks.
func Suggest(a hindcast.Action) Suggestion {
	if found := addresses.FindString(a.Title); found != "" {
		return suggestByAddress(strings.TrimRight(found, ".,;:!?"))
	}
	for _, s := range suggestedBy {
		if word := s.words.FindString(a.Title); word != "" {
			return Suggestion{Kind: s.kind, Because: "its words speak of “" + strings.ToLower(word) + "”"}
		}
	}
	because := "it changes " + strings.ReplaceAll(string(a.Change), "_", " ")
	switch a.Change {
	case hindcast.ChangeAlerting:
		return Suggestion{Kind: hindcast.ProofAlertRule, Because: because}
	case hindcast.ChangeRunbook, hindcast.ChangePolicy, hindcast.ChangeCommunication:
		return Suggestion{Kind: hindcast.ProofDocument, Because: because}
	}
	return Suggestion{Kind: hindcast.ProofAttestation, Because: "nothing in its words says what a machine could look at",
		Values: map[string]string{"statement": strings.Join(strings.Fields(a.Title), " ")}}
}

// suggestByAddress tells tickets and repositories from other addresses.
func suggestByAddress(address string) Suggestion {
	if ticketURL.MatchString(address) {
		return Suggestion{Kind: hindcast.ProofTicket, Because: "its words name a ticket", Values: map[string]string{"ticket": address}}
	}
	if values := repositoryAt(address); values != nil {
		return Suggestion{Kind: hindcast.ProofRepository, Because: "its words name a repository", Values: values}
	}
	return Suggestion{Kind: hindcast.ProofHTTP, Because: "its words name an address", Values: map[string]string{"url": address}}
}

// repositoryAt reads the addresses of a repository and of what is in one; nil for
// any other.
func repositoryAt(address string) map[string]string {
	if m := pullURL.FindStringSubmatch(address); m != nil {
		return map[string]string{"repository": m[1], "pull": m[2]}
	}
	if m := fileURL.FindStringSubmatch(address); m != nil {
		return map[string]string{"repository": m[1], "ref": m[2], "file": m[3]}
	}
	if m := commitURL.FindStringSubmatch(address); m != nil {
		return map[string]string{"repository": m[1], "commit": m[2]}
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	if strings.HasSuffix(u.Path, ".git") {
		return map[string]string{"repository": address}
	}
	for _, forge := range forges {
		if strings.HasPrefix(u.Host, forge) && strings.Count(strings.Trim(u.Path, "/"), "/") == 1 {
			return map[string]string{"repository": address}
		}
	}
	return nil
}
