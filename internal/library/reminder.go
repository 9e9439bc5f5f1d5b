package library

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Cared returns the documents that are to be looked at again some day, in no
// order: for reminders, which go to their owners.
func (s *Service) Cared(ctx context.Context) (list []Row, err error) {
	rows, err := s.rows(ctx, hindcast.Actor{User: "usr_schedule", Name: "schedule", Role: hindcast.Admin})
	for _, row := range rows {
		if row.Document.Owner.User != "" && !row.DueAt.IsZero() {
			list = append(list, row)
		}
	}
	return list, err
}
