// Package mailtest gives tests a real mail server on loopback that keeps what it
// was sent.
//
//	box := mailtest.Start(t)
//	mailer, err := notify.NewMailer(box.Address, "Hindcast <hindcast@example.com>", nil)
//	…
//	message := box.Next(t)
package mailtest

import (
	"crypto/tls"
	"io"
	"mime"
	"net"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Message is one that arrived.
type Message struct {
	From, To string // From and To are those of the envelope.
	Subject  string
	Header   netmail.Header
	Text     string
}

// Options change the server. The zero value takes everything, without TLS.
type Options struct {
	TLS      *tls.Config           // TLS offers STARTTLS.
	Password string                // Password, when set, is asked for with the user "hindcast".
	Refuse   func(to string) error // Refuse answers for a recipient; an *smtp.SMTPError says with which code.
}

// Box is a server with what arrived.
type Box struct {
	Address string // Address is the server's, as smtp://127.0.0.1:port.

	options  Options
	arrived  chan Message
	mu       sync.Mutex
	messages []Message
}

// Start runs a server until the test ends.
func Start(t testing.TB) *Box { return StartWith(t, Options{}) }

// StartWith runs a server with options until the test ends.
func StartWith(t testing.TB, o Options) *Box {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	box := &Box{Address: "smtp://" + listener.Addr().String(), options: o, arrived: make(chan Message, 1000)}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{box: box}, nil }))
	server.TLSConfig, server.AllowInsecureAuth, server.Domain = o.TLS, o.TLS == nil, "mail.test"
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return box
}

// Next returns the message that arrives next, in order.
func (b *Box) Next(t testing.TB) Message {
	t.Helper()
	select {
	case m := <-b.arrived:
		return m
	case <-time.After(20 * time.Second):
		t.Fatal("no mail arrived")
		return Message{}
	}
}

// All returns every message that arrived so far.
func (b *Box) All() []Message {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]Message(nil), b.messages...)
}

// session is one conversation with the server.
type session struct {
	box      *Box
	from, to string
	known    bool
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "hindcast" || password != s.box.options.Password {
			return smtp.ErrAuthFailed
		}
		s.known = true
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if s.box.options.Password != "" && !s.known {
		return smtp.ErrAuthRequired
	}
	s.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.to = to
	if s.box.options.Refuse != nil {
		return s.box.options.Refuse(to)
	}
	return nil
}

func (s *session) Data(r io.Reader) error {
	read, err := netmail.ReadMessage(r)
	if err != nil {
		return err
	}
	text, err := body(read)
	if err != nil {
		return err
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject"))
	if err != nil {
		return err
	}
	m := Message{From: s.from, To: s.to, Subject: subject, Header: read.Header, Text: text}
	s.box.mu.Lock()
	s.box.messages = append(s.box.messages, m)
	s.box.mu.Unlock()
	s.box.arrived <- m
	return nil
}

func (s *session) Reset()        { s.from, s.to = "", "" }
func (s *session) Logout() error { return nil }

// text normalises line ends, which travel as CRLF.
func text(b []byte) string { return strings.ReplaceAll(string(b), "\r\n", "\n") }
