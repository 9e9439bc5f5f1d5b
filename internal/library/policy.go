package library

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/policy"
)

// PolicyID names the document whose newest revision is the policy in force.
const PolicyID hindcast.DocumentID = "doc_policy"

// policyFile names the policy's text where its problems are listed.
const policyFile = "policy.yaml"

// parsed is a policy with the revision whose text it was read from.
type parsed struct {
	revision string
	policy   hindcast.Policy
}

// Policy returns the policy in force: the newest revision of the policy document,
// or the default policy while nobody has approved another. It is asked of the
// store each time, so that every node goes by the same one at once; the text is
// read anew only when it changed. What is returned must not be changed.
func (s *Service) Policy(ctx context.Context) (hindcast.Policy, error) {
	latest, err := s.store.LatestRevision(ctx, PolicyID)
	if err != nil && hindcast.CodeOf(err) != hindcast.NotFound {
		return hindcast.Policy{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.policy.policy.Levels != nil && s.policy.revision == latest.ID {
		return s.policy.policy, nil
	}
	inForce := policy.Default()
	if latest.ID != "" {
		if inForce, err = policy.Parse(policyFile, []byte(latest.Revision.Body)); err != nil {
			return hindcast.Policy{}, err
		}
	}
	s.policy = parsed{latest.ID, inForce}
	return inForce, nil
}
