package client

// Page is part of a list.
type Page[T any] struct {
	Items []T `json:"items"`
	// Next is the cursor of the following page, null on the last one. It means
	// nothing else and is valid for the same list with the same filters.
	Next *string `json:"next"`
}
