package archive

// progress counts units and tells them.
type progress struct {
	tell        func(done, total int64)
	done, total int64
	bytes       int64 // bytes of evidence that do not make a unit yet
}

func (p *progress) rows(n int64) {
	p.done += n
	p.report()
}

func (p *progress) read(n int) {
	p.bytes += int64(n)
	if p.bytes >= evidenceUnit {
		p.done += p.bytes / evidenceUnit
		p.bytes %= evidenceUnit
		p.report()
	}
}

// report never says more than all, even where evidence is larger than recorded.
func (p *progress) report() {
	if p.tell != nil {
		p.tell(min(p.done, p.total), p.total)
	}
}

// end says that everything is done.
func (p *progress) end() {
	p.done = p.total
	p.report()
}
