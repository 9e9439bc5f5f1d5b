package server

import (
	"net/http"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// StatusOf is the HTTP status of an error's code. It is the only table of its
// kind.
func StatusOf(code hindcast.Code) int {
	switch code {
	case "":
		return http.StatusOK
	case hindcast.Invalid:
		return http.StatusUnprocessableEntity
	case hindcast.Unauthenticated:
		return http.StatusUnauthorized
	case hindcast.Forbidden:
		return http.StatusForbidden
	case hindcast.NotFound:
		return http.StatusNotFound
	case hindcast.Conflict:
		return http.StatusConflict
	case hindcast.Stale:
		return http.StatusPreconditionFailed
	case hindcast.Unsupported:
		return http.StatusUnsupportedMediaType
	case hindcast.TooLarge:
		return http.StatusRequestEntityTooLarge
	case hindcast.RateLimited:
		return http.StatusTooManyRequests
	case hindcast.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}
