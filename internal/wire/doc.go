// Package wire turns domain values into the forms of package draft, in one
// place, so that a command and the API show the same thing. It decides nothing.
package wire
