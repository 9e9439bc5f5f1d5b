package proof

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	"github.com/go-git/go-git/v5/plumbing/format/packfile"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/capability"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp/sideband"
	"github.com/go-git/go-git/v5/plumbing/storer"
	"github.com/go-git/go-git/v5/plumbing/transport"
	githttp "github.com/go-git/go-git/v5/plumbing/transport/http"
	"github.com/go-git/go-git/v5/storage/filesystem"
	"github.com/go-git/go-git/v5/storage/memory"

	"github.com/hindcast/hindcast/internal/hindcast"
)

// Limits of what is fetched of a repository; ours.
const (
	maxPack    = 64 << 20  // bytes as they are sent
	maxObjects = 256 << 20 // bytes when they are unpacked
)

// tip is the commit that a ref of a repository names.
type tip struct {
	commit *object.Commit
	ref    string
}

// tipOf opens a repository at a ref; ok is false where f says why it cannot.
func (c *Checker) tipOf(ctx context.Context, s Statement, from Source) (t tip, f Found, ok bool) {
	var hash plumbing.Hash
	var objects storer.EncodedObjectStorer
	var err error
	if where := s.Of("repository"); from.Name == "" && strings.HasPrefix(where, "/") {
		objects, hash, t.ref, err = c.local(where, s.Of("ref"))
	} else {
		objects, hash, t.ref, err = c.fetch(ctx, s, from)
	}
	if missing, is := errors.AsType[noRef](err); is {
		return t, broken("%s", missing.Error()), false
	}
	if err == nil {
		t.commit, err = commitOf(objects, hash)
	}
	if err != nil {
		return t, ofGit(from, err), false
	}
	return t, Found{}, true
}

// noRef is that a repository has no such branch or tag.
type noRef string

// Error says so.
func (n noRef) Error() string { return "the repository has no branch or tag " + string(n) }

// ofGit is what is found where a repository cannot be opened.
func ofGit(from Source, err error) Found {
	switch {
	case errors.Is(err, transport.ErrAuthenticationRequired), errors.Is(err, transport.ErrAuthorizationFailed):
		return from.refused("that somebody must sign in")
	case errors.Is(err, transport.ErrRepositoryNotFound):
		return from.refused("that there is no such repository")
	case errors.Is(err, transport.ErrEmptyRemoteRepository):
		return broken("the repository is empty")
	}
	if _, ok := errors.AsType[*hindcast.Error](err); ok {
		return unanswered(err)
	}
	f := unknown("the repository could not be read: %s", clip(err.Error(), 300))
	f.Again = true
	return f
}

// commitOf is the commit of a hash, which may be that of a tag.
func commitOf(objects storer.EncodedObjectStorer, hash plumbing.Hash) (*object.Commit, error) {
	for range 5 {
		tag, err := object.GetTag(objects, hash)
		if err != nil {
			break
		}
		hash = tag.Target
	}
	return object.GetCommit(objects, hash)
}

// local opens a repository below the folders that the operator allowed.
func (c *Checker) local(where, ref string) (storer.EncodedObjectStorer, plumbing.Hash, string, error) {
	refused := &hindcast.Error{Code: hindcast.Forbidden, Message: "there is no repository there below the folders that the operator of this server allows"}
	real, err := filepath.EvalSymlinks(filepath.Clean(where))
	if err != nil || !c.allowed(real) {
		return nil, plumbing.ZeroHash, "", refused
	}
	if inner, err := filepath.EvalSymlinks(filepath.Join(real, ".git")); err == nil && c.allowed(inner) {
		real = inner
	}
	if info, err := os.Stat(filepath.Join(real, "objects")); err != nil || !info.IsDir() {
		return nil, plumbing.ZeroHash, "", refused
	}
	st := filesystem.NewStorage(osfs.New(real, osfs.WithBoundOS()), cache.NewObjectLRU(16*cache.MiByte))
	for _, name := range refNames(ref) {
		found, err := storer.ResolveReference(st, name)
		if err == nil {
			return st, found.Hash(), found.Name().Short(), nil
		}
	}
	return nil, plumbing.ZeroHash, "", noRef(ref)
}

func (c *Checker) allowed(folder string) bool {
	for _, root := range c.Folders {
		root, err := filepath.EvalSymlinks(root)
		if err != nil {
			continue
		}
		inside, err := filepath.Rel(root, folder)
		if err == nil && filepath.IsLocal(inside) {
			return true
		}
	}
	return false
}

// refNames are the references that a name may stand for.
func refNames(ref string) []plumbing.ReferenceName {
	if ref == "" {
		return []plumbing.ReferenceName{plumbing.HEAD}
	}
	if strings.HasPrefix(ref, "refs/") {
		return []plumbing.ReferenceName{plumbing.ReferenceName(ref)}
	}
	return []plumbing.ReferenceName{plumbing.NewBranchReferenceName(ref), plumbing.NewTagReferenceName(ref)}
}

// fetch gets what is needed of a remote repository: the newest state of its
// files, or its commits without any.
func (c *Checker) fetch(ctx context.Context, s Statement, from Source) (storer.EncodedObjectStorer, plumbing.Hash, string, error) {
	none := plumbing.ZeroHash
	where, err := from.under(s.Of("repository"))
	if err == nil {
		err = addressOf(where)
	}
	if err != nil {
		return nil, none, "", err
	}
	endpoint, err := transport.NewEndpoint(where)
	if err != nil {
		return nil, none, "", &hindcast.Error{Code: hindcast.Invalid, Message: "this is no address of a repository", Err: err}
	}
	session, err := githttp.NewClient(c.Large.HTTP()).NewUploadPackSession(endpoint, from.gitAuth())
	if err != nil {
		return nil, none, "", err
	}
	defer session.Close()
	offered, err := session.AdvertisedReferencesContext(ctx)
	if err != nil {
		return nil, none, "", err
	}
	hash, name, err := advertised(offered, s.Of("ref"))
	if err != nil {
		return nil, none, "", err
	}
	request := packp.NewUploadPackRequestFromCapabilities(offered.Capabilities)
	request.Wants = append(request.Wants, hash)
	if err := narrow(request, offered.Capabilities, s.Of("commit") != ""); err != nil {
		return nil, none, "", err
	}
	answer, err := session.UploadPack(ctx, request)
	if err != nil {
		return nil, none, "", err
	}
	defer answer.Close()
	objects, err := unpack(inBand(answer, request.Capabilities))
	return objects, hash, name, err
}

// inBand is the pack of an answer, without what the remote says of its progress.
func inBand(answer io.Reader, agreed *capability.List) io.Reader {
	switch {
	case agreed.Supports(capability.Sideband64k):
		return sideband.NewDemuxer(sideband.Sideband64k, answer)
	case agreed.Supports(capability.Sideband):
		return sideband.NewDemuxer(sideband.Sideband, answer)
	}
	return answer
}

// gitAuth shows the secret as forges want it of Git.
func (s Source) gitAuth() transport.AuthMethod {
	if s.Secret == "" {
		return nil
	}
	name, password, ok := strings.Cut(s.Secret, ":")
	if !ok {
		name, password = "oauth2", s.Secret // GitHub and Gitea take any name, GitLab takes this one
	}
	return &githttp.BasicAuth{Username: name, Password: password}
}

// advertised finds a ref among those that a remote offers.
func advertised(offered *packp.AdvRefs, ref string) (plumbing.Hash, string, error) {
	if ref == "" && offered.Head != nil {
		return *offered.Head, "HEAD", nil
	}
	for _, name := range refNames(ref) {
		if hash, ok := offered.References[name.String()]; ok {
			return hash, ref, nil
		}
	}
	if ref == "" {
		ref = "HEAD"
	}
	return plumbing.ZeroHash, "", noRef(ref)
}

// narrow asks for as little as the remote can send.
func narrow(request *packp.UploadPackRequest, can *capability.List, history bool) error {
	if can.Supports(capability.Filter) {
		request.Filter = packp.FilterBlobLimit(1, packp.BlobLimitPrefixMebi)
		if history {
			request.Filter = packp.FilterTreeDepth(0)
		}
		if err := request.Capabilities.Set(capability.Filter); err != nil {
			return err
		}
	}
	if !history && can.Supports(capability.Shallow) {
		request.Depth = packp.DepthCommits(1)
		return request.Capabilities.Set(capability.Shallow)
	}
	return nil
}

// unpack reads a pack that is not larger than it may be, unpacked as well.
func unpack(answer io.Reader) (storer.EncodedObjectStorer, error) {
	tooLarge := &hindcast.Error{Code: hindcast.TooLarge, Message: "the repository is larger than is fetched; an operator can keep a copy on the server, and the proof can look there"}
	pack, err := io.ReadAll(io.LimitReader(answer, maxPack+1))
	if err != nil {
		return nil, err
	}
	if len(pack) > maxPack {
		return nil, tooLarge
	}
	if err := weigh(pack, maxObjects); err != nil {
		if errors.Is(err, errHeavy) {
			return nil, tooLarge
		}
		return nil, err
	}
	st := memory.NewStorage()
	return st, packfile.UpdateObjectStorage(st, bytes.NewReader(pack))
}
