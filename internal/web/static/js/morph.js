// morph makes one element like another without replacing what stays the same, so
// that focus, what is typed, scroll and open details stay as they are. What people
// set themselves is theirs: the value and state of a field they touched (browsers
// keep it beside the attribute) and whether details are open. What carries
// data-keep is left alone.
export function morph(from, to) {
	attributes(from, to);
	const keyed = new Map();
	for (const child of from.children) if (key(child)) keyed.set(key(child), child);
	let at = from.firstChild;
	for (const want of [...to.childNodes]) {
		const have = find(at, want, keyed);
		if (!have) {
			from.insertBefore(want, at);
			continue;
		}
		if (have === at) at = at.nextSibling;
		else place(from, have, at);
		keyed.delete(key(have));
		if (have.nodeType !== Node.ELEMENT_NODE) {
			if (have.data !== want.data) have.data = want.data;
		} else if (!have.hasAttribute("data-keep") && !have.isEqualNode(want)) morph(have, want);
	}
	while (at) {
		const next = at.nextSibling;
		if (!typedIn(at)) at.remove();
		at = next;
	}
}

// find returns the node that stands for the one wanted: the one with its key, else
// the next of its sort that has no key of its own.
function find(at, want, keyed) {
	const name = key(want);
	if (name) {
		const have = keyed.get(name);
		return have?.nodeName === want.nodeName ? have : null;
	}
	for (; at; at = at.nextSibling) if (!key(at) && at.nodeName === want.nodeName) return at;
	return null;
}

// key is what something is known by among its siblings: its id, else where its
// first link leads for a row of a list.
function key(n) {
	if (n.nodeType !== Node.ELEMENT_NODE) return "";
	if (n.id) return "#" + n.id;
	return n.matches("tr, li") ? n.querySelector("a[href]")?.getAttribute("href") ?? "" : "";
}

// place moves a node; where browsers can, without it losing its focus.
const place = (parent, node, before) => (parent.moveBefore ? parent.moveBefore(node, before) : parent.insertBefore(node, before));

function attributes(from, to) {
	const theirs = (name) => name === "open" && from.matches("details, dialog");
	for (const { name } of [...from.attributes]) if (!to.hasAttribute(name) && !theirs(name)) from.removeAttribute(name);
	for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value && !theirs(name)) from.setAttribute(name, value);
}

// typedIn reports whether somebody is writing in a node that is about to go.
const typedIn = (n) => n.nodeType === Node.ELEMENT_NODE && n.contains(document.activeElement) && document.activeElement.matches("input, textarea, select, [contenteditable]");
