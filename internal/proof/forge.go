package proof

import (
	"errors"
	"net/url"
	"regexp"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// forge is where code and tickets are kept, by the shape of its API.
type forge struct {
	kind hindcast.SourceKind
	api  Source // api has the address of the API as its base
}

// ticketRef is a ticket or a pull request on a forge.
type ticketRef struct {
	project string // project is empty for Jira
	number  string
}

var (
	numbered = regexp.MustCompile(`^([\w.-]+(?:/[\w.-]+)+)#(\d{1,12})$`)
	jiraKey  = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,30}-\d{1,12}$`)
	issueURL = regexp.MustCompile(`^/([\w.-]+(?:/[\w.-]+)+?)(?:/-)?/(?:issues|pull|pulls|merge_requests|work_items)/(\d{1,12})/?$`)
	jiraURL  = regexp.MustCompile(`^/(?:.*/)?browse/([A-Z][A-Z0-9_]{0,30}-\d{1,12})/?$`)
)

// readTicket reads an address, owner/project#12, or KEY-12.
func readTicket(v string) (ticketRef, error) {
	if m := numbered.FindStringSubmatch(v); m != nil {
		return ticketRef{m[1], m[2]}, nil
	}
	if jiraKey.MatchString(v) {
		return ticketRef{"", v}, nil
	}
	if u, err := url.Parse(v); err == nil && u.Host != "" {
		if m := issueURL.FindStringSubmatch(u.Path); m != nil {
			return ticketRef{m[1], m[2]}, nil
		}
		if m := jiraURL.FindStringSubmatch(u.Path); m != nil {
			return ticketRef{"", m[1]}, nil
		}
	}
	return ticketRef{}, errors.New("must be the address of a ticket, owner/project#12, or KEY-12 of Jira")
}

// forgeOf is the forge of a source, or of a public address.
func forgeOf(from Source, subject string) (forge, error) {
	if from.Name == "" {
		u, err := url.Parse(subject)
		if err != nil || u.Host == "" {
			return forge{}, &hindcast.Error{Code: hindcast.Invalid, Message: "this is no public address; name the source where it is"}
		}
		known := map[string]hindcast.SourceKind{"github.com": hindcast.SourceGitHub, "gitlab.com": hindcast.SourceGitLab, "codeberg.org": hindcast.SourceGitea}
		if from.Kind = known[u.Host]; from.Kind == "" {
			return forge{}, &hindcast.Error{Code: hindcast.Invalid, Message: "what answers at " + u.Host + " is not known; an admin can register it as a source"}
		}
		from.Base = "https://" + u.Host
	}
	f := forge{kind: from.Kind, api: from}
	switch from.Kind {
	case hindcast.SourceGitHub:
		f.api.Base += "/api/v3"
		if from.Base == "https://github.com" {
			f.api.Base = "https://api.github.com"
		}
	case hindcast.SourceGitLab:
		f.api.Base += "/api/v4"
	case hindcast.SourceGitea:
		f.api.Base += "/api/v1"
	case hindcast.SourceJira:
		f.api.Base += "/rest/api/2"
	default:
		return forge{}, &hindcast.Error{Code: hindcast.Invalid, Message: "the source " + from.Name + " is of the kind " + string(from.Kind) + ", which has no tickets"}
	}
	return f, nil
}

// belongs reports whether what a proof names is at the source: an address of
// another host is not.
func (s Source) belongs(subject string) error {
	if s.Name == "" || !strings.Contains(subject, "://") {
		return nil
	}
	_, err := s.under(subject)
	return err
}

// issue and change are the addresses of a ticket and of a pull request.
func (f forge) issue(t ticketRef) string {
	switch f.kind {
	case hindcast.SourceGitLab:
		return "/projects/" + url.PathEscape(t.project) + "/issues/" + t.number
	case hindcast.SourceJira:
		return "/issue/" + t.number + "?fields=summary,status,resolution"
	}
	return "/repos/" + t.project + "/issues/" + t.number
}

func (f forge) change(t ticketRef) string {
	if f.kind == hindcast.SourceGitLab {
		return "/projects/" + url.PathEscape(t.project) + "/merge_requests/" + t.number
	}
	return "/repos/" + t.project + "/pulls/" + t.number
}
