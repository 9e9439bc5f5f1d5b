// Clocks of a meeting go on between two readings of the page: each shows how long
// its item has been on the table, and turns when that is longer than planned.
let begun = performance.now();
document.addEventListener("hindcast:updated", () => (begun = performance.now()));

setInterval(() => {
	const since = (performance.now() - begun) / 1000;
	for (const clock of document.querySelectorAll("[data-clock]")) {
		const seconds = Math.floor(Number(clock.dataset.clock) + since);
		clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
		clock.classList.toggle("over", Number(clock.dataset.limit) > 0 && seconds > Number(clock.dataset.limit));
	}
}, 1000);
