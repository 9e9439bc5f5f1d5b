package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// explainCommon recognises what is the same on both databases. known is false
// for what is not.
func explainCommon(attempt string, err error) (explained error, known bool) {
	if err == nil {
		return nil, true
	}
	if _, ok := errors.AsType[*hindcast.Error](err); ok {
		return err, true
	}
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err, true
	case errors.Is(err, sql.ErrNoRows):
		return &hindcast.Error{Code: hindcast.NotFound, Op: attempt, Message: "there is no such thing, or it is not yours to see", Err: err}, true
	case errors.Is(err, driver.ErrBadConn):
		return &hindcast.Error{Code: hindcast.Unavailable, Op: attempt, Message: "the connection to the database was lost; try again", Err: err}, true
	}
	return nil, false
}

// explainConstraint says what a refused row broke.
func explainConstraint(attempt string, foreignKey bool, err error) error {
	message := "there is one like it already"
	if foreignKey {
		message = "it refers to something that is not there, or something refers to it"
	}
	return &hindcast.Error{Code: hindcast.Conflict, Op: attempt, Message: message, Err: err}
}
