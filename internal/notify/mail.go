package notify

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Mail is one message to one person, in plain text: it is read everywhere, and
// nothing in it can be made to load.
type Mail struct {
	To      string // To is the address.
	Subject string
	Text    string
	// Unsubscribe is the address of the page where this kind of message can be
	// turned off; empty for what cannot, such as a link to sign in.
	Unsubscribe string
}

// Mailer sends mail through one server.
type Mailer struct {
	client *mail.Client
	from   string
}

// NewMailer returns a mailer for a server given as an address:
//
//	smtps://user:password@mail.example.com:465   TLS from the start
//	smtp://user:password@mail.example.com:587    TLS by STARTTLS, without which nothing is sent
//	smtp://localhost:25                          a server on this machine may do without TLS
//
// from is the sender, "Hindcast <hindcast@example.com>". trusted is nil but in
// tests, which have a certificate of their own. The error is Invalid.
func NewMailer(server, from string, trusted *tls.Config) (*Mailer, error) {
	const timeout = 30 * time.Second
	address, err := url.Parse(server)
	if err != nil || address.Hostname() == "" || address.Scheme != "smtp" && address.Scheme != "smtps" {
		return nil, &hindcast.Error{Code: hindcast.Invalid, Message: "the mail server must be given as smtp://host:port or smtps://host:port, with user:password@ before the host where it asks for them"}
	}
	options := []mail.Option{mail.WithTimeout(timeout)}
	switch {
	case address.Scheme == "smtps":
		options = append(options, mail.WithSSL(), mail.WithPort(465))
	case local(address.Hostname()):
		options = append(options, mail.WithTLSPolicy(mail.TLSOpportunistic), mail.WithPort(25))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory), mail.WithPort(587))
	}
	if port, err := strconv.Atoi(address.Port()); err == nil {
		options = append(options, mail.WithPort(port))
	}
	if password, ok := address.User.Password(); ok {
		options = append(options, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(address.User.Username()), mail.WithPassword(password))
	}
	if trusted != nil {
		options = append(options, mail.WithTLSConfig(trusted))
	}
	if err := mail.NewMsg().From(from); err != nil {
		return nil, &hindcast.Error{Code: hindcast.Invalid, Message: fmt.Sprintf("%q is no sender of mail; write Name <name@example.com>", from), Err: err}
	}
	client, err := mail.NewClient(address.Hostname(), options...)
	if err != nil {
		return nil, &hindcast.Error{Code: hindcast.Invalid, Message: "the mail server is not given rightly: " + err.Error(), Err: err}
	}
	return &Mailer{client: client, from: from}, nil
}

// local reports whether a host is this machine.
func local(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// Send sends one message. The error is Invalid when it can never arrive (no such
// address, refused for good), Unavailable when it is worth trying again.
func (m *Mailer) Send(ctx context.Context, message Mail) error {
	msg := mail.NewMsg()
	if err := errors.Join(msg.From(m.from), msg.To(message.To)); err != nil {
		return &hindcast.Error{Code: hindcast.Invalid, Message: fmt.Sprintf("%q is no address mail can be sent to", message.To), Err: err}
	}
	msg.Subject(oneLine(message.Subject))
	msg.SetBodyString(mail.TypeTextPlain, message.Text)
	msg.SetDate()
	msg.SetMessageID()
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no holiday replies
	if message.Unsubscribe != "" {
		msg.SetGenHeader("List-Unsubscribe", "<"+oneLine(message.Unsubscribe)+">")
		msg.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click") // RFC 8058: mail programs may post to it
	}
	if err := m.client.DialAndSendWithContext(ctx, msg); err != nil {
		return refused(err)
	}
	return nil
}

// refused tells a refusal for good from what may pass.
func refused(err error) error {
	if sent, ok := errors.AsType[*mail.SendError](err); ok && !sent.IsTemp() && sent.ErrorCode() >= 500 {
		return &hindcast.Error{Code: hindcast.Invalid, Message: "the mail server refused the message", Err: err}
	}
	return &hindcast.Error{Code: hindcast.Unavailable, Message: "the mail server did not take the message", Err: err}
}

// oneLine keeps text from becoming a header of its own.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
