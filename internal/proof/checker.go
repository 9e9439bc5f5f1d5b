package proof

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/safehttp"
)

// lookTime limits one look; ours.
const lookTime = 45 * time.Second

// Checker looks at what proofs state.
type Checker struct {
	Door *safehttp.Door // Door is the way out; never nil.
	// Large is the way to Git repositories, which answer with more; never nil.
	Large *safehttp.Door
	// Source returns a registered source by its name. The error is NotFound when
	// there is none. Never nil.
	Source func(ctx context.Context, name string) (Source, error)
	// Folders are where local Git repositories may be; none when empty.
	Folders []string
}

// Look looks at what a proof states. Documents are looked at by OfDocument.
func (c *Checker) Look(ctx context.Context, p hindcast.Proof) Found {
	s, err := Read(p)
	if err != nil {
		return unreadable(err)
	}
	ctx, stop := context.WithTimeout(ctx, lookTime)
	defer stop()
	source, err := c.sourceOf(ctx, s)
	if err != nil {
		return unanswered(err)
	}
	return c.look(ctx, s, source).settled(source.Secret)
}

func (c *Checker) look(ctx context.Context, s Statement, from Source) Found {
	switch s.Kind {
	case hindcast.ProofHTTP:
		return c.http(ctx, s, from)
	case hindcast.ProofAlertRule:
		return c.rule(ctx, s, from)
	case hindcast.ProofRepository:
		return c.repository(ctx, s, from)
	case hindcast.ProofTicket:
		return c.ticket(ctx, s, from)
	}
	return unknown("a proof of the kind %s is not looked at from here", s.Kind)
}

// sourceOf is the source that a proof names, none where it names none.
func (c *Checker) sourceOf(ctx context.Context, s Statement) (Source, error) {
	name := s.Of("source")
	if name == "" {
		return Source{}, nil
	}
	if s.Kind == hindcast.ProofAlertRule && strings.Contains(name, "://") {
		return Source{Kind: hindcast.SourcePrometheus, Base: strings.TrimRight(name, "/")}, nil
	}
	source, err := c.Source(ctx, name)
	if hindcast.CodeOf(err) == hindcast.NotFound {
		err = &hindcast.Error{Code: hindcast.NotFound, Message: fmt.Sprintf("there is no source %q; an admin can register it", name)}
	}
	return source, err
}

// unreadable is what is found of a proof that says nothing that can be looked at.
func unreadable(err error) Found {
	f := unknown("%s", messageOf(err))
	if known, ok := err.(*hindcast.Error); ok {
		for _, field := range known.Fields {
			f.Seen += "; " + field.Field + " " + field.Reason
		}
	}
	return f.settled("")
}
