// The palette goes anywhere by a few letters, and the list of keys says which there
// are. Both are dialogs; the browser keeps the focus in them, closes them on Escape
// and gives the focus back.

const make = (tag, attributes, ...content) => {
	const e = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value);
	e.append(...content);
	return e;
};

function open(dialog) {
	document.body.append(dialog);
	dialog.addEventListener("close", () => dialog.remove());
	dialog.addEventListener("click", (e) => e.target === dialog && dialog.close());
	dialog.showModal();
}

export function palette() {
	const list = make("ul", { role: "listbox", id: "palette-list", "aria-label": "Found" });
	const input = make("input", {
		type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list", "aria-autocomplete": "list",
		"aria-label": "Go to a page, an incident, an action or a document", placeholder: "Go to…", autocomplete: "off", spellcheck: "false",
	});
	const dialog = make("dialog", { class: "palette", "aria-label": "Go to" }, input, list, make("p", { class: "sr", role: "status" }));
	let asked, at = 0;

	const options = () => [...list.querySelectorAll("[role=option]")];
	const choose = (n) => {
		const all = options();
		at = all.length ? (n + all.length) % all.length : 0;
		all.forEach((o, i) => o.setAttribute("aria-selected", i === at));
		if (all.length) {
			input.setAttribute("aria-activedescendant", all[at].id);
			all[at].scrollIntoView({ block: "nearest" });
		} else input.removeAttribute("aria-activedescendant");
	};
	const go = (option) => option && location.assign(option.dataset.href);

	async function ask() {
		asked?.abort();
		asked = new AbortController();
		const { signal } = asked, words = input.value;
		try {
			const answer = await fetch("/search/quick?q=" + encodeURIComponent(words), { signal });
			if (!answer.ok || answer.redirected) throw new Error("You may be signed out. Reload the page.");
			const text = await answer.text();
			if (signal.aborted) return;
			list.innerHTML = text;
			list.dataset.of = words;
			choose(0);
			dialog.querySelector("[role=status]").textContent = options().length + " found";
		} catch (e) {
			if (e.name !== "AbortError") list.replaceChildren(make("li", { class: "note" }, "This cannot be looked up now."));
		}
	}

	let soon;
	input.addEventListener("input", () => {
		clearTimeout(soon);
		soon = setTimeout(ask, 60);
	});
	input.addEventListener("keydown", async (e) => {
		if (e.key === "ArrowDown") choose(at + 1);
		else if (e.key === "ArrowUp") choose(at - 1);
		else if (e.key === "Enter") {
			clearTimeout(soon);
			if (list.dataset.of !== input.value) await ask();
			go(options()[at]);
		} else return;
		e.preventDefault();
	});
	list.addEventListener("mousemove", (e) => {
		const option = e.target.closest("[role=option]");
		if (option && option.getAttribute("aria-selected") !== "true") choose(options().indexOf(option));
	});
	list.addEventListener("click", (e) => go(e.target.closest("[role=option]")));
	open(dialog);
	input.focus();
	ask();
}

export function keys() {
	const rows = [
		["Ctrl K", "Go anywhere"], ["/", "Search"], ["c", "Open an incident"], ["j", "Next line of a list"], ["k", "Line before"], ["Enter", "Open the line"],
		["g h", "Home"], ["g i", "Incidents"], ["g a", "Actions"], ["g r", "Reviews"], ["g l", "Library"], ["g n", "Notifications"], ["?", "This list"], ["Esc", "Close"],
	];
	const list = make("dl", {}, ...rows.map(([key, text]) =>
		make("div", {}, make("dt", {}, ...key.split(" ").map((k) => make("kbd", {}, k))), make("dd", {}, text))));
	const close = make("button", { type: "button", class: "button button-small" }, "Close");
	const dialog = make("dialog", { class: "keys", "aria-labelledby": "keys-title" }, make("h2", { id: "keys-title" }, "Keys"), list, close);
	close.addEventListener("click", () => dialog.close());
	open(dialog);
}
