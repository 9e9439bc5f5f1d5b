package notify_test

import (
	"crypto/tls"
	"crypto/x509"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/notify"
	"github.com/hindcast/hindcast/internal/notify/mailtest"
)

const sender = "Hindcast <hindcast@example.com>"

func mailer(t *testing.T, address string, trusted *tls.Config) *notify.Mailer {
	t.Helper()
	m, err := notify.NewMailer(address, sender, trusted)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestMailArrivesAsItWasWritten(t *testing.T) {
	box := mailtest.Start(t)
	text := "Hello Søren,\n\nthe action “rotate the keys” is due on Friday.\n.\nA line with a dot alone, and a long one: " + strings.Repeat("word ", 300) + "\n"
	err := mailer(t, box.Address, nil).Send(t.Context(), notify.Mail{To: "soren@example.com", Subject: "Due: rotate the keys — ключи", Text: text, Unsubscribe: "http://localhost:8080/account"})
	if err != nil {
		t.Fatal(err)
	}
	m := box.Next(t)
	if m.To != "soren@example.com" || m.From != "hindcast@example.com" || m.Subject != "Due: rotate the keys — ключи" || strings.TrimSpace(m.Text) != strings.TrimSpace(text) {
		t.Errorf("%+v", m)
	}
	for header, want := range map[string]string{"Auto-Submitted": "auto-generated", "List-Unsubscribe": "<http://localhost:8080/account>"} {
		if got := m.Header.Get(header); got != want {
			t.Errorf("%s: %q", header, got)
		}
	}
	if m.Header.Get("Message-Id") == "" || m.Header.Get("Date") == "" {
		t.Error("no message id, or no date")
	}
}

// TestNoHeaderCanBeSmuggled puts line ends where a header could begin.
func TestNoHeaderCanBeSmuggled(t *testing.T) {
	box := mailtest.Start(t)
	m := mailer(t, box.Address, nil)
	if err := m.Send(t.Context(), notify.Mail{To: "ada@example.com", Subject: "x\r\nBcc: eve@example.com", Text: "y", Unsubscribe: "http://x>\r\nBcc: eve@example.com"}); err != nil {
		t.Fatal(err)
	}
	if got := box.Next(t); got.Header.Get("Bcc") != "" || got.To != "ada@example.com" {
		t.Errorf("%+v", got)
	}
	for _, to := range []string{"ada@example.com\r\nBcc: eve@example.com", "", "ada", "a@b, c@d", "<script>"} {
		if err := m.Send(t.Context(), notify.Mail{To: to, Subject: "x", Text: "y"}); hindcast.CodeOf(err) != hindcast.Invalid {
			t.Errorf("to %q: %v", to, err)
		}
	}
	if n := len(box.All()); n != 1 {
		t.Errorf("%d messages arrived", n)
	}
}

func TestRefusals(t *testing.T) {
	box := mailtest.StartWith(t, mailtest.Options{Refuse: func(to string) error {
		switch to {
		case "gone@example.com":
			return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "no such user"}
		case "busy@example.com":
			return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: "try later"}
		}
		return nil
	}})
	m := mailer(t, box.Address, nil)
	for to, want := range map[string]hindcast.Code{"gone@example.com": hindcast.Invalid, "busy@example.com": hindcast.Unavailable, "ada@example.com": ""} {
		if err := m.Send(t.Context(), notify.Mail{To: to, Subject: "x", Text: "y"}); hindcast.CodeOf(err) != want {
			t.Errorf("%s: %v", to, err)
		}
	}
	if err := mailer(t, "smtp://127.0.0.1:1", nil).Send(t.Context(), notify.Mail{To: "ada@example.com", Subject: "x", Text: "y"}); hindcast.CodeOf(err) != hindcast.Unavailable {
		t.Errorf("no server: %v", err)
	}
}

// TestSigningInUnderTLS uses the certificate of net/http's test server.
func TestSigningInUnderTLS(t *testing.T) {
	web := httptest.NewTLSServer(nil)
	defer web.Close()
	pool := x509.NewCertPool()
	pool.AddCert(web.Certificate())
	box := mailtest.StartWith(t, mailtest.Options{TLS: &tls.Config{Certificates: web.TLS.Certificates}, Password: "correct horse"})
	trusted := &tls.Config{RootCAs: pool, ServerName: "example.com"}
	for user, works := range map[string]bool{"hindcast:correct%20horse@": true, "hindcast:wrong@": false, "": false} {
		address := strings.Replace(box.Address, "://", "://"+user, 1)
		err := mailer(t, address, trusted).Send(t.Context(), notify.Mail{To: "ada@example.com", Subject: "x", Text: "y"})
		if (err == nil) != works {
			t.Errorf("%q: %v", user, err)
		}
		if err != nil && strings.Contains(err.Error(), "wrong") {
			t.Errorf("the error holds the password: %v", err)
		}
	}
}

func TestMailServersThatCannotBe(t *testing.T) {
	for _, server := range []string{"", "mail.example.com:25", "http://mail.example.com", "smtp://", "smtp://:25", "smtp://[", "smtp://mail.example.com:port"} {
		if _, err := notify.NewMailer(server, sender, nil); hindcast.CodeOf(err) != hindcast.Invalid {
			t.Errorf("%q: %v", server, err)
		}
	}
	if _, err := notify.NewMailer("smtp://mail.example.com", "nobody", nil); hindcast.CodeOf(err) != hindcast.Invalid {
		t.Errorf("sender: %v", err)
	}
}
