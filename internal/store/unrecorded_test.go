package store

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// TestUnrecordedChangesAreRefused: what changes rows and states no entry is taken
// back, whoever writes such a thing within this package.
func TestUnrecordedChangesAreRefused(t *testing.T) {
	st, err := Open(context.Background(), Config{Path: filepath.Join(t.TempDir(), "x.db"), Now: time.Now, ID: func() string { return "1" }})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	admin := hindcast.Actor{User: "usr_admin", Name: "Admin", Role: hindcast.Admin}
	if err := st.Update(t.Context(), admin, func(tx *Tx) error {
		return tx.Services().Add("service.added", "", &hindcast.Service{ID: "svc_1", Name: "checkout"})
	}); err != nil {
		t.Fatal(err)
	}
	err = st.Update(t.Context(), admin, func(tx *Tx) error { _, err := tx.exec("delete from services"); return err })
	if hindcast.CodeOf(err) != hindcast.Internal {
		t.Errorf("a row went without a trace: %v", err)
	}
	if left, _, err := st.Services().List(t.Context(), admin, Page{}); err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
}
