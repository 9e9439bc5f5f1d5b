package store

import (
	"context"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

func channelTable() *table[hindcast.Channel] {
	type C = hindcast.Channel
	columns := []column[C]{
		text("shape", func(c *C) *hindcast.ChatShape { return &c.Shape }),
		text("address", func(c *C) *string { return &c.Address }),
		instant("created_at", func(c *C) *time.Time { return &c.CreatedAt }),
	}
	return &table[C]{
		name: "channels", kind: "channel",
		columns: append(columns, person("by", func(c *C) *hindcast.Person { return &c.By })...),
		id:      text("id", func(c *C) *hindcast.TeamID { return &c.Team }),
		// Like the secrets of sources, addresses can be sealed anew.
		seal: &seal[C]{
			secret: []string{"address"},
			salt:   func(c *C) string { return c.Address },
			sealed: func(*C) bool { return true },
		},
	}
}

// Channels changes where teams are reminded in chat.
func (t *Tx) Channels() Shelf[hindcast.Channel] {
	return Shelf[hindcast.Channel]{t, t.store.tables.channels}
}

// Channels reads where teams are reminded in chat. What is sealed stays so.
func (s *Store) Channels() Reader[hindcast.Channel] {
	return Reader[hindcast.Channel]{s, s.tables.channels}
}

// ChannelState is what became of the messages to a channel.
type ChannelState struct {
	Failure string    // Failure of the last message; empty when it was taken.
	Tried   time.Time // Tried is when the last was sent; zero when none was.
	Taken   time.Time // Taken is when one was last taken.
}

// ChannelState returns that of one channel. Whose it may be is the caller's affair.
func (s *Store) ChannelState(ctx context.Context, team hindcast.TeamID) (ChannelState, error) {
	var q query
	q.add("select failure, tried_at, taken_at from channels where id = ?", string(team))
	states, err := found(ctx, s, "read what became of messages", &q, func(scan row) (c ChannelState, err error) {
		var tried, taken int64
		err = scan(&c.Failure, &tried, &taken)
		if tried != 0 {
			c.Tried = fromMicros(tried)
		}
		if taken != 0 {
			c.Taken = fromMicros(taken)
		}
		return c, err
	})
	if err != nil || len(states) == 0 {
		return ChannelState{}, err
	}
	return states[0], nil
}

// SaidInChat notes what became of a message: nothing for one that was taken.
func (t *Tx) SaidInChat(team hindcast.TeamID, failure string) error {
	_, err := t.execQuietly("update channels set failure = $1, tried_at = $2, taken_at = case when $1 = '' then $2 else taken_at end where id = $3",
		storable(failure), toMicros(t.now), string(team))
	return err
}

// SealedChannels returns every channel: for sealing their addresses anew.
func (t *Tx) SealedChannels() ([]Kept[hindcast.Channel], error) {
	found, err := t.store.tables.channels.all(t.ctx, t.sql, t.store.tables.channels.selection()+" order by t.added")
	return found, t.note("read the channels", err)
}
