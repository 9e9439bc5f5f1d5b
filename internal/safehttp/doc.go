// Package safehttp is the only door out: every request that Hindcast makes to a
// server that somebody typed in, or that another server redirected to, goes
// through it.
//
//	door := safehttp.New(safehttp.Options{Allow: networks})
//	response, err := door.Do(request)
//
// The address is checked when the connection is made, after the name was
// resolved, so that a name that changes its mind between check and use (DNS
// rebinding) gains nothing, and each redirect is checked like the first request.
// Loopback, private, link-local, metadata, multicast and every other address
// that is not part of the public Internet is refused, unless the operator allows
// its network. Answers are limited in size and time; no proxy from the
// environment is used, because it would connect on our behalf, unchecked.
package safehttp
