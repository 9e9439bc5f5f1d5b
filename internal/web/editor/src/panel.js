// What stands around an editor: the line that says whether it is saved, the
// preview, and words that have to be put back by hand.

const make = (tag, properties = {}, ...children) => {
	const e = Object.assign(document.createElement(tag), properties);
	e.append(...children);
	return e;
};

export function panel(root, { preview, back }) {
	const heading = root.querySelector("h2").textContent;
	const status = make("p", { className: "saving-state" });
	status.setAttribute("role", "status");
	const editor = make("div", { className: "editor" }), shown = make("div", { className: "previewed", hidden: true, tabIndex: -1 }), aside = make("div");
	shown.setAttribute("role", "group");
	shown.setAttribute("aria-label", `Preview of ${heading}`);
	const button = make("button", { type: "button", className: "button button-quiet button-small", textContent: "Preview" });
	button.setAttribute("aria-pressed", "false");
	button.onclick = () => {
		const on = shown.hidden;
		button.setAttribute("aria-pressed", String(on));
		shown.hidden = !on;
		editor.hidden = on;
		if (on) preview();
		else back();
	};
	root.querySelector("[data-tools]").append(status, button);
	root.append(editor, shown, aside);

	return {
		editor,
		say(state, words) {
			root.dataset.saved = state;
			if (status.textContent !== words) status.textContent = words;
		},
		preview(html, hints, wrong) {
			const prose = make("div", { className: "prose", dir: "auto" });
			prose.innerHTML = html; // rendered by the server, which lets nothing through that runs or loads
			shown.replaceChildren(wrong ?? (html ? prose : "There is nothing here yet."));
			if (hints.length) {
				shown.append(make("h3", { textContent: "Could be asked differently" }),
					make("ul", { className: "list" }, ...hints.map((h) => make("li", { dir: "auto" }, make("q", { textContent: h.words }), ` ${h.text}`))));
			}
		},
		apart(words, { add, done }) {
			const box = make("textarea", { readOnly: true, value: words, rows: Math.min(12, words.split("\n").length + 1), dir: "auto" });
			box.setAttribute("aria-label", `What you wrote in ${heading}`);
			const close = (act) => () => {
				act?.();
				aside.replaceChildren();
				done();
			};
			aside.replaceChildren(make("div", { className: "both field" },
				make("h3", { textContent: "What you wrote and could not be sent" }),
				make("p", { className: "note", textContent: "Others went on writing for so long that it could not be joined with theirs. It is kept in this browser until you decide." }),
				box,
				make("div", { className: "tools" },
					make("button", { type: "button", className: "button", textContent: "Put it at the end", onclick: close(add) }),
					make("button", { type: "button", className: "button button-quiet", textContent: "Discard it", onclick: close() }))));
		},
	};
}
