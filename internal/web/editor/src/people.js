// Who is in a section: initials in a colour of their own, with the name for those
// who point at it or listen.

const colours = 6;

export function showPeople(root, people) {
	const list = root.querySelector("[data-here]");
	const once = [...new Map(people.map((p) => [p.user, p])).values()];
	list.replaceChildren(...once.map((p) => {
		const item = document.createElement("li"), short = document.createElement("span"), name = document.createElement("span");
		item.className = `writer writer-${[...p.user].reduce((n, c) => (n * 31 + c.codePointAt(0)) % colours, 7)}`;
		item.title = `${p.name} is here`;
		short.textContent = initials(p.name);
		short.setAttribute("aria-hidden", "true");
		name.textContent = item.title;
		name.className = "sr";
		item.append(short, name);
		return item;
	}));
}

function initials(name) {
	const words = name.split(/\s+/).filter(Boolean);
	return [words[0], words.length > 1 ? words.at(-1) : ""].map((w) => [...(w ?? "")][0] ?? "").join("").toUpperCase() || "?";
}
