// Package draft holds the JSON that `hindcast draft`, `assess` and `export`
// print: a record as it was read, with its answers. Its schema is
// draft.schema.json. The conventions are those of package client.
package draft
