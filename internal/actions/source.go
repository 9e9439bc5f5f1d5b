package actions

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/proof"
)

// openSource is a source with its secret, for the program itself to look with.
func (s *Service) openSource(ctx context.Context, name string) (proof.Source, error) {
	return proof.Source{}, &hindcast.Error{Code: hindcast.NotFound, Message: "there is no such source"}
}
