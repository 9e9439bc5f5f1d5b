package web

import (
	"net/http"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/reviews"
)

// guestView is the form by which whoever runs a review invites a guest to it.
type guestView struct {
	Key, Review string // Review is the address of the review's page.
	Name, Email string
	Invited     string // Invited is who was just invited, with Link to pass on.
	Link        string
	Mailed      bool
	Wrong       *hindcast.Error
}

// mayInviteGuests reports whether an actor runs the review there is.
func mayInviteGuests(v reviews.View, by hindcast.Actor) error {
	review := v.Record.Review
	if review.ID == "" {
		return &hindcast.Error{Code: hindcast.Conflict, Message: "there is no review of this incident yet"}
	}
	return by.May(hindcast.MayRunReview, hindcast.Subject{Review: review.ID, Facilitator: review.Facilitator.User})
}

// guest shows the form.
func (p *Pages) guest(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	v, err := p.Reviews.View(r.Context(), by, r.PathValue("key"))
	if err == nil {
		err = mayInviteGuests(v, by)
	}
	if err != nil {
		return err
	}
	return p.showGuest(w, r, by, v, guestView{})
}

func (p *Pages) showGuest(w http.ResponseWriter, r *http.Request, by hindcast.Actor, of reviews.View, v guestView) error {
	i := of.Record.Incident
	v.Key, v.Review = i.Key, incidentAddress(i)+"/review"
	return p.renderAs(w, r, by, statusOf(v.Wrong), Shell{Title: "Invite a guest", Section: IncidentsSection}, guestPage(v))
}

// inviteGuest invites a guest and shows the link to pass on.
func (p *Pages) inviteGuest(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	of, err := p.Reviews.View(r.Context(), by, r.PathValue("key"))
	if err == nil {
		err = mayInviteGuests(of, by)
	}
	if err != nil {
		return err
	}
	i := accounts.Invitation{Name: r.PostFormValue("name"), Email: r.PostFormValue("email"), Role: hindcast.Guest, Review: of.Record.Review.ID}
	user, link, err := p.Accounts.Invite(r.Context(), by, i)
	if err != nil {
		wrong, err := refusedForm(err)
		if err != nil {
			return err
		}
		return p.showGuest(w, r, by, of, guestView{Name: i.Name, Email: i.Email, Wrong: wrong})
	}
	return p.showGuest(w, r, by, of, guestView{Invited: user.Name, Link: link, Mailed: p.Accounts.MailAllowed()})
}
