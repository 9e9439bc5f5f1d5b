package hindcast_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func TestErrorText(t *testing.T) {
	fields := []hindcast.FieldError{{Field: "title", Reason: "must not be empty"}, {Field: "kind", Reason: "is unknown"}}
	for want, e := range map[string]*hindcast.Error{
		"":                        {},
		"no such incident":        {Message: "no such incident"},
		"incidents.Open: not now": {Op: "incidents.Open", Message: "not now"},
		"not valid: title: must not be empty; kind: is unknown": {Message: "not valid", Fields: fields},
		"title: must not be empty; kind: is unknown":            {Fields: fields},
		"cannot read: unexpected EOF":                           {Message: "cannot read", Err: io.ErrUnexpectedEOF},
		"unexpected EOF":                                        {Err: io.ErrUnexpectedEOF},
	} {
		if got := e.Error(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestCodeOf(t *testing.T) {
	inner := &hindcast.Error{Code: hindcast.Stale, Err: io.EOF}
	for _, c := range []struct {
		err  error
		want hindcast.Code
	}{
		{nil, ""},
		{io.EOF, hindcast.Internal},
		{inner, hindcast.Stale},
		{fmt.Errorf("while saving: %w", inner), hindcast.Stale},
		{&hindcast.Error{Code: hindcast.NotFound, Err: inner}, hindcast.NotFound},
	} {
		if got := hindcast.CodeOf(c.err); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
	if !errors.Is(inner, io.EOF) {
		t.Error("the cause is lost")
	}
}

func TestProblems(t *testing.T) {
	var p hindcast.Problems
	if err := p.Err("it"); err != nil {
		t.Errorf("no problem, yet %v", err)
	}
	p.Under("a", nil)
	p.Under("b", io.EOF)
	p.Under("c", &hindcast.Error{Message: "refused"})
	p.Under("d", &hindcast.Error{Fields: []hindcast.FieldError{{Field: "x[0]", Reason: "is 100% wrong"}, {Field: "y", Reason: "too"}}})
	err := p.Err("it")
	if want := "it is not valid: b: EOF; c: refused; d.x[0]: is 100% wrong; d.y: too"; err == nil || err.Error() != want || hindcast.CodeOf(err) != hindcast.Invalid {
		t.Errorf("%v, want %s", err, want)
	}
}
