package sample

import (
	"testing"

	"pgregory.net/rapid"
)

func TestRecordsAreValid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if err := Record().Draw(t, "record").Validate(); err != nil {
			t.Fatal(err)
		}
	})
}
