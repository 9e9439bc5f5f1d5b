package library

import (
	"context"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/policy"
)

// InForce is the policy in force with its text.
type InForce struct {
	Policy   hindcast.Policy
	Text     string            // Text is its YAML.
	Revision hindcast.Revision // Revision is the one it was read from; zero for the default policy.
	Default  bool              // Default says that nobody has approved another policy.

	Strangers []hindcast.Stranger // Strangers are approvers it names who are no users.

	own, standard map[string]string
}

// Source says where the figure at a path such as "levels.P1.detect" comes from, as
// a comment in the policy's text says it; empty where none does.
func (f InForce) Source(path string) string {
	if _, own := f.own[path]; own {
		return said(f.own, path)
	}
	return said(f.standard, path)
}

// said is the comment at a path, or at the mapping around it. That of a level is
// only its name.
func said(comments map[string]string, path string) string {
	for {
		if comments[path] != "" {
			return comments[path]
		}
		up := strings.LastIndex(path, ".")
		if up < 0 || strings.Count(path[:up], ".") == 1 && strings.HasPrefix(path, "levels.") {
			return ""
		}
		path = path[:up]
	}
}

// InForce returns the policy in force for people to read. Guests see no documents,
// and not this one.
func (s *Service) InForce(ctx context.Context, by hindcast.Actor) (InForce, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return InForce{}, err
	}
	if by.Role == hindcast.Guest {
		return InForce{}, &hindcast.Error{Code: hindcast.NotFound, Op: "library.InForce", Message: "there is no such document, or it is not yours to see"}
	}
	inForce, err := s.Policy(ctx)
	if err != nil {
		return InForce{}, err
	}
	f := InForce{Policy: inForce, Text: string(policy.Text()), Default: true, standard: policy.Sources(policy.Text())}
	if f.Strangers, err = s.store.Strangers(ctx, inForce.Actions); err != nil {
		return f, err
	}
	latest, err := s.store.LatestRevision(ctx, PolicyID)
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return f, nil
	}
	f.Text, f.Revision, f.Default = latest.Revision.Body, latest.Revision, false
	f.own = policy.Sources([]byte(f.Text))
	return f, err
}
