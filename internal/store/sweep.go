package store

import "github.com/hindcast/hindcast/internal/hindcast"

// Sweep forgets sessions and links that have expired, and requests that may take
// effect again. They let nobody in any more, so nothing is recorded.
func (t *Tx) Sweep() error {
	for _, table := range []string{"sessions", "links"} {
		if _, err := t.execQuietly("delete from "+table+" where expires_at < $1", toMicros(t.now)); err != nil {
			return err
		}
	}
	_, err := t.execQuietly("delete from once where made_at < $1", toMicros(t.now.Add(-hindcast.OnceLength)))
	return err
}
