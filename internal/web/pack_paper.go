package web

import (
	"bytes"
	"context"
	"net/http"

	"github.com/hindcast/hindcast/internal/hindcast"
	"github.com/hindcast/hindcast/internal/insights"
)

// packPDF hands out an evidence pack on paper.
func (p *Pages) packPDF(w http.ResponseWriter, r *http.Request, by hindcast.Actor) error {
	pdf, err := p.PackPDF(r.Context(), by, changeFilter(r.URL.Query()))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/pdf")
	h.Set("Content-Disposition", `attachment; filename="hindcast-evidence.pdf"`)
	h.Set("Cache-Control", "private, no-cache")
	_, err = w.Write(pdf)
	return err
}

// PackPDF is an evidence pack on paper.
func (p *Pages) PackPDF(ctx context.Context, by hindcast.Actor, f insights.ChangeFilter) ([]byte, error) {
	if !p.options.Prints {
		return p.options.Print(ctx, nil) // which says why not, before anything is gathered
	}
	pack, err := p.Insights.Pack(ctx, by, f)
	if err != nil {
		return nil, err
	}
	today, err := p.Actions.Today(ctx)
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	if err := packPaper(newPackView(pack, today, p.options.Now()), p.assets.style()).Render(ctx, &page); err != nil {
		return nil, err
	}
	opened := bytes.ReplaceAll(page.Bytes(), []byte("<details "), []byte("<details open ")) // paper has no gesture
	return p.options.Print(ctx, opened)
}
