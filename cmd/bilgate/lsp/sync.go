package lsp

type opening struct {
	TextDocument struct {
		identifier
		Text string `json:"text"`
	} `json:"textDocument"`
}

func (s *server) opened(p opening) (any, error) {
	s.books.put(p.TextDocument.URI, p.TextDocument.Version, newText(p.TextDocument.Text))
	s.reporter.wake()
	return nil, nil
}

type changing struct {
	TextDocument   identifier `json:"textDocument"`
	ContentChanges []struct {
		Range *extent `json:"range"` // nil: the text is all of it
		Text  string  `json:"text"`
	} `json:"contentChanges"`
}

// changed applies changes one after the other; each is of the text that those before it have made.
func (s *server) changed(p changing) (any, error) {
	old := s.books.get(p.TextDocument.URI)
	if old == nil {
		return nil, nil
	}
	t := old.text
	for _, change := range p.ContentChanges {
		if change.Range == nil {
			t = newText(change.Text)
		} else {
			t = t.replaced(*change.Range, change.Text)
		}
	}
	s.books.put(p.TextDocument.URI, p.TextDocument.Version, t)
	s.reporter.wake()
	return nil, nil
}

func (s *server) closed(p placed) (any, error) {
	s.books.remove(p.TextDocument.URI)
	s.reporter.wake()
	return nil, nil
}

// saved looks at files anew: another one may have been written too.
func (s *server) saved(placed) (any, error) {
	s.books.renew()
	s.reporter.wake()
	return nil, nil
}
