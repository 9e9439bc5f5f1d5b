// Command hindcast takes an incident from resolved to learned. This is its
// command line: one file per subcommand, all of them thin callers of the rooms
// below internal.
//
// Exit status: 0 all is well, 1 a check found problems, 2 the command was used
// wrongly, 3 it failed.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones are found on machines that have no zone database

	"github.com/alecthomas/kong"
	mangokong "github.com/alecthomas/mango-kong"
	kongcompletion "github.com/jotaen/kong-completion"
)

// commands is the whole command line.
type commands struct {
	Serve      serveCommand              `cmd:"" help:"Serve pages and API."`
	Draft      draftCommand              `cmd:"" help:"Turn incident logs or post-mortems into assessed review drafts."`
	Check      checkCommand              `cmd:"" help:"Find what a review still lacks, and sentences to ask differently."`
	Policy     policyCommand             `cmd:"" help:"Print the default policy, or check one of your own."`
	Import     importCommand             `cmd:"" help:"Bring write-ups and status page histories into the store."`
	Export     exportCommand             `cmd:"" help:"Write incidents of the store as Markdown or JSON."`
	Incidents  incidentsCommand          `cmd:"" help:"List incidents of the store."`
	Assess     assessCommand             `cmd:"" help:"Answer the seven questions for an incident of the store."`
	Actions    actionsCommand            `cmd:"" help:"List actions of all incidents."`
	Events     eventsCommand             `cmd:"" help:"Write the timeline of an incident on a running server."`
	Reviews    reviewsCommand            `cmd:"" help:"Show how far the review of an incident on a running server is."`
	Library    libraryCommand            `cmd:"" help:"Keep a folder of Markdown and the library in step; take the starter set."`
	Search     searchCommand             `cmd:"" help:"Search everything in the store."`
	User       userCommand               `cmd:"" help:"Add people who can sign in, list them, shut them out, make links."`
	Token      tokenCommand              `cmd:"" help:"Make, list and revoke tokens that let programs in."`
	Verify     verifyCommand             `cmd:"" help:"Check that the ledger and the data are as they were recorded."`
	Backup     backupCommand             `cmd:"" help:"Write everything into one file."`
	Restore    restoreCommand            `cmd:"" help:"Fill an empty store from a backup."`
	Migrate    migrateCommand            `cmd:"" help:"Bring the schema of the store up to date."`
	Secrets    secretsCommand            `cmd:"" help:"Change the key that seals kept secrets."`
	Config     configCommand             `cmd:"" help:"Print the settings in force."`
	Version    versionCommand            `cmd:"" help:"Print the version."`
	Completion kongcompletion.Completion `cmd:"" help:"Set up completion for bash, zsh or fish."`
	Man        mangokong.ManFlag         `hidden:"" help:"Print the manual page."`
}

const description = `Hindcast takes an incident from resolved to learned.

An incident log or a half-written post-mortem goes in; the timeline understood, the seven questions answered from the record, and a review draft to finish come out. Nothing leaves this machine.

Examples:
  hindcast draft incident.md
  hindcast draft incident.md -o review.md
  hindcast check review.md`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	status := run(ctx, os.Args[1:], standardStreams())
	stop()
	os.Exit(status)
}

// streams are what a command reads and writes, passed in so that tests can hold
// the other end.
type streams struct {
	in       io.Reader
	out, err io.Writer
	style    style // style of out
	width    int   // width of out in columns

	errTerminal bool // errTerminal says that somebody watches err, so that progress may be drawn
}

// run executes one command line and returns its exit status. Long work stops
// when ctx ends.
func run(ctx context.Context, args []string, std streams) (status int) {
	defer func() {
		switch stop := recover().(type) {
		case nil:
		case exitRequest:
			status = int(stop)
		default:
			panic(stop)
		}
	}()
	var cli commands
	parser, err := kong.New(&cli,
		kong.Name("hindcast"),
		kong.Description(description),
		kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.Writers(std.out, std.err),
		kong.Exit(func(code int) { panic(exitRequest(code)) }),
		kong.Bind(&std),
		kong.BindTo(ctx, (*context.Context)(nil)),
	)
	if err != nil {
		return fail(std.err, err)
	}
	kongcompletion.Register(parser)
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if err != nil {
		return usage(std.err, err)
	}
	return fail(std.err, command.Run())
}

// exitRequest is how kong asks to stop, after printing help for example.
type exitRequest int
