// Passkeys: signing in with one, and making one. Elements with data-passkey are
// hidden where the browser has no passkeys.

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function ask(address, body) {
	const response = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body) });
	if (!response.ok || response.redirected) throw new Error("refused");
	return response.json();
}

// answerOf writes a credential as the server reads it.
function answerOf(credential) {
	const r = credential.response;
	const response = { clientDataJSON: toText(r.clientDataJSON) };
	for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
		if (r[part]) response[part] = toText(r[part]);
	}
	return { id: credential.id, rawId: toText(credential.rawId), type: credential.type, response };
}

async function signIn(place) {
	const { publicKey } = await ask("/sign-in/passkey/begin");
	publicKey.challenge = toBytes(publicKey.challenge);
	await ask("/sign-in/passkey", answerOf(await navigator.credentials.get({ publicKey })));
	location.assign(place.dataset.next || "/");
}

async function make(place) {
	const { publicKey } = await ask("/account/passkeys/begin");
	publicKey.challenge = toBytes(publicKey.challenge);
	publicKey.user.id = toBytes(publicKey.user.id);
	for (const known of publicKey.excludeCredentials ?? []) known.id = toBytes(known.id);
	const name = place.querySelector("input")?.value ?? "";
	await ask("/account/passkeys?name=" + encodeURIComponent(name), answerOf(await navigator.credentials.create({ publicKey })));
	location.reload();
}

for (const place of document.querySelectorAll("[data-passkey]")) {
	if (!window.PublicKeyCredential) continue;
	place.hidden = false;
	const button = place.querySelector("button");
	const wrong = place.querySelector("[role=alert]");
	button.addEventListener("click", async () => {
		wrong.hidden = true;
		button.disabled = true;
		try {
			await (place.dataset.passkey === "make" ? make(place) : signIn(place));
		} catch (error) {
			wrong.textContent = error.name === "NotAllowedError" ? "That was cancelled, or took too long." : "That did not work. Try again, or use another way.";
			wrong.hidden = false;
		} finally {
			button.disabled = false;
		}
	});
}
