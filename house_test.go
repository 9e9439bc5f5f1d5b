// Package hindcast_test holds the rules of the house: the tests here fail when
// the architecture is broken. docs/architecture.md explains each of them; the
// import table below IS the architecture, and changing it takes an ADR.
package hindcast_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/hindcast/hindcast/"

// rooms lists every package with the rooms it may import. Rooms stand in order
// of their floor, so that imports only go up this list.
var rooms = []struct {
	name   string
	pure   bool // pure rooms do no input or output, read no clock and draw no random number
	may    []string
	public bool
}{
	{name: "client", public: true},
	{name: "client/draft", pure: true, public: true},
	{name: "internal/hindcast", pure: true},
	{name: "internal/markup", pure: true},
	{name: "internal/together", pure: true},
	{name: "internal/entry", pure: true, may: []string{"internal/hindcast"}},
	{name: "internal/policy", pure: true, may: []string{"internal/hindcast"}},
	{name: "internal/assess", pure: true, may: []string{"internal/hindcast"}},
	{name: "internal/lint", pure: true, may: []string{"internal/hindcast"}},
	{name: "internal/ribbon", pure: true, may: []string{"internal/hindcast"}},
	{name: "internal/wire", pure: true, may: []string{"client/draft", "internal/hindcast"}},
	{name: "internal/writeup", pure: true, may: []string{"internal/entry", "internal/hindcast"}},
	{name: "internal/report", pure: true, may: []string{"internal/hindcast", "internal/markup", "internal/ribbon"}},
	{name: "internal/store", may: []string{"internal/hindcast"}},
	{name: "internal/blob", may: []string{"internal/hindcast"}},
	{name: "internal/archive", may: []string{"internal/blob", "internal/hindcast", "internal/store"}},
	{name: "internal/intake", may: []string{"internal/hindcast", "internal/store", "internal/writeup"}},
	{name: "internal/safehttp", may: []string{"internal/hindcast"}},
	{name: "internal/proof", may: []string{"internal/hindcast", "internal/safehttp"}},
	{name: "internal/keyring", may: []string{"internal/hindcast"}},
	{name: "internal/notify", may: []string{"internal/hindcast", "internal/safehttp"}},
	{name: "internal/jobs", may: []string{"internal/hindcast", "internal/store"}},
	{name: "internal/accounts", may: []string{"internal/hindcast", "internal/notify", "internal/safehttp", "internal/store"}},
	{name: "internal/activity", may: []string{"internal/hindcast", "internal/keyring", "internal/notify", "internal/safehttp", "internal/store"}},
	{name: "internal/incidents", may: []string{"internal/blob", "internal/entry", "internal/hindcast", "internal/store", "internal/writeup"}},
	{name: "internal/reviews", may: []string{"internal/assess", "internal/hindcast", "internal/lint", "internal/policy", "internal/store", "internal/together", "internal/writeup"}},
	{name: "internal/actions", may: []string{"internal/hindcast", "internal/keyring", "internal/proof", "internal/safehttp", "internal/store"}},
	{name: "internal/library", may: []string{"internal/assess", "internal/hindcast", "internal/markup", "internal/policy", "internal/store"}},
	{name: "internal/insights", may: []string{"internal/hindcast", "internal/store"}},
	{name: "internal/signals", may: []string{"internal/hindcast", "internal/incidents", "internal/store"}},
	{name: "internal/demo", may: []string{"internal/accounts", "internal/assess", "internal/blob", "internal/hindcast", "internal/policy", "internal/store", "internal/writeup"}},
	{name: "internal/paper", may: []string{"internal/hindcast"}},
	{name: "internal/server", may: []string{"internal/hindcast"}},
	{name: "internal/web/editor"}, // a command and module of its own, which bundles what browsers load
	{name: "internal/web", may: []string{"internal/accounts", "internal/actions", "internal/activity", "internal/hindcast", "internal/incidents", "internal/insights", "internal/library",
		"internal/markup", "internal/paper", "internal/report", "internal/reviews", "internal/ribbon", "internal/server"}},
	{name: "internal/api", may: []string{"client", "internal/accounts", "internal/actions", "internal/activity", "internal/hindcast", "internal/incidents",
		"internal/insights", "internal/library", "internal/reviews", "internal/server", "internal/signals"}},
	{name: "internal/app", may: []string{"internal/accounts", "internal/actions", "internal/activity", "internal/api", "internal/blob", "internal/demo", "internal/hindcast",
		"internal/incidents", "internal/insights", "internal/jobs", "internal/keyring", "internal/library", "internal/notify", "internal/paper", "internal/reviews", "internal/safehttp", "internal/server", "internal/signals", "internal/store", "internal/web"}},
	{name: "cmd/hindcast", may: []string{"client", "internal/accounts", "client/draft", "internal/app", "internal/archive", "internal/assess", "internal/blob", "internal/entry", "internal/hindcast", "internal/intake",
		"internal/library",
		"internal/lint", "internal/policy", "internal/report", "internal/ribbon", "internal/store", "internal/wire", "internal/writeup"}},
}

// file is one parsed source file of the project.
type file struct {
	path, room string
	test       bool
	generated  bool
	syntax     *ast.File
	set        *token.FileSet
}

// sources parses every Go file of the project.
func sources(t *testing.T) []file {
	t.Helper()
	var files []file
	set := token.NewFileSet()
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && name != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		syntax, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		files = append(files, file{
			path: name, room: filepath.ToSlash(filepath.Dir(name)), test: strings.HasSuffix(name, "_test.go"),
			generated: ast.IsGenerated(syntax), syntax: syntax, set: set,
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("found only %d Go files; the walk is broken", len(files))
	}
	return files
}

func (f file) imports() []string {
	var paths []string
	for _, spec := range f.syntax.Imports {
		paths = append(paths, strings.Trim(spec.Path.Value, `"`))
	}
	return paths
}

func roomIndex(name string) int {
	for i, r := range rooms {
		if r.name == name {
			return i
		}
	}
	return -1
}

func TestEveryRoomIsListed(t *testing.T) {
	for _, f := range sources(t) {
		if f.room != "." && roomIndex(f.room) < 0 && !isTestHelp(f.room) {
			t.Errorf("%s: the room %s is not in the import table", f.path, f.room)
		}
	}
}

// isTestHelp reports whether a folder holds what tests share.
func isTestHelp(room string) bool {
	return path.Base(room) == "sample" || path.Base(room) == "storetest" || path.Base(room) == "blobtest" || path.Base(room) == "mailtest" || path.Base(room) == "prometheustest"
}

func TestImportsOnlyGoAlongTheTable(t *testing.T) {
	for i, r := range rooms {
		for _, m := range r.may {
			if roomIndex(m) < 0 || roomIndex(m) >= i {
				t.Errorf("%s may import %s, which does not stand below it", r.name, m)
			}
		}
	}
	for _, f := range sources(t) {
		at := roomIndex(f.room)
		if f.test || at < 0 {
			continue
		}
		for _, imported := range f.imports() {
			inside, ours := strings.CutPrefix(imported, module)
			if ours && !slices.Contains(rooms[at].may, inside) {
				t.Errorf("%s imports %s, which %s may not", f.path, inside, f.room)
			}
		}
	}
}

// impure lists what a pure room does not import, and impureCalls what it does
// not call, because the outcome would depend on more than its arguments.
var (
	impure      = []string{"os", "os/exec", "net", "net/http", "math/rand", "math/rand/v2", "crypto/rand", "io/ioutil", "log", "log/slog", "syscall", "testing"}
	impureCalls = []string{"time.Now", "time.Since", "time.Until", "time.Sleep", "time.After", "time.Tick", "time.NewTimer", "time.NewTicker"}
)

func TestPureRooms(t *testing.T) {
	for _, f := range sources(t) {
		at := roomIndex(f.room)
		if f.test || at < 0 || !rooms[at].pure {
			continue
		}
		for _, imported := range f.imports() {
			if slices.Contains(impure, imported) {
				t.Errorf("%s imports %s; %s is a pure room", f.path, imported, f.room)
			}
		}
		forCalls(f, func(call string, pos token.Position) {
			if slices.Contains(impureCalls, call) {
				t.Errorf("%s calls %s; pass the time in", pos, call)
			}
		})
	}
}

// networked lists the rooms that may speak of the network. Store and blob reach
// their configured servers, notify the configured mail server, safehttp is the
// door for everything else; the others answer requests or take its client.
var networked = []string{"client", "internal/store", "internal/store/storetest", "internal/blob", "internal/safehttp", "internal/proof", "internal/notify", "internal/accounts", "internal/activity",
	"internal/server", "internal/web", "internal/api", "internal/app"}

// dialling lists the calls that open a connection by themselves, and the rooms
// that may make them.
var dialling = []string{"http.Get", "http.Post", "http.PostForm", "http.Head", "http.DefaultClient", "http.DefaultTransport", "net.Dial", "net.DialTimeout", "net.Dialer"}

func TestOnlyTheirRoomsReachOutside(t *testing.T) {
	drivers := []string{"modernc.org/sqlite", "github.com/jackc/pgx", "database/sql"}
	for _, f := range sources(t) {
		if f.test || isTestHelp(f.room) {
			continue
		}
		for _, imported := range f.imports() {
			for _, d := range drivers {
				if strings.HasPrefix(imported, d) && !strings.HasPrefix(f.room, "internal/store") {
					t.Errorf("%s imports %s; only the store does", f.path, imported)
				}
			}
			if (imported == "net" || imported == "net/http") && !slices.Contains(networked, f.room) {
				t.Errorf("%s imports %s; only rooms that serve, or have a guarded way out, do", f.path, imported)
			}
			if strings.HasPrefix(imported, "github.com/minio/minio-go") && f.room != "internal/blob" {
				t.Errorf("%s imports %s; only the evidence does", f.path, imported)
			}
		}
		forCalls(f, func(call string, pos token.Position) {
			if slices.Contains(dialling, call) && f.room != "internal/safehttp" && f.room != "internal/notify" && f.room != "internal/blob" && !strings.HasPrefix(f.room, "internal/store") {
				t.Errorf("%s uses %s; connections are opened by safehttp", pos, call)
			}
			reads := call == "os.Getenv" || call == "os.LookupEnv" || call == "os.Environ"
			if reads && f.room != "cmd/hindcast" && f.room != "internal/app" {
				t.Errorf("%s calls %s; only app and cmd read the environment", pos, call)
			}
		})
	}
}

// forCalls visits every use of a package-level selector such as time.Now.
func forCalls(f file, visit func(call string, pos token.Position)) {
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if pkg, ok := s.X.(*ast.Ident); ok {
				visit(pkg.Name+"."+s.Sel.Name, f.set.Position(s.Pos()))
			}
		}
		return true
	})
}

func TestDomainTypesCarryNoTags(t *testing.T) {
	for _, f := range sources(t) {
		if f.room != "internal/hindcast" || f.test {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if field, ok := n.(*ast.Field); ok && field.Tag != nil {
				t.Errorf("%s: the domain carries the tag %s; wire forms live in client", f.set.Position(field.Pos()), field.Tag.Value)
			}
			return true
		})
	}
}

func TestNoInit(t *testing.T) {
	for _, f := range sources(t) {
		for _, d := range f.syntax.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s: no init functions", f.set.Position(fn.Pos()))
			}
		}
	}
}

func TestPackagesAreNamedForWhatTheyAre(t *testing.T) {
	forbidden := []string{"util", "utils", "common", "models", "helpers", "types", "misc", "base", "http", "sql", "time", "errors", "log"}
	for _, f := range sources(t) {
		if slices.Contains(forbidden, f.syntax.Name.Name) {
			t.Errorf("%s: %q is no name for a room", f.path, f.syntax.Name.Name)
		}
	}
}

func TestEveryPackageIsDocumented(t *testing.T) {
	documented := map[string]bool{}
	for _, f := range sources(t) {
		if !f.test && f.syntax.Doc != nil && len(f.syntax.Doc.Text()) > 40 {
			documented[f.room] = true
		}
	}
	for _, f := range sources(t) {
		if !f.test && !documented[f.room] {
			t.Errorf("the package %s does not say what it is for", f.room)
			documented[f.room] = true
		}
	}
}

func TestEveryExportedNameIsDocumented(t *testing.T) {
	for _, f := range sources(t) {
		if f.test || f.generated {
			continue
		}
		for _, d := range f.syntax.Decls {
			for _, name := range undocumented(d) {
				t.Errorf("%s: %s is exported and not documented", f.set.Position(name.Pos()), name.Name)
			}
		}
	}
}

// undocumented returns the exported names of a declaration that no comment
// speaks of. A comment on a group of constants or variables covers its members.
func undocumented(d ast.Decl) []*ast.Ident {
	var bare []*ast.Ident
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && receiverExported(d) {
			bare = append(bare, d.Name)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				if s.Name.IsExported() && s.Doc == nil && d.Doc == nil && s.Comment == nil {
					bare = append(bare, s.Name)
				}
			case *ast.ValueSpec:
				for _, name := range s.Names {
					if name.IsExported() && s.Doc == nil && d.Doc == nil && s.Comment == nil {
						bare = append(bare, name)
					}
				}
			}
		}
	}
	return bare
}

func receiverExported(d *ast.FuncDecl) bool {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return true
	}
	t := d.Recv.List[0].Type
	if star, ok := t.(*ast.StarExpr); ok {
		t = star.X
	}
	name, ok := t.(*ast.Ident)
	return !ok || name.IsExported()
}
