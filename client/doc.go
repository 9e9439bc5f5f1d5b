// Package client holds the wire forms of Hindcast's API and, over them, a client.
// It is the one contract with other programs; the domain types carry no tags and
// never reach a wire by themselves.
//
// Conventions: instants are RFC 3339 in UTC, days are YYYY-MM-DD, durations are
// numbers of seconds, money is an amount with its currency. What is not known is
// null, an empty list is []. Members may be added, never renamed or given another
// meaning.
package client
