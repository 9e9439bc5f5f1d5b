// The shell's conveniences. Every page works without them.

const typing = (e) => e.target.closest("input, textarea, select, [contenteditable]");

// A key written in data-key focuses its field or follows its link.
document.addEventListener("keydown", (e) => {
	if (e.ctrlKey || e.metaKey || e.altKey || typing(e)) return;
	const there = [...document.querySelectorAll("[data-key]")].find((x) => x.dataset.key === e.key && x.checkVisibility());
	if (!there) return;
	e.preventDefault();
	if (there.matches("input, textarea, select")) {
		there.focus();
		there.select?.();
	} else {
		there.click();
	}
});

// Menus close on Escape and on a click elsewhere.
const close = (except) => document.querySelectorAll("details[data-menu][open]").forEach((d) => d !== except && (d.open = false));
document.addEventListener("click", (e) => close(e.target.closest("details[data-menu]")));
document.addEventListener("keydown", (e) => {
	if (e.key !== "Escape") return;
	const open = document.querySelector("details[data-menu][open]");
	if (open) {
		open.open = false;
		open.querySelector("summary").focus();
	} else if (e.target.matches?.(".seek input")) {
		e.target.blur();
	}
});

// Copy buttons say what happened.
document.addEventListener("click", async (e) => {
	const button = e.target.closest("[data-copy]");
	if (!button) return;
	const said = button.querySelector("[data-said]") ?? button;
	const before = said.textContent;
	try {
		await navigator.clipboard.writeText(button.dataset.copy);
		said.textContent = "Copied";
	} catch {
		said.textContent = "Could not copy";
	}
	setTimeout(() => (said.textContent = before), 1600);
});

// j and k walk along the rows of a list; Enter opens the link that has the focus.
document.addEventListener("keydown", (e) => {
	if ((e.key !== "j" && e.key !== "k") || e.ctrlKey || e.metaKey || e.altKey || typing(e)) return;
	const links = [...document.querySelectorAll("[data-walk] [data-open]")].filter((a) => a.checkVisibility());
	if (links.length === 0) return;
	const now = links.findIndex((a) => a === document.activeElement || a.closest("tr, li")?.contains(document.activeElement));
	const next = now < 0 ? (e.key === "j" ? 0 : links.length - 1) : now + (e.key === "j" ? 1 : -1);
	links[Math.min(Math.max(next, 0), links.length - 1)].focus();
});

// Ctrl-K (or Cmd-K) opens the palette, ? the list of keys; both are loaded when
// they are first wanted. g and a letter goes to a section.
const wanted = document.querySelector('meta[name="hindcast-palette"]')?.content;
const sections = { h: "/", i: "/incidents", a: "/actions", r: "/reviews", l: "/library", n: "/notifications" };
let going = 0;
document.addEventListener("keydown", async (e) => {
	if (!wanted || document.querySelector("dialog[open]")) return;
	if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === "k") {
		e.preventDefault();
		return (await import(wanted)).palette();
	}
	if (e.ctrlKey || e.metaKey || e.altKey || typing(e)) return;
	if (e.key === "?") {
		e.preventDefault();
		return (await import(wanted)).keys();
	}
	const opening = document.querySelector('meta[name="hindcast-new"]')?.content;
	if (e.key === "c" && opening && !e.defaultPrevented) return location.assign(opening);
	if (Date.now() - going < 1500 && sections[e.key]) {
		going = 0;
		e.preventDefault();
		location.assign(sections[e.key]);
	} else going = e.key === "g" ? Date.now() : 0;
});
