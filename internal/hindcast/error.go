package hindcast

import (
	"errors"
	"fmt"
	"strings"
)

// Code classifies an Error. One table in the server turns it into an HTTP
// status, one in the command into an exit status.
type Code string

// The codes. Whatever is not an *Error is Internal.
const (
	Invalid         Code = "invalid"         // the input breaks a rule; Fields say which
	Unauthenticated Code = "unauthenticated" // nobody is signed in
	Forbidden       Code = "forbidden"       // seen, but not allowed
	NotFound        Code = "not_found"       // absent, or not yours to see
	Conflict        Code = "conflict"        // the state does not allow it
	Stale           Code = "stale"           // somebody else changed it first
	Unsupported     Code = "unsupported"     // a format or content type not read here
	TooLarge        Code = "too_large"       // over a stated limit
	RateLimited     Code = "rate_limited"    // too often
	Unavailable     Code = "unavailable"     // a part that is needed does not answer
	Internal        Code = "internal"        // a fault of ours
)

// Error is the only error people are shown. Message is for a person and says
// what was wrong and what to do; Err is for the log.
type Error struct {
	Code    Code
	Op      string // what was attempted, as "incidents.AddEvent"
	Message string
	Fields  []FieldError
	Err     error
}

// FieldError says what is wrong with one field. Field is a path such as
// "timeline[3].until".
type FieldError struct {
	Field  string
	Reason string
}

// Error joins operation, message, fields and cause.
func (e *Error) Error() string {
	var b strings.Builder
	if e.Op != "" {
		b.WriteString(e.Op + ": ")
	}
	b.WriteString(e.Message)
	for i, f := range e.Fields {
		sep := "; "
		if i == 0 && e.Message == "" {
			sep = ""
		} else if i == 0 {
			sep = ": "
		}
		fmt.Fprintf(&b, "%s%s: %s", sep, f.Field, f.Reason)
	}
	if e.Err != nil {
		if b.Len() > 0 {
			b.WriteString(": ")
		}
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of the first *Error in err's chain, Internal when
// there is none, and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	return Internal
}

// Problems collects field errors while a value is validated.
type Problems []FieldError

// Add notes that field breaks a rule.
func (p *Problems) Add(field, reason string, args ...any) {
	*p = append(*p, FieldError{Field: field, Reason: fmt.Sprintf(reason, args...)})
}

// Under adds the field errors of err, if it is an *Error, below prefix.
func (p *Problems) Under(prefix string, err error) {
	if err == nil {
		return
	}
	e, ok := errors.AsType[*Error](err)
	if !ok || len(e.Fields) == 0 {
		p.Add(prefix, "%s", err.Error())
		return
	}
	for _, f := range e.Fields {
		p.Add(prefix+"."+f.Field, "%s", f.Reason)
	}
}

// Err returns nil when nothing was noted, else an Invalid *Error about what.
func (p Problems) Err(what string) error {
	if len(p) == 0 {
		return nil
	}
	return &Error{Code: Invalid, Message: what + " is not valid", Fields: p}
}
