// Package client holds the wire forms of Hindcast's API and, over them, a client.
// It is the one contract with other programs; the domain types carry no tags and
// never reach a wire by themselves.
//
// Conventions: instants are RFC 3339 in UTC, days are YYYY-MM-DD, durations are
// numbers of seconds, money is an amount with its currency. What is not known is
// null, an empty list is []. Members may be added, never renamed or given another
// meaning.
//
//	c, err := client.New("https://hindcast.example", os.Getenv("HINDCAST_TOKEN"))
//	i, err := c.OpenIncident(ctx, client.NewIncident{Title: "Checkout fails"}, "")
//	_, err = c.AddLine(ctx, i.Key, client.NewLine{Line: "14:32 alert fired"}, "")
//
// What is wrong is an *Error. What only reads is asked for again when the server
// is busy, and so is what is given a key that makes it take effect once.
package client
