package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/activity"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// webhooksView is the list of subscriptions with the form that adds one.
type webhooksView struct {
	Tabs   []tabView // Tabs are the other settings, for those who have them.
	Rows   []webhookRow
	Pager  pagerView
	Secret string // Secret was just made; it is shown this once.
	Made   string // Made is the name it was made under.
	Form   webhookForm
}

type webhookRow struct {
	Name, Href, URL, Of, State string
	Added                      momentView
}

// webhookForm is what is typed of a subscription.
type webhookForm struct {
	Action, Button string
	Version        string // Version is empty for a new one.
	Name, URL      string
	Kinds          []checkView
	Paused         bool
	Wrong          *hindcast.Error
}

// webhooks lists them.
func (p *Pages) webhooks(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	return p.showWebhooks(w, r, by, webhooksView{Form: webhookForm{Kinds: kindChecks(nil)}})
}

func (p *Pages) showWebhooks(w http.ResponseWriter, r *http.Request, by hindcast.Actor, v webhooksView) error {
	list, next, err := p.Webhooks.List(r.Context(), by, accounts.Page{After: r.URL.Query().Get("after")})
	if err != nil {
		return err
	}
	for _, k := range list {
		v.Rows = append(v.Rows, webhookRow{
			Name: k.Value.Name, Href: webhookHref(k.Value.ID), URL: k.Value.URL, Of: k.Value.Owner.Name, State: string(k.Value.State),
			Added: momentOf(k.Value.CreatedAt, p.options.Now(), ""),
		})
	}
	if by.Might(hindcast.MayAdminister) == nil {
		v.Tabs = settingsTabs("/settings/webhooks")
	}
	if next != "" {
		v.Pager = pagerView{Older: addressWith("/settings/webhooks", nil, "after", next)}
	}
	v.Form.Action, v.Form.Button = "/settings/webhooks", "Add the webhook"
	return p.renderAs(w, r, by, statusOf(v.Form.Wrong), Shell{Title: "Webhooks", Section: SettingsSection}, webhooksPage(v))
}

func webhookHref(id hindcast.WebhookID) string {
	return "/settings/webhooks/" + url.PathEscape(string(id))
}

// kindChecks are the kinds of entry to choose from.
func kindChecks(on []string) (list []checkView) {
	words := activity.Kinds()
	for _, kind := range hindcast.WebhookKinds() {
		list = append(list, checkView{Name: "kind", Value: kind, Label: firstOf(words[kind], kind), On: slices.Contains(on, kind)})
	}
	return list
}

// typedWebhook is what the form holds.
func typedWebhook(r *http.Request) activity.NewWebhook {
	name, address, paused := r.PostFormValue("name"), r.PostFormValue("url"), r.PostFormValue("paused")
	return activity.NewWebhook{Name: name, URL: address, Kinds: r.PostForm["kind"], Paused: paused != ""}
}

// addWebhook adds one and shows its secret.
func (p *Pages) addWebhook(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	typed := typedWebhook(r)
	kept, secret, err := p.Webhooks.Subscribe(r.Context(), by, typed)
	if err != nil {
		wrong, err := refusedForm(err)
		if err != nil {
			return err
		}
		return p.showWebhooks(w, r, by, webhooksView{Form: webhookForm{Name: typed.Name, URL: typed.URL, Kinds: kindChecks(typed.Kinds), Wrong: wrong}})
	}
	w.Header().Set("Cache-Control", "no-store")
	return p.showWebhooks(w, r, by, webhooksView{Secret: secret, Made: kept.Name, Form: webhookForm{Kinds: kindChecks(nil)}})
}

// webhookView is one subscription with its log.
type webhookView struct {
	Name, State, Because, Of string
	Active                   bool
	Form                     webhookForm
	Log                      []deliveryRow
	Older                    string
}

type deliveryRow struct {
	Number, Did, State, Answered, Answer, Failure, Replay string
	Entry, Tried                                          momentView
	Good                                                  bool
}

// logPage is how many deliveries a page shows; ours.
const logPage = 50

// webhook shows one.
func (p *Pages) webhook(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	k, err := p.Webhooks.Get(r.Context(), by, hindcast.WebhookID(r.PathValue("id")))
	if err != nil {
		return err
	}
	return p.showWebhook(w, r, by, k, nil)
}

func (p *Pages) showWebhook(w http.ResponseWriter, r *http.Request, by hindcast.Actor, k activity.Webhook, wrong *hindcast.Error) error {
	before, _ := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64) // what is no number begins at the newest
	log, err := p.Webhooks.Log(r.Context(), by, k.Value.ID, before, logPage+1)
	if err != nil {
		return err
	}
	hook, href := k.Value, webhookHref(k.Value.ID)
	v := webhookView{
		Name: hook.Name, State: string(hook.State), Because: hook.Because, Of: hook.Owner.Name, Active: hook.State == hindcast.WebhookActive,
		Form: webhookForm{Action: href, Button: "Save", Version: strconv.FormatInt(k.Version, 10), Name: hook.Name, URL: hook.URL,
			Kinds: kindChecks(hook.Kinds), Paused: hook.State != hindcast.WebhookActive, Wrong: wrong},
	}
	if len(log) > logPage {
		log = log[:logPage]
		v.Older = addressWith(href, nil, "before", strconv.FormatInt(log[logPage-1].Change.Number, 10))
	}
	for _, d := range log {
		v.Log = append(v.Log, deliveryRowOf(d, href, p.options.Now()))
	}
	return p.renderAs(w, r, by, statusOf(wrong), Shell{Title: hook.Name, Section: SettingsSection}, webhookPage(v))
}

func deliveryRowOf(d activity.Delivery, href string, now time.Time) deliveryRow {
	row := deliveryRow{
		Number: strconv.FormatInt(d.Change.Number, 10), Did: d.Change.Verb, State: string(d.State), Answer: d.Answer, Failure: d.Failure,
		Replay: href + "/deliveries/" + url.PathEscape(d.ID) + "/replay", Entry: momentOf(d.At, now, ""), Tried: momentOf(d.TriedAt, now, "not yet"),
		Good: d.State == "delivered",
	}
	if d.Status != 0 {
		row.Answered = strconv.Itoa(d.Status) + " in " + strconv.FormatInt(d.Took.Milliseconds(), 10) + " ms"
	}
	if d.Attempts > 1 {
		row.State += " after " + strconv.Itoa(d.Attempts) + " attempts"
	}
	return row
}

// changeWebhook changes one.
func (p *Pages) changeWebhook(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	k, err := p.Webhooks.Get(r.Context(), by, hindcast.WebhookID(r.PathValue("id")))
	if err != nil {
		return err
	}
	version, err := strconv.ParseInt(r.PostFormValue("version"), 10, 64)
	if err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "the form is not complete; open the page again", Err: err}
	}
	typed := typedWebhook(r)
	if err := p.Webhooks.Change(r.Context(), by, k.Value.ID, version, typed); err != nil {
		wrong, err := refusedForm(err)
		if err != nil {
			return err
		}
		k.Value.Name, k.Value.URL, k.Value.Kinds, k.Version = typed.Name, typed.URL, typed.Kinds, version
		return p.showWebhook(w, r, by, k, wrong)
	}
	http.Redirect(w, r, webhookHref(k.Value.ID), http.StatusSeeOther)
	return nil
}

// replayDelivery delivers something once more.
func (p *Pages) replayDelivery(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	id := hindcast.WebhookID(r.PathValue("id"))
	if err := p.Webhooks.Replay(r.Context(), by, id, r.PathValue("delivery")); err != nil {
		return err
	}
	http.Redirect(w, r, webhookHref(id), http.StatusSeeOther)
	return nil
}
