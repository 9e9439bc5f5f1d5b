package store

// Sweep forgets sessions and links that have expired. They let nobody in any
// more, so nothing is recorded.
func (t *Tx) Sweep() error {
	for _, table := range []string{"sessions", "links"} {
		if _, err := t.execQuietly("delete from "+table+" where expires_at < $1", toMicros(t.now)); err != nil {
			return err
		}
	}
	return nil
}
