package store

import (
	"fmt"
	"slices"
)

// seal keeps what a row says out of the ledger while nobody but one person may
// know it. The entry states, in the place of each secret column, the SHA-256 of
// the row's salt, the column's name and its value. The salt is secret itself and
// lies in the row alone, so that a verdict, of which there are five, cannot be
// guessed from its hash; and verify, which sees the row, finds one that was
// altered by hand as it does everywhere else.
type seal[T any] struct {
	secret []string        // secret names the columns, that of the salt among them
	salt   func(*T) string // salt is fresh for each version; see Tx.Salt
	sealed func(*T) bool
}

// stated returns a row's content as its entry states it.
func (t *table[T]) stated(k *Kept[T], content []any) []any {
	if t.seal == nil || !t.seal.sealed(&k.Value) {
		return content
	}
	stated := slices.Clone(content)
	for i, name := range t.names() {
		if slices.Contains(t.seal.secret, name) {
			stated[i] = "sealed:" + hashText(t.seal.salt(&k.Value)+"\x00"+name+"\x00"+fmt.Sprint(content[i]))
		}
	}
	return stated
}

// Salt returns a text nobody can guess, for what is sealed.
func (t *Tx) Salt() string { return t.store.newID() + t.store.newID() }
