package main

import (
	"github.com/hindcast/hindcast/client"
)

// remote says which running server to ask, when one is to be asked.
type remote struct {
	Server string `placeholder:"URL" env:"HINDCAST_SERVER" help:"Ask this running server instead of a data folder."`
	Token  string `placeholder:"TOKEN" env:"HINDCAST_TOKEN" help:"Service token for the server; better given as HINDCAST_TOKEN."`
}

// asked reports whether a server is to be asked.
func (r remote) asked() bool { return r.Server != "" }

// connect returns a client of the server.
func (r remote) connect() (*client.Client, error) {
	if r.Server == "" {
		return nil, usageError("name a server with --server or HINDCAST_SERVER")
	}
	if r.Token == "" {
		return nil, usageError("a server wants a token: make one with \"hindcast token\" or under Settings, and set HINDCAST_TOKEN")
	}
	c, err := client.New(r.Server, r.Token)
	if err != nil {
		return nil, usageError("--server: " + err.Error())
	}
	return c, nil
}

// known is what a text that may be null says.
func known(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}
