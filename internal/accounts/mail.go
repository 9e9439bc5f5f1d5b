package accounts

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
)

// MailJob is the kind of the jobs that send links. They hold an address and what
// it is about, never a link: that is made when it is sent, so that no secret lies
// in the queue.
const MailJob = "accounts.mail"

// mailBody is the argument of such a job.
type mailBody struct {
	Email string
	Kind  LinkKind
}

// MailAllowed reports whether people can sign in by a link that is mailed.
func (s *Service) MailAllowed() bool { return s.cfg.Mail != nil }

// RequestLink has a link to sign in mailed to an address. Whether anybody has it
// cannot be told from the answer or from how long it takes: the same job is kept
// either way.
func (s *Service) RequestLink(ctx context.Context, email string, v Visit) error {
	if s.cfg.Mail == nil {
		return &hindcast.Error{Code: hindcast.Forbidden, Message: "signing in by e-mail is not set up here"}
	}
	email = hindcast.FoldEmail(email)
	if err := (User{Name: "x", Email: email, Role: hindcast.Member}).Validate(); err != nil {
		return err
	}
	if err := s.limits.take(mailing, neighbourhood(v.From)); err != nil {
		return err
	}
	if err := s.limits.take(mailed, hashOf(email)); err != nil {
		return err
	}
	return s.store.Update(ctx, program(v.From), func(tx *store.Tx) error { return s.enqueueMail(tx, email, SignInLink) })
}

func (s *Service) enqueueMail(tx *store.Tx, email string, kind LinkKind) error {
	if s.cfg.Mail == nil {
		return nil
	}
	body, err := json.Marshal(mailBody{email, kind})
	if err != nil {
		return err
	}
	return tx.Enqueue(store.Job{Kind: MailJob, UniqueKey: string(kind) + " " + email, Body: string(body)})
}

// SendMail does a job of the kind MailJob.
func (s *Service) SendMail(ctx context.Context, j store.Job) error {
	var body mailBody
	if err := json.Unmarshal([]byte(j.Body), &body); err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Op: "accounts.SendMail", Message: "the job cannot be read", Err: err}
	}
	if s.cfg.Mail == nil {
		return &hindcast.Error{Code: hindcast.Unavailable, Op: "accounts.SendMail", Message: "no mail server is set up"}
	}
	user, err := s.store.UserByEmail(ctx, body.Email)
	if hindcast.CodeOf(err) == hindcast.NotFound || user.Value.Disabled {
		return nil // a stranger asked; nobody is told
	}
	if err != nil {
		return err
	}
	var link string
	err = s.store.Update(ctx, program("mail"), func(tx *store.Tx) error {
		link, err = s.makeLink(tx, body.Kind, user.Value.ID, body.Kind.length())
		return err
	})
	if err != nil {
		return err
	}
	subject, text := letter(body.Kind, user.Value, link)
	return s.cfg.Mail(ctx, user.Value.Email, subject, text)
}

// letter is what somebody is written.
func letter(kind LinkKind, user User, link string) (subject, text string) {
	name := strings.TrimSpace(user.Name)
	if kind == InvitationLink {
		return "You are invited to Hindcast", fmt.Sprintf("Hello %s,\n\nyou are invited to take part in reviewing incidents. Open this link within 7 days; it works once:\n\n%s\n", name, link)
	}
	return "Sign in to Hindcast", fmt.Sprintf("Hello %s,\n\nthis link signs you in. It works once, within 15 minutes:\n\n%s\n\nIf you did not ask for it, do nothing.\n", name, link)
}
