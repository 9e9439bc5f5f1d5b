// What an editor of Markdown is made of, apart from its being shared.

import { EditorView, keymap, drawSelection, hoverTooltip, Decoration } from "@codemirror/view";
import { StateEffect, StateField } from "@codemirror/state";
import { history, historyKeymap, defaultKeymap } from "@codemirror/commands";
import { autocompletion, completionKeymap } from "@codemirror/autocomplete";
import { Language, defineLanguageFacet, syntaxHighlighting } from "@codemirror/language";
import { parser, GFM } from "@lezer/markdown";
import { classHighlighter } from "@lezer/highlight";

const markdown = new Language(defineLanguageFacet(), parser.configure(GFM), [], "markdown");

// Mentions: people and documents after "@", events after "#".
const mention = /[@#][\p{L}\p{N}:.'’-]*(?: \p{Lu}[\p{L}.'’-]*)?$/u;

const mentions = (address) => async (context) => {
	const typed = context.matchBefore(mention);
	if (!typed || /[\p{L}\p{N}]/u.test(context.state.sliceDoc(typed.from - 1, typed.from))) return null;
	try {
		const answer = await fetch(`${address}/completions?q=${encodeURIComponent(typed.text)}`, { headers: { Accept: "application/json" } });
		if (!answer.ok || answer.redirected) return null;
		return { from: typed.from, filter: false, options: await answer.json() };
	} catch {
		return null; // nothing to offer while there is no connection
	}
};

// Hints: words underlined softly, with the question to ask instead.
export const setHints = StateEffect.define();
const hinted = StateField.define({
	create: () => Decoration.none,
	update(marks, tr) {
		marks = marks.map(tr.changes);
		for (const e of tr.effects) {
			if (e.is(setHints)) {
				marks = Decoration.set(e.value.filter((h) => h.to > h.from && h.to <= tr.newDoc.length)
					.map((h) => Decoration.mark({ class: "cm-hint", said: h.text }).range(h.from, h.to)), true);
			}
		}
		return marks;
	},
	provide: (f) => EditorView.decorations.from(f),
});
const explained = hoverTooltip((view, at) => {
	let tip = null;
	view.state.field(hinted).between(at, at, (from, to, mark) => {
		tip = {
			pos: from, end: to, above: true,
			create() {
				const dom = document.createElement("div");
				dom.className = "cm-said";
				dom.textContent = mark.spec.said;
				return { dom };
			},
		};
	});
	return tip;
});

export const writing = ({ address, nonce, labels, save }) => [
	history(), drawSelection(), EditorView.lineWrapping,
	markdown, syntaxHighlighting(classHighlighter),
	autocompletion({ override: [mentions(address)], icons: false }),
	hinted, explained,
	keymap.of([{ key: "Mod-s", run: () => (save(), true), preventDefault: true }, ...completionKeymap, ...defaultKeymap, ...historyKeymap]),
	EditorView.cspNonce.of(nonce),
	EditorView.contentAttributes.of({ ...labels, spellcheck: "true", autocapitalize: "sentences", autocorrect: "on", dir: "auto" }),
];
