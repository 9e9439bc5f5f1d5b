package app

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
)

// certify makes a certificate for this machine, and says who trusts it.
func certify(t *testing.T) (cert, key string, roots *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "hindcast test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	made, err := x509.CreateCertificate(rand.Reader, form, form, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	roots = x509.NewCertPool()
	for name, block := range map[*string]*pem.Block{&cert: {Type: "CERTIFICATE", Bytes: made}, &key: {Type: "PRIVATE KEY", Bytes: sealed}} {
		*name = filepath.Join(t.TempDir(), "tls.pem")
		if err := os.WriteFile(*name, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
		roots.AppendCertsFromPEM(pem.EncodeToMemory(block))
	}
	return cert, key, roots
}

// TestTLS: the program serves HTTPS by itself. What signs in is then for HTTPS
// alone, and whoever speaks plainly to it gets nothing.
func TestTLS(t *testing.T) {
	cert, key, roots := certify(t)
	p := start(t, func(c *Config) { c.TLSCert, c.TLSKey = cert, key })
	if !strings.HasPrefix(p.Base(), "https://localhost:") {
		t.Fatalf("it says that it is at %s", p.Base())
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &http.Client{Jar: jar, Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}, ForceAttemptHTTP2: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := c.PostForm(p.link(hindcast.Member), url.Values{})
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusSeeOther || resp.ProtoMajor != 2 {
		t.Errorf("signing in: %s over %s", resp.Status, resp.Proto)
	}
	if age := resp.Header.Get("Strict-Transport-Security"); !strings.HasPrefix(age, "max-age=") {
		t.Errorf("browsers may come plainly the next time: %q", age)
	}
	cookies := resp.Cookies()
	if len(cookies) != 1 || cookies[0].Name != "__Host-hindcast" || !cookies[0].Secure || !cookies[0].HttpOnly || cookies[0].Path != "/" || cookies[0].Domain != "" || cookies[0].SameSite != http.SameSiteLaxMode {
		t.Fatalf("the cookie: %v", cookies)
	}
	if resp, err = c.Get(p.Base() + "/incidents"); err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		t.Errorf("who signed in gets %s", resp.Status)
	}
	for _, old := range []uint16{tls.VersionTLS10, tls.VersionTLS11} {
		dial, err := tls.Dial("tcp", p.Addr().String(), &tls.Config{RootCAs: roots, ServerName: "localhost", MinVersion: old, MaxVersion: old}) //nolint:gosec // it must be refused
		if err == nil {
			dial.Close()
			t.Errorf("version %x of TLS is spoken", old)
		}
	}
	plain, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+p.Addr().String()+"/incidents", nil)
	if err != nil {
		t.Fatal(err)
	}
	plain.AddCookie(&http.Cookie{Name: cookies[0].Name, Value: cookies[0].Value})
	if resp, err = http.DefaultClient.Do(plain); err == nil {
		body, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode != http.StatusBadRequest || strings.Contains(string(body), "<html") || len(resp.Cookies()) > 0 {
			t.Errorf("plain HTTP is answered %s: %.200s", resp.Status, body)
		}
	}
}

// through asks as a proxy would that says who it asks for.
func (p *program) through(method, path, token, forwarded string, change ...func(*http.Request)) (status int, body string) {
	p.t.Helper()
	r, err := http.NewRequestWithContext(p.t.Context(), method, "http://"+p.Addr().String()+path, strings.NewReader(`{"title":"x"}`))
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+token)
	if forwarded != "" {
		r.Header.Set("X-Forwarded-For", forwarded)
	}
	for _, c := range change {
		c(r)
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// TestProxies: what a proxy says of where a request comes from is believed of
// those that are trusted alone: by the ledger, and by what counts attempts.
func TestProxies(t *testing.T) {
	for name, c := range map[string]struct {
		proxies   []netip.Prefix
		forwarded string
		from      string
		apart     bool // apart says that two addresses are told from each other
	}{
		"trusted":                {[]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, "198.51.100.7", "198.51.100.7", true},
		"trusted, and forged":    {[]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, "203.0.113.66, 198.51.100.7", "198.51.100.7", true},
		"a chain of trusted":     {[]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8")}, "198.51.100.7, 10.1.2.3", "198.51.100.7", true},
		"trusted, says nonsense": {[]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, "198.51.100.7, <script>", "127.0.0.1", false},
		"another is trusted":     {[]netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, "198.51.100.7", "127.0.0.1", false},
		"nobody is trusted":      {nil, "198.51.100.7", "127.0.0.1", false},
	} {
		t.Run(name, func(t *testing.T) {
			p := start(t, func(cfg *Config) { cfg.Proxies = c.proxies })
			token, _, err := p.people.MakeToken(t.Context(), operator(), accounts.NewToken{Name: "proxied", Role: hindcast.Admin, Scopes: []hindcast.Scope{hindcast.ScopeAdmin}, ExpiresAt: time.Now().Add(time.Hour)})
			if err != nil {
				t.Fatal(err)
			}
			if status, body := p.through(http.MethodPost, "/api/v1/incidents", token, c.forwarded); status != http.StatusCreated {
				t.Fatalf("%d %s", status, body)
			}
			if _, body := p.through(http.MethodGet, "/api/v1/ledger?verb=incident.opened", token, ""); !strings.Contains(body, fmt.Sprintf(`"from":%q`, c.from)) {
				t.Errorf("the ledger does not say %s: %.600s", c.from, body)
			}
			limited := false
			for n := 0; n < 500 && !limited; n++ {
				status, _ := p.through(http.MethodGet, "/api/v1/me", fmt.Sprintf("hct_wrong%d", n), c.forwarded)
				limited = status == http.StatusTooManyRequests
			}
			if !limited {
				t.Fatal("nothing limits guessing")
			}
			status, _ := p.through(http.MethodGet, "/api/v1/me", "hct_wrong", strings.ReplaceAll(c.forwarded, "198.51.100.7", "198.51.100.8"))
			if apart := status == http.StatusUnauthorized; apart != c.apart {
				t.Errorf("another address is answered %d", status)
			}
		})
	}
}

// TestBaseURL: links are made of it, and a request that changes something comes
// from it, whatever the address the program listens on.
func TestBaseURL(t *testing.T) {
	p := start(t, func(c *Config) { c.BaseURL = "https://hindcast.example/" })
	link := p.link(hindcast.Member)
	path, ours := strings.CutPrefix(link, "https://hindcast.example/")
	if !ours {
		t.Fatalf("a link leads to %s", link)
	}
	from := func(origin string) func(*http.Request) {
		return func(r *http.Request) {
			r.Host = "hindcast.example"
			r.Header.Set("Origin", origin)
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Del("Authorization")
		}
	}
	for _, origin := range []string{"http://" + p.Addr().String(), "https://elsewhere.example", "http://hindcast.example", "https://hindcast.example.evil.example", "null"} {
		if status, _ := p.through(http.MethodPost, "/"+path, "", "", from(origin)); status != http.StatusForbidden {
			t.Errorf("from %s it is answered %d", origin, status)
		}
	}
	if status, _ := p.through(http.MethodPost, "/"+path, "", "", from("https://hindcast.example")); status == http.StatusForbidden {
		t.Errorf("from its own address it is answered %d", status)
	}
}

// TestHeartbeats: a stream on which nothing happens is not silent.
func TestHeartbeats(t *testing.T) {
	if testing.Short() {
		t.Skip("a heartbeat takes its time")
	}
	p := start(t)
	member := visitor{name: "member", client: p.client(hindcast.Member)}
	l := p.listen(member, "/live", "")
	for end, beats := time.After(3*patience), 0; beats < 2; {
		select {
		case line, open := <-l.lines:
			if !open {
				t.Fatal("the stream ended")
			}
			if strings.HasPrefix(line, ":") {
				beats++
			}
		case <-end:
			t.Fatalf("%d heartbeats came", beats)
		}
	}
}
