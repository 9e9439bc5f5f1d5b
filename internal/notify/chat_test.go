package notify_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/notify"
	"github.com/hindcast/hindcast/internal/safehttp"
)

// TestChatCallsNobody: what somebody typed into a title is text in the chat.
func TestChatCallsNobody(t *testing.T) {
	for shape, want := range map[hindcast.ChatShape]string{
		hindcast.ChatSlack:   `{"text":"\u0026lt;!channel\u0026gt; @` + "\u200b" + `all a \u0026amp; b"}`,
		hindcast.ChatDiscord: `{"allowed_mentions":{"parse":[]},"content":"\u003c!channel\u003e @` + "\u200b" + `all a \u0026 b"}`,
		hindcast.ChatText:    `{"text":"\u003c!channel\u003e @` + "\u200b" + `all a \u0026 b"}`,
	} {
		var got string
		server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			got = string(body)
		}))
		err := notify.Chat(t.Context(), door(), notify.ChatMessage{Address: server.URL, Shape: shape, Text: "<!channel> @all a & b"})
		server.Close()
		if err != nil || got != want {
			t.Errorf("%s: %v\ngot  %s\nwant %s", shape, err, got, want)
		}
	}
}

func TestAnswersOfChats(t *testing.T) {
	for status, want := range map[int]hindcast.Code{200: "", 204: "", 400: hindcast.Forbidden, 404: hindcast.Forbidden, 410: hindcast.Forbidden, 429: hindcast.Unavailable, 503: hindcast.Unavailable} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) }))
		err := notify.Chat(t.Context(), door(), notify.ChatMessage{Address: server.URL, Shape: hindcast.ChatText, Text: "x"})
		if hindcast.CodeOf(err) != want {
			t.Errorf("%d: %v", status, err)
		}
		server.Close()
	}
	private := notify.ChatMessage{Address: "http://127.0.0.1:1/", Shape: hindcast.ChatText, Text: "x"}
	if err := notify.Chat(t.Context(), safehttp.New(safehttp.Options{}), private); hindcast.CodeOf(err) != hindcast.Forbidden {
		t.Errorf("an address that is not public: %v", err)
	}
}
