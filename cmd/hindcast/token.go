package main

import (
	"context"
	"fmt"
	"time"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
)

type tokenCommand struct {
	Create tokenCreateCommand `cmd:"" help:"Make a service token and print its secret, once."`
	List   tokenListCommand   `cmd:"" help:"List service tokens."`
	Revoke tokenRevokeCommand `cmd:"" help:"End a service token at once."`
}

func (tokenCommand) Help() string {
	return `Service tokens let programs in. Works on the data itself, beside a running server or without one,
or with --server on a running server elsewhere, with a token of scope admin.

Examples:
  hindcast token create "alert manager" --scope write --role member --days 365
  hindcast token list
  hindcast token revoke tok_0193…
  HINDCAST_TOKEN=hct_… hindcast token list --server https://hindcast.example`
}

type tokenCreateCommand struct {
	keeper
	remote
	Name  string   `arg:"" help:"What it is for."`
	Scope []string `default:"read" enum:"read,write,admin" help:"Scopes: read, write, admin."`
	Role  string   `default:"member" enum:"admin,facilitator,member,viewer" help:"Role: admin, facilitator, member or viewer."`
	Days  int      `default:"90" help:"Days until it expires; 0 for never."`
}

// Run makes one token.
func (c tokenCreateCommand) Run(ctx context.Context, std *streams) error {
	if c.asked() {
		return c.onServer(ctx, std)
	}
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

func (c tokenCreateCommand) onServer(ctx context.Context, std *streams) error {
	server, err := c.connect()
	if err != nil {
		return err
	}
	n := client.NewToken{Name: c.Name, Role: c.Role, Scopes: c.Scope}
	if c.Days != 0 {
		until := time.Now().AddDate(0, 0, c.Days).UTC()
		n.Expires = &until
	}
	made, err := server.CreateToken(ctx, n)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(std.out, made.Secret)
	return err
}

type tokenListCommand struct {
	keeper
	remote
}

// Run lists all tokens.
func (c tokenListCommand) Run(ctx context.Context, std *streams) error {
	if c.asked() {
		return c.onServer(ctx, std)
	}
	return c.with(ctx, func(people *accounts.Service) error {
		page := accounts.Page{Limit: 500}
		for {
			list, next, err := people.Tokens(ctx, operator(), page)
			if err != nil {
				return err
			}
			for _, t := range list {
				if err := printToken(std, string(t.ID), t.Usable, string(t.Role), t.Name); err != nil {
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

func (c tokenListCommand) onServer(ctx context.Context, std *streams) error {
	server, err := c.connect()
	if err != nil {
		return err
	}
	for after := ""; ; {
		page, err := server.Tokens(ctx, after, 500)
		if err != nil {
			return err
		}
		for _, t := range page.Items {
			usable := !t.Revoked && (t.Expires == nil || t.Expires.After(time.Now()))
			if err := printToken(std, t.ID, usable, t.Role, t.Name); err != nil {
				return err
			}
		}
		if after = known(page.Next); after == "" {
			return nil
		}
	}
}

func printToken(std *streams, id string, usable bool, role, name string) error {
	state := map[bool]string{true: "usable", false: "ended"}[usable]
	_, err := fmt.Fprintf(std.out, "%s  %-6s  %-11s  %s\n", id, state, role, terminalSafe(name))
	return err
}

type tokenRevokeCommand struct {
	keeper
	remote
	ID string `arg:"" help:"Identifier, as hindcast token list prints it."`
}

// Run ends one token.
func (c tokenRevokeCommand) Run(ctx context.Context, _ *streams) error {
	if c.asked() {
		server, err := c.connect()
		if err != nil {
			return err
		}
		return server.RevokeToken(ctx, c.ID)
	}
	return c.with(ctx, func(people *accounts.Service) error {
		return people.RevokeToken(ctx, operator(), hindcast.TokenID(c.ID))
	})
}
