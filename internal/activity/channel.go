package activity

import (
	"context"
	"net/url"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/notify"
	"github.com/hindcast/hindcast/internal/store"
)

// Channel is where a team is reminded in chat, as people are shown it: without its
// address, by which anybody could write there.
type Channel struct {
	Team    hindcast.TeamID
	Version int64 // Version is zero when there is none.
	Shape   hindcast.ChatShape
	Host    string // Host is the name of the server the address leads to.
	store.ChannelState
}

// Channel returns that of a team; its version is zero when there is none.
func (s *Reminders) Channel(ctx context.Context, by hindcast.Actor, team hindcast.TeamID) (c Channel, err error) {
	if err := by.May(hindcast.MayAdminister, hindcast.Subject{}); err != nil {
		return c, err
	}
	if _, err := s.store.Teams().Get(ctx, by, string(team)); err != nil {
		return c, err
	}
	c.Team = team
	k, err := s.store.Channels().Get(ctx, by, string(team))
	if hindcast.CodeOf(err) == hindcast.NotFound {
		return c, nil
	}
	if err != nil {
		return c, err
	}
	c.Version, c.Shape = k.Version, k.Value.Shape
	if address, err := s.Ring.Open(string(team), k.Value.Address); err == nil { // of one that cannot be opened any more nothing is shown
		if u, err := url.Parse(address); err == nil {
			c.Host = u.Host
		}
	}
	c.ChannelState, err = s.store.ChannelState(ctx, team)
	return c, err
}

// SetChannel says where a team is reminded in chat. version is the one that was
// shown, zero when there was none. Without an address the one there is stays.
func (s *Reminders) SetChannel(ctx context.Context, by hindcast.Actor, team hindcast.TeamID, version int64, shape hindcast.ChatShape, address string) error {
	if err := by.May(hindcast.MayAdminister, hindcast.Subject{}); err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error {
		if _, err := tx.Teams().Get(string(team)); err != nil {
			return err
		}
		address := strings.TrimSpace(address)
		known, err := tx.Channels().Get(string(team))
		there := err == nil
		if err != nil && hindcast.CodeOf(err) != hindcast.NotFound {
			return err
		}
		if there && address == "" {
			if address, err = s.Ring.Open(string(team), known.Value.Address); err != nil {
				return err
			}
		}
		if err := hindcast.ValidateChat(shape, address); err != nil {
			return err
		}
		c := hindcast.Channel{Team: team, Shape: shape, Address: s.Ring.Seal(string(team), address), CreatedAt: s.Now().UTC().Truncate(time.Microsecond), By: by.Person()}
		if !there {
			return tx.Channels().Add("channel.added", "", &c)
		}
		if err := tx.Channels().Change("channel.changed", &c, version); err != nil {
			return err
		}
		return tx.SaidInChat(team, "")
	})
}

// RemoveChannel has a team reminded in chat no more.
func (s *Reminders) RemoveChannel(ctx context.Context, by hindcast.Actor, team hindcast.TeamID, version int64) error {
	if err := by.May(hindcast.MayAdminister, hindcast.Subject{}); err != nil {
		return err
	}
	return s.store.Update(ctx, by, func(tx *store.Tx) error { return tx.Channels().Remove("channel.removed", string(team), version) })
}

// TryChannel sends a message that says so, at once. What goes wrong is returned,
// and kept beside the channel.
func (s *Reminders) TryChannel(ctx context.Context, by hindcast.Actor, team hindcast.TeamID) error {
	if err := by.May(hindcast.MayAdminister, hindcast.Subject{}); err != nil {
		return err
	}
	k, err := s.store.Teams().Get(ctx, by, string(team))
	if err != nil {
		return err
	}
	return s.say(ctx, team, "Hindcast can write here. "+k.Value.Name+" is reminded in this channel of actions and reviews that are due.")
}

// say sends a text to a team's channel and keeps what became of it. Nothing is
// held open meanwhile.
func (s *Reminders) say(ctx context.Context, team hindcast.TeamID, text string) error {
	k, err := s.store.Channels().Get(ctx, program(), string(team))
	if err != nil {
		return err
	}
	address, err := s.Ring.Open(string(team), k.Value.Address)
	if err != nil {
		return err
	}
	waiting, stop := context.WithTimeout(ctx, answerTime)
	failure := notify.Chat(waiting, s.Door, notify.ChatMessage{Address: address, Shape: k.Value.Shape, Text: text})
	stop()
	if ctx.Err() != nil {
		return ctx.Err() // we stopped it; that is no failure of the chat
	}
	said := ""
	if failure != nil {
		said = messageOf(failure)
	}
	if err := s.store.Update(ctx, program(), func(tx *store.Tx) error { return tx.SaidInChat(team, said) }); err != nil {
		return err
	}
	return failure
}

// Reseal seals every address anew that is not sealed with the newest key, and
// returns how many.
func (s *Reminders) Reseal(ctx context.Context, by hindcast.Actor) (sealed int, err error) {
	if err := by.May(hindcast.MayAdminister, hindcast.Subject{}); err != nil {
		return 0, err
	}
	err = s.store.Update(ctx, by, func(tx *store.Tx) error {
		all, err := tx.SealedChannels()
		if err != nil {
			return err
		}
		for _, k := range all {
			renewed, err := s.Ring.Renew(string(k.Value.Team), &k.Value.Address)
			if err != nil {
				return err
			}
			if !renewed {
				continue
			}
			if err := tx.Channels().Change("channel.sealed", &k.Value, k.Version); err != nil {
				return err
			}
			sealed++
		}
		return nil
	})
	return sealed, err
}
