package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"runtime/debug"
)

type versionCommand struct {
	JSON bool `name:"json" help:"Print a JSON object."`
}

func (versionCommand) Help() string {
	return "Examples:\n  hindcast version\n  hindcast version --json"
}

// Run prints the version that was built.
func (c versionCommand) Run(std *streams) error {
	v := buildVersion()
	if c.JSON {
		return json.NewEncoder(std.out).Encode(v)
	}
	line := "hindcast " + v.Version
	if v.Revision != "" {
		line += " (" + v.Revision + ")"
	}
	_, err := fmt.Fprintf(std.out, "%s, %s\n", line, v.Go)
	return err
}

type version struct {
	Version  string `json:"version"`
	Revision string `json:"revision"`
	Go       string `json:"go"`
}

// buildVersion reads what the Go toolchain stamped into the binary.
func buildVersion() version {
	v := version{Version: "unreleased", Go: runtime.Version()}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	if info.Main.Version != "" && info.Main.Version != "(devel)" {
		v.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			v.Revision = s.Value[:min(12, len(s.Value))]
		}
	}
	return v
}
