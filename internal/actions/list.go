package actions

import (
	"context"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// What lists of actions are asked for with and made of.
type (
	Filter = store.ActionFilter            // Filter narrows a list.
	Sort   = store.ActionSort              // Sort is an order lists are offered in.
	Page   = store.Page                    // Page asks for part of a list.
	Row    = store.ActionRow               // Row is a line of a list.
	Kept   = store.Kept[hindcast.Action]   // Kept is an action with its version.
	Proof  = store.Kept[store.ActionProof] // Proof is one with its version.
	Line   = store.EntryRow                // Line is one of the ledger.
)

// The sorts. Empty means ByDue.
const (
	ByDue   = store.ActionsByDue
	Newest  = store.ActionsNewest
	ByOwner = store.ActionsByOwner
)

// List returns a page of the actions of all incidents the actor may see, and
// where the next one begins, empty when there is none.
func (s *Service) List(ctx context.Context, by hindcast.Actor, f Filter, sort Sort, page Page) (rows []Row, next string, err error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, "", err
	}
	return s.store.ListActions(ctx, by, f, sort, page)
}

// Owners returns the names of those who own an action the actor may see.
func (s *Service) Owners(ctx context.Context, by hindcast.Actor) ([]string, error) {
	if err := by.Might(hindcast.MayRead); err != nil {
		return nil, err
	}
	return s.store.Owners(ctx, by)
}

// Today is the day it is where the policy's calendar is kept, which deadlines are
// compared with.
func (s *Service) Today(ctx context.Context) (hindcast.Date, error) {
	policy, err := s.policy(ctx)
	if err != nil {
		return hindcast.Date{}, err
	}
	return s.today(policy), nil
}

func (s *Service) today(policy hindcast.Policy) hindcast.Date {
	now := s.now().UTC()
	if policy.Calendar.Zone != nil {
		now = now.In(policy.Calendar.Zone)
	}
	return hindcast.DateOf(now)
}

// Column is the actions in one state, as a board shows them.
type Column struct {
	State hindcast.ActionState
	Rows  []Row
	More  bool // More says that there are others.
}

// columnLength is how many actions a column of a board shows. It is ours: what is
// further down nobody reads off a board.
const columnLength = 30

// Board returns what the filter leaves of each state it asks for, of all states
// when it asks for none.
func (s *Service) Board(ctx context.Context, by hindcast.Actor, f Filter) ([]Column, error) {
	states := f.States
	if len(states) == 0 {
		states = hindcast.ActionStates()
	}
	var board []Column
	for _, state := range states {
		f.States = []hindcast.ActionState{state}
		rows, next, err := s.List(ctx, by, f, ByDue, Page{Limit: columnLength})
		if err != nil {
			return nil, err
		}
		board = append(board, Column{state, rows, next != ""})
	}
	return board, nil
}
