package main

import (
	"context"
	"fmt"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
)

type tokenCommand struct {
	Create tokenCreateCommand `cmd:"" help:"Make a service token and print its secret, once."`
	List   tokenListCommand   `cmd:"" help:"List service tokens."`
	Revoke tokenRevokeCommand `cmd:"" help:"End a service token at once."`
}

func (tokenCommand) Help() string {
	return `Service tokens let programs in. Works on the data itself, beside a running server or without one.

Examples:
  hindcast token create "alert manager" --scope write --role member --days 365
  hindcast token list
  hindcast token revoke tok_0193…`
}

type tokenCreateCommand struct {
	keeper
	Name  string   `arg:"" help:"What it is for."`
	Scope []string `default:"read" enum:"read,write,admin" help:"Scopes: read, write, admin."`
	Role  string   `default:"member" enum:"admin,facilitator,member,viewer" help:"Role: admin, facilitator, member or viewer."`
	Days  int      `default:"90" help:"Days until it expires; 0 for never."`
}

// Run makes one token.
func (c tokenCreateCommand) Run(ctx context.Context, std *streams) error {
	n := accounts.NewToken{Name: c.Name, Role: hindcast.OrgRole(c.Role)}
	for _, s := range c.Scope {
		n.Scopes = append(n.Scopes, hindcast.Scope(s))
	}
	if c.Days != 0 {
		n.ExpiresAt = time.Now().AddDate(0, 0, c.Days)
	}
	return c.with(ctx, func(people *accounts.Service) error {
		secret, _, err := people.MakeToken(ctx, operator(), n)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(std.out, secret)
		return err
	})
}

type tokenListCommand struct{ keeper }

// Run lists all tokens.
func (c tokenListCommand) Run(ctx context.Context, std *streams) error {
	return c.with(ctx, func(people *accounts.Service) error {
		page := accounts.Page{Limit: 500}
		for {
			list, next, err := people.Tokens(ctx, operator(), page)
			if err != nil {
				return err
			}
			for _, t := range list {
				state := "usable"
				if !t.Usable {
					state = "ended"
				}
				if _, err := fmt.Fprintf(std.out, "%s  %-6s  %-11s  %s\n", t.ID, state, t.Role, t.Name); err != nil {
					return err
				}
			}
			if next == "" {
				return nil
			}
			page.After = next
		}
	})
}

type tokenRevokeCommand struct {
	keeper
	ID string `arg:"" help:"Identifier, as hindcast token list prints it."`
}

// Run ends one token.
func (c tokenRevokeCommand) Run(ctx context.Context, _ *streams) error {
	return c.with(ctx, func(people *accounts.Service) error {
		return people.RevokeToken(ctx, operator(), hindcast.TokenID(c.ID))
	})
}
