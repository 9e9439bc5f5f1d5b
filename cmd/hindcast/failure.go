package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/hindcast/hindcast/internal/app"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// The exit statuses of every command.
const (
	exitOK       = 0
	exitProblems = 1
	exitUsage    = 2
	exitFailure  = 3
)

// errProblems ends a command that worked and found problems, which it has
// already shown.
var errProblems = errors.New("problems were found")

// fail shows an error to a person, once, and returns the exit status for it.
func fail(w io.Writer, err error) int {
	if err == nil {
		return exitOK
	}
	if errors.Is(err, errProblems) {
		return exitProblems
	}
	for _, line := range explain(err) {
		fmt.Fprintln(w, "hindcast: "+line)
	}
	if _, ok := errors.AsType[usageError](err); ok {
		return exitUsage
	}
	if _, ok := errors.AsType[app.Misconfigured](err); ok {
		return exitUsage
	}
	return exitFailure
}

// usage shows what is wrong with a command line.
func usage(w io.Writer, err error) int {
	fmt.Fprintf(w, "hindcast: %s\nhindcast: try \"hindcast --help\", or \"hindcast COMMAND --help\"\n", err)
	return exitUsage
}

// usageError is a command line that kong accepts and we do not.
type usageError string

func (e usageError) Error() string { return string(e) }

// explain turns an error into lines for a person: those of each joined error,
// the fields of a domain error on lines of their own.
func explain(err error) []string {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, e := range joined.Unwrap() {
			lines = append(lines, explain(e)...)
		}
		return lines
	}
	e, ok := errors.AsType[*hindcast.Error](err)
	if !ok {
		return []string{err.Error()}
	}
	lines := make([]string, 0, 1+len(e.Fields))
	if e.Message != "" { // with what was put before it on the way up, without the cause, which is for logs
		lines = append(lines, strings.TrimSuffix(err.Error(), e.Error())+e.Message)
	}
	for _, f := range e.Fields {
		lines = append(lines, "  "+f.Field+": "+f.Reason)
	}
	return lines
}
