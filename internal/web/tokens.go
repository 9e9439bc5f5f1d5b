package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// tokensView is the list of service tokens with the form that makes one.
type tokensView struct {
	Rows   []tokenRow
	Pager  pagerView
	Secret string // Secret was just made; it is shown this once.
	Made   string // Made is the name it was made under.
	Wrong  *hindcast.Error

	Name, Role, Days string
	Roles, Lengths   []choiceView
	Scopes, Teams    []checkView
}

type tokenRow struct {
	ID, Name, May, By   string
	Used, Made, Expires momentView
	State               string // State is why it lets nobody in; empty while it does.
}

// tokens lists them.
func (p *Pages) tokens(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showTokens(w, r, by, tokensView{})
}

func (p *Pages) showTokens(w http.ResponseWriter, r *http.Request, by hindcast.Actor, v tokensView) error {
	list, next, err := p.Accounts.Tokens(r.Context(), by, accounts.Page{After: r.URL.Query().Get("after")})
	if err != nil {
		return err
	}
	teams, err := p.Accounts.Teams(r.Context(), by)
	if err != nil {
		return err
	}
	names := map[hindcast.TeamID]string{}
	for _, k := range teams {
		names[k.Value.ID] = k.Value.Name
		v.Teams = append(v.Teams, checkView{Name: "team", Value: string(k.Value.ID), Label: k.Value.Name, On: ticked(r, "team", string(k.Value.ID))})
	}
	for _, t := range list {
		v.Rows = append(v.Rows, tokenRowOf(t, names, p.options.Now()))
	}
	if next != "" {
		v.Pager = pagerView{Older: addressWith("/settings/tokens", nil, "after", next)}
	}
	v.choices(r)
	return p.renderAs(w, r, by, statusOf(v.Wrong), Shell{Title: "Tokens", Section: SettingsSection}, tokensPage(v))
}

// choices fills in what the form offers.
func (v *tokensView) choices(r *http.Request) {
	hints := map[hindcast.Scope]string{
		hindcast.ScopeRead: "whatever its role may see", hindcast.ScopeWrite: "change what its role may change", hindcast.ScopeAdmin: "people, tokens, policy",
	}
	for _, s := range hindcast.Scopes() {
		on := ticked(r, "scope", string(s)) || v.Wrong == nil && s == hindcast.ScopeRead
		v.Scopes = append(v.Scopes, checkView{Name: "scope", Value: string(s), Label: string(s), Hint: hints[s], On: on})
	}
	v.Roles = roleChoices(false)
	v.Role = firstOf(v.Role, string(hindcast.Member))
	v.Lengths = []choiceView{{"30", "30 days"}, {"90", "90 days"}, {"365", "a year"}, {"0", "until it is revoked"}}
	v.Days = firstOf(v.Days, "90")
}

func ticked(r *http.Request, name, value string) bool {
	for _, v := range r.PostForm[name] {
		if v == value {
			return true
		}
	}
	return false
}

func tokenRowOf(t accounts.ListedToken, teams map[hindcast.TeamID]string, now time.Time) tokenRow {
	row := tokenRow{
		ID: string(t.ID), Name: t.Name, By: t.CreatedBy.Name, Used: momentOf(t.UsedAt, now, "never"), Made: momentOf(t.CreatedAt, now, ""), Expires: momentOf(t.ExpiresAt, now, "never"),
	}
	var scopes, of []string
	for _, s := range t.Scopes {
		scopes = append(scopes, string(s))
	}
	for _, id := range t.Teams {
		of = append(of, teams[id])
	}
	row.May = strings.Join(scopes, ", ") + " as " + string(t.Role)
	if len(of) > 0 {
		row.May += ", with what " + strings.Join(of, ", ") + " may see"
	}
	switch {
	case !t.RevokedAt.IsZero():
		row.State = "revoked"
	case !t.Usable:
		row.State = "expired"
	}
	return row
}

// makeToken makes one and shows its secret.
func (p *Pages) makeToken(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	n := accounts.NewToken{Name: r.PostFormValue("name"), Role: hindcast.OrgRole(r.PostFormValue("role"))}
	for _, s := range r.PostForm["scope"] {
		n.Scopes = append(n.Scopes, hindcast.Scope(s))
	}
	for _, t := range r.PostForm["team"] {
		n.Teams = append(n.Teams, hindcast.TeamID(t))
	}
	if days, err := strconv.Atoi(r.PostFormValue("days")); err == nil && days != 0 {
		n.ExpiresAt = p.options.Now().AddDate(0, 0, days)
	}
	secret, token, err := p.Accounts.MakeToken(r.Context(), by, n)
	if err != nil {
		wrong, err := refusedForm(err)
		if err != nil {
			return err
		}
		return p.showTokens(w, r, by, tokensView{Wrong: wrong, Name: n.Name, Role: string(n.Role), Days: r.PostFormValue("days")})
	}
	w.Header().Set("Cache-Control", "no-store")
	return p.showTokens(w, r, by, tokensView{Secret: secret, Made: token.Name})
}

// revokeToken ends one.
func (p *Pages) revokeToken(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	if err := p.Accounts.RevokeToken(r.Context(), by, hindcast.TokenID(r.PathValue("id"))); err != nil {
		return err
	}
	http.Redirect(w, r, "/settings/tokens", http.StatusSeeOther)
	return nil
}
