package app

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/accounts"
	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/store"
	"github.com/hindcast/hindcast/internal/store/storetest"
)

// nodeFolder and nodeDSN make the test program a node of its own, which a test can
// kill.
const (
	nodeFolder = "HINDCAST_TEST_NODE_FOLDER"
	nodeDSN    = "HINDCAST_TEST_NODE_DSN"
)

// runNode serves until it is killed, and says where.
func runNode(folder string) {
	ctx := context.Background()
	a, err := New(ctx, Config{Data: Data{Folder: folder, DSN: os.Getenv(nodeDSN)}, Addr: "127.0.0.1:0", Outside: Outside{Allow: loopback()}}, io.Discard)
	if err != nil {
		panic(err)
	}
	fmt.Println(a.Base())
	if err := a.Run(ctx); err != nil {
		panic(err)
	}
}

// startNode starts a process that shares the program's database.
func (p *program) startNode() (base string, process *os.Process) {
	p.t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), nodeFolder+"="+p.t.TempDir(), nodeDSN+"="+p.cfg.DSN)
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { _ = command.Process.Kill(); _ = command.Wait() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		p.t.Fatal(err)
	}
	return strings.TrimSpace(line), command.Process
}

// TestTwoNodes: sign in on one, work on the other, what one changes the other
// tells, and what one acknowledged is there when it was killed.
func TestTwoNodes(t *testing.T) {
	db := storetest.Postgres(t)
	p := start(t, func(c *Config) { c.DSN = db.Config.DSN })
	second, process := p.startNode()
	c := p.client(hindcast.Member) // signs in on the first; the cookie is good for both
	p.openOne("inc_public")
	resp, err := c.Get(second + "/incidents")
	if err != nil {
		t.Fatal(err)
	}
	page, _ := io.ReadAll(resp.Body)
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK || !strings.Contains(string(page), "Something public") {
		t.Fatalf("the second node answers %s to who signed in on the first", resp.Status)
	}
	live, stop := context.WithCancel(t.Context())
	defer stop()
	request, _ := http.NewRequestWithContext(live, http.MethodGet, second+"/live?after=0", nil)
	stream, err := c.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	said := &journal{}
	go func() { _, _ = io.Copy(said, stream.Body); stream.Body.Close() }()
	p.openOne("inc_crossing")
	eventually(t, "the second node tells what the first changed", func() bool { return strings.Contains(said.String(), "inc_crossing") })

	token, _, err := p.people.MakeToken(t.Context(), operator(), accounts.NewToken{Name: "load", Role: hindcast.Member, Scopes: []hindcast.Scope{hindcast.ScopeWrite}, ExpiresAt: time.Now().Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	kept := p.killUnderLoad(second, token, process)
	for title := range kept {
		rows, _, err := p.store.Incidents(t.Context(), operator(), store.IncidentFilter{Text: title}, store.SortNewest, store.Page{Limit: 1})
		if err != nil || len(rows) != 1 {
			t.Errorf("%q was acknowledged and is lost: %v", title, err)
		}
	}
	if v, err := p.store.Verify(t.Context(), store.VerifyOptions{}); err != nil || len(v.Problems) > 0 {
		t.Errorf("the ledger after the kill: %v, %v", v.Problems, err)
	}
}

// killUnderLoad opens incidents on a node, kills it in the midst of that, and
// returns the titles of those that were acknowledged.
func (p *program) killUnderLoad(base, token string, process *os.Process) map[string]bool {
	p.t.Helper()
	var mu sync.Mutex
	var load sync.WaitGroup
	var acknowledged atomic.Int64
	kept := map[string]bool{}
	for worker := range 4 {
		load.Go(func() {
			for n := 0; n < 500; n++ {
				title := fmt.Sprintf("load%dx%d", worker, n)
				body, _ := json.Marshal(map[string]string{"title": title})
				r, _ := http.NewRequest(http.MethodPost, base+"/api/v1/incidents", strings.NewReader(string(body)))
				r.Header.Set("Authorization", "Bearer "+token)
				r.Header.Set("Content-Type", "application/json")
				resp, err := http.DefaultClient.Do(r)
				if err != nil {
					return // it is dead
				}
				answer, _ := io.ReadAll(resp.Body)
				resp.Body.Close()
				if resp.StatusCode != http.StatusCreated {
					p.t.Errorf("opening an incident: %s: %s", resp.Status, answer)
					return
				}
				mu.Lock()
				kept[title] = true
				mu.Unlock()
				acknowledged.Add(1)
			}
		})
	}
	eventually(p.t, "the second node takes load", func() bool { return acknowledged.Load() >= 40 })
	if err := process.Signal(syscall.SIGKILL); err != nil {
		p.t.Fatal(err)
	}
	load.Wait()
	return kept
}
