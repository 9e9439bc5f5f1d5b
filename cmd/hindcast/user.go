package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hindcast/hindcast/client"
	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/app"
	"github.com/hindcast/hindcast/internal/hindcast"
)

type userCommand struct {
	Add     userAddCommand     `cmd:"" help:"Add somebody who can sign in, and print their link."`
	List    userListCommand    `cmd:"" help:"List who can sign in."`
	Disable userDisableCommand `cmd:"" help:"Shut somebody out at once."`
	Link    userLinkCommand    `cmd:"" help:"Print a link that signs somebody in, once."`
}

func (userCommand) Help() string {
	return `Works on the data itself, beside a running server or without one, or with --server on a running
server elsewhere, with a token of scope admin. Links for people who are known already are made on the data alone.

Examples:
  hindcast user add kim@example.org --name Kim --role facilitator
  hindcast user link kim@example.org
  hindcast user link --admin
  HINDCAST_TOKEN=hct_… hindcast user disable kim@example.org --server https://hindcast.example`
}

// keeper is what the commands about people and tokens have in common: the data,
// and how browsers reach the server that shows it.
type keeper struct {
	app.Data
	BaseURL string `name:"base-url" default:"http://localhost:8080" placeholder:"URL" env:"HINDCAST_BASE_URL" help:"How browsers reach the server; links begin with it."`
}

// with opens the accounts of the data and closes them afterwards.
func (k keeper) with(ctx context.Context, do func(*accounts.Service) error) (err error) {
	st, err := k.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	return do(accounts.New(st, accounts.Config{Now: time.Now, BaseURL: k.BaseURL}))
}

type userAddCommand struct {
	keeper
	remote
	Email string `arg:"" help:"E-mail address."`
	Name  string `required:"" placeholder:"NAME" help:"What they are called."`
	Role  string `default:"member" enum:"admin,facilitator,member,viewer" help:"Role: admin, facilitator, member or viewer."`
}

// Run adds one user.
func (c userAddCommand) Run(ctx context.Context, std *streams) error {
	if c.asked() {
		return c.onServer(ctx, std)
	}
	return c.with(ctx, func(people *accounts.Service) error {
		_, link, err := people.Invite(ctx, operator(), accounts.Invitation{Name: c.Name, Email: c.Email, Role: hindcast.OrgRole(c.Role)})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(std.out, link)
		return err
	})
}

func (c userAddCommand) onServer(ctx context.Context, std *streams) error {
	server, err := c.connect()
	if err != nil {
		return err
	}
	invited, err := server.Invite(ctx, client.NewUser{Name: c.Name, Email: c.Email, Role: c.Role})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(std.out, invited.Link)
	return err
}

type userListCommand struct {
	keeper
	remote
	Text string `arg:"" optional:"" help:"Part of a name or e-mail address."`
}

// Run lists all users.
func (c userListCommand) Run(ctx context.Context, std *streams) error {
	if c.asked() {
		return c.onServer(ctx, std)
	}
	return c.with(ctx, func(people *accounts.Service) error {
		page := accounts.Page{Limit: 500}
		for {
			list, next, err := people.People(ctx, operator(), accounts.PeopleFilter{Text: c.Text}, page)
			if err != nil {
				return err
			}
			for _, k := range list {
				if err := printUser(std, string(k.Value.Role), k.Value.Email, k.Value.Name, k.Value.Disabled); err != nil {
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

func (c userListCommand) onServer(ctx context.Context, std *streams) error {
	server, err := c.connect()
	if err != nil {
		return err
	}
	return everyUser(ctx, server, c.Text, func(u client.User) error { return printUser(std, u.Role, known(u.Email), u.Name, u.Disabled) })
}

func printUser(std *streams, role, email, name string, disabled bool) error {
	state := ""
	if disabled {
		state = "  disabled"
	}
	_, err := fmt.Fprintf(std.out, "%-11s  %s  %s%s\n", role, terminalSafe(email), terminalSafe(name), state)
	return err
}

// everyUser goes through the users of a server whose name or address holds a text.
func everyUser(ctx context.Context, server *client.Client, text string, see func(client.User) error) error {
	for after := ""; ; {
		page, err := server.Users(ctx, text, after, 500)
		if err != nil {
			return err
		}
		for _, u := range page.Items {
			if err := see(u); err != nil {
				return err
			}
		}
		if after = known(page.Next); after == "" {
			return nil
		}
	}
}

type userDisableCommand struct {
	keeper
	remote
	Email string `arg:"" help:"E-mail address."`
}

// Run disables one user.
func (c userDisableCommand) Run(ctx context.Context, _ *streams) error {
	if c.asked() {
		return c.onServer(ctx)
	}
	return c.with(ctx, func(people *accounts.Service) error { return people.Disable(ctx, operator(), c.Email) })
}

func (c userDisableCommand) onServer(ctx context.Context) error {
	server, err := c.connect()
	if err != nil {
		return err
	}
	var found client.User
	err = everyUser(ctx, server, c.Email, func(u client.User) error {
		if hindcast.FoldEmail(known(u.Email)) == hindcast.FoldEmail(c.Email) {
			found = u
		}
		return nil
	})
	if err != nil {
		return err
	}
	if found.ID == "" {
		return &hindcast.Error{Code: hindcast.NotFound, Message: "nobody here has the address " + c.Email}
	}
	disabled := true
	_, err = server.ChangeUser(ctx, found.ID, found.Version, client.UserChange{Disabled: &disabled})
	return err
}

type userLinkCommand struct {
	keeper
	Email string `arg:"" optional:"" help:"E-mail address."`
	Admin bool   `help:"For the first admin there is, or the first to be."`
}

// Run prints a link.
func (c userLinkCommand) Run(ctx context.Context, std *streams) error {
	if (c.Email == "") != c.Admin {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "name an e-mail address, or say --admin"}
	}
	return c.with(ctx, func(people *accounts.Service) (err error) {
		var link string
		if c.Admin {
			link, err = people.AdminLink(ctx, operator())
		} else {
			link, err = people.LinkFor(ctx, operator(), c.Email)
		}
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(std.out, link)
		return err
	})
}
