// A section that takes long to find out is read once somebody comes near it: the
// page it leads to shows the same, and its part is taken over from there.
const sections = document.querySelectorAll("[data-part-of]");

async function read(section) {
	try {
		const answer = await fetch(section.dataset.partOf, { headers: { Accept: "text/html" } });
		if (!answer.ok || answer.redirected) return;
		const part = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-part]");
		if (part) section.querySelector("[data-part-here]").replaceChildren(part);
	} catch {
		// the link stays
	}
}

if (sections.length > 0) {
	const near = new IntersectionObserver((seen) => {
		for (const s of seen) {
			if (!s.isIntersecting) continue;
			near.unobserve(s.target);
			read(s.target);
		}
	}, { rootMargin: "200px" });
	sections.forEach((s) => near.observe(s));
}
