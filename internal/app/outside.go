package app

import (
	"context"
	"fmt"
	"net/netip"
	"slices"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/notify"
	"github.com/hindcast/hindcast/internal/safehttp"
)

// Outside says what the program reaches beyond itself.
type Outside struct {
	SMTP     string         `name:"smtp" placeholder:"ADDRESS" env:"HINDCAST_SMTP" secret:"address" help:"Mail server, as smtp://user:password@mail.example.com:587 or smtps://…; without one nothing is mailed."`
	MailFrom string         `name:"mail-from" default:"Hindcast <hindcast@localhost>" placeholder:"SENDER" env:"HINDCAST_MAIL_FROM" help:"Sender of mail, as Hindcast <hindcast@example.com>."`
	Allow    []netip.Prefix `name:"allow-networks" placeholder:"NETWORK" env:"HINDCAST_ALLOW_NETWORKS" help:"Networks that may be reached although they are not public, as 10.0.0.0/8: for webhooks, proofs and the sign-in provider."`

	Chromium string `name:"chromium" placeholder:"PATH" env:"HINDCAST_CHROMIUM" help:"Chromium or Chrome on this server, which makes PDFs; without one pages are printed by whoever reads them."`

	Repositories []string `name:"repositories" placeholder:"DIR" env:"HINDCAST_REPOSITORIES" help:"Folders on this server below which proofs may look into Git repositories."`
}

// SignIn says how people may sign in beside links and passkeys.
type SignIn struct {
	Passwords   bool                        `env:"HINDCAST_PASSWORDS" help:"Let people sign in by a password as well."`
	OIDCIssuer  string                      `name:"oidc-issuer" placeholder:"URL" env:"HINDCAST_OIDC_ISSUER" help:"Provider people sign in at, as https://login.example.com/realm."`
	OIDCName    string                      `name:"oidc-name" placeholder:"NAME" env:"HINDCAST_OIDC_NAME" help:"What people call the provider."`
	OIDCClient  string                      `name:"oidc-client-id" placeholder:"ID" env:"HINDCAST_OIDC_CLIENT_ID" help:"What the provider calls this program."`
	OIDCSecret  string                      `name:"oidc-client-secret" placeholder:"SECRET" env:"HINDCAST_OIDC_CLIENT_SECRET" secret:"whole" help:"Secret the provider gave; better given as HINDCAST_OIDC_CLIENT_SECRET."`
	OIDCScopes  []string                    `name:"oidc-scopes" placeholder:"SCOPE" env:"HINDCAST_OIDC_SCOPES" help:"Scopes to ask for beside openid, profile and email, as groups."`
	OIDCGroups  string                      `name:"oidc-groups-claim" default:"groups" placeholder:"CLAIM" env:"HINDCAST_OIDC_GROUPS_CLAIM" help:"Claim that holds somebody's groups."`
	OIDCRoles   map[string]hindcast.OrgRole `name:"oidc-roles" placeholder:"GROUP=ROLE" env:"HINDCAST_OIDC_ROLES" help:"Roles by group, as sre=member;sre-leads=admin; they then decide at every sign-in."`
	OIDCTeams   map[string]string           `name:"oidc-teams" placeholder:"GROUP=TEAM" env:"HINDCAST_OIDC_TEAMS" help:"Teams by group, as pay=Payments."`
	OIDCDropped accounts.Dropping           `name:"oidc-dropped" default:"refuse" enum:"refuse,viewer,keep" env:"HINDCAST_OIDC_DROPPED" help:"Somebody known whose groups give no role any more: refuse (signed out, a viewer from then on), viewer, or keep."`
	OIDCDefault hindcast.OrgRole            `name:"oidc-default-role" placeholder:"ROLE" env:"HINDCAST_OIDC_DEFAULT_ROLE" help:"Role of those whose groups give none; only invited people come in otherwise."`
}

// door is the way to servers that somebody typed in.
func (o Outside) door() *safehttp.Door { return safehttp.New(safehttp.Options{Allow: o.Allow}) }

// gitDoor is the same way for Git repositories, which answer with more.
func (o Outside) gitDoor() *safehttp.Door {
	const most = 80 << 20 // a little more than a proof reads of a repository
	return safehttp.New(safehttp.Options{Allow: o.Allow, MaxBody: most, Timeout: time.Minute})
}

// mailer is nil when no mail server is set up.
func (o Outside) mailer() (*notify.Mailer, error) {
	if o.SMTP == "" {
		return nil, nil //nolint:nilnil // a program without mail needs no mailer
	}
	m, err := notify.NewMailer(o.SMTP, o.MailFrom, nil)
	if err != nil {
		return nil, Misconfigured("--smtp and --mail-from: " + err.Error())
	}
	return m, nil
}

// sender sends mail to people as the accounts ask for it, nil without a mailer.
func sender(m *notify.Mailer) func(ctx context.Context, to, subject, text string) error {
	if m == nil {
		return nil
	}
	return func(ctx context.Context, to, subject, text string) error {
		return m.Send(ctx, notify.Mail{To: to, Subject: subject, Text: text})
	}
}

// provider is what people sign in at, nil when there is none.
func (s SignIn) provider(door *safehttp.Door) (*accounts.OIDC, error) {
	if s.OIDCIssuer == "" {
		return nil, nil //nolint:nilnil // most installations have none
	}
	if s.OIDCClient == "" {
		return nil, Misconfigured("--oidc-issuer needs --oidc-client-id, which the provider gives")
	}
	roles := append(slices.Clone(hindcast.OrgRoles()[:4]), hindcast.Nobody) // guests are invited
	for group, role := range s.OIDCRoles {
		if !slices.Contains(roles[:4], role) {
			return nil, Misconfigured(fmt.Sprintf("--oidc-roles %s=%s: write admin, facilitator, member or viewer", group, role))
		}
	}
	if !slices.Contains(roles, s.OIDCDefault) {
		return nil, Misconfigured(fmt.Sprintf("--oidc-default-role %s: write admin, facilitator, member or viewer", s.OIDCDefault))
	}
	return &accounts.OIDC{
		Name: s.OIDCName, Issuer: s.OIDCIssuer, ClientID: s.OIDCClient, ClientSecret: s.OIDCSecret, HTTP: door.HTTP(),
		Scopes: s.OIDCScopes, GroupsClaim: s.OIDCGroups, Roles: s.OIDCRoles, Teams: s.OIDCTeams, Default: s.OIDCDefault, Dropped: s.OIDCDropped,
	}, nil
}
