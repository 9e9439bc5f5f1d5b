// Package sample generates records for property tests of other rooms: arbitrary
// ones that are valid, over the whole domain, with texts that are hard to keep
// apart from the structure around them.
//
//	rapid.Check(t, func(t *rapid.T) {
//		r := sample.Record().Draw(t, "record")
//		...
//	})
//
// It is for tests only and is imported by test files alone.
package sample
