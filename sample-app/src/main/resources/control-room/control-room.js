const WINDOW = 90_000;
const STATES = {
	LEADER: ["leads", "good"], FOLLOWER: ["follows", ""], PREPARING: ["prepares", "busy"], RELEASING: ["releases", "busy"],
	CONNECTING: ["connects", "busy"], PAUSED: ["paused", "busy"], STOPPED: ["not taking part", ""], FAILED: ["failed", "bad"]
};
const MODES = { leader: "good", follower: "", electing: "busy", down: "bad" };
const byId = (id) => document.getElementById(id);
const seconds = (millis) => (millis / 1000).toFixed(2) + " s";
let announced = null;

const source = new EventSource("views");
source.onmessage = (message) => {
	byId("connection").textContent = "";
	show(JSON.parse(message.data));
};
source.onerror = () => {
	byId("connection").textContent = "The control room does not answer. Its instances and servers end with it.";
};

document.addEventListener("click", async (event) => {
	const button = event.target.closest("button[data-action]");
	if (!button) {
		return;
	}
	const order = { action: button.dataset.action, target: button.dataset.target ?? "" };
	const answer = await fetch("actions", {
		method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(order)
	});
	if (!answer.ok) {
		const problem = await answer.json().catch(() => ({}));
		announce(problem.detail ?? "That did not work");
	}
});

function show(view) {
	const leaders = view.instances.filter((instance) => instance.leader);
	byId("leader").textContent = leaders.map((instance) => instance.name).join(", ") || "nobody";
	byId("token").textContent = leaders.map((instance) => instance.token).join(", ") || "–";
	const last = view.faults.find((fault) => fault.failover != null);
	byId("failover").textContent = last ? seconds(last.failover) : "–";
	setText(byId("overlaps"), String(view.overlaps.runs));
	byId("overlaps").classList.toggle("bad", view.overlaps.runs > view.overlaps.suspended);
	setText(byId("suspended"), view.overlaps.suspended ? `${view.overlaps.suspended} suspended in mid-run: the fence rejects what it still writes` : "");
	cards(byId("instances"), view.instances, (card, instance, i) => showInstance(card, instance, i, view.sessionTimeout));
	cards(byId("servers"), view.servers, showServer);
	showFaults(view);
	showTimeline(view);
	const story = last ? `${nameOf(last.leader)} leads ${seconds(last.failover)} after: ${last.description}` : null;
	if (story && story !== announced) {
		announced = story;
		announce(story);
	}
}

/** Cards stay in the document, so that the focus and a press of a button survive the next view. */
function cards(list, items, showItem) {
	for (const card of [...list.children]) {
		if (!items.some((item) => item.name === card.dataset.name)) {
			card.remove();
		}
	}
	items.forEach((item, i) => {
		let card = [...list.children].find((child) => child.dataset.name === item.name);
		if (!card) {
			card = element("li", { class: "card" });
			card.dataset.name = item.name;
			card.append(element("h3", {}, element("i", { "aria-hidden": "true" }), item.name, element("span", { class: "badge" })),
				element("p", { class: "detail" }), element("div", { class: "buttons" }));
			list.append(card);
		}
		showItem(card, item, i);
	});
}

function showInstance(card, instance, i, sessionTimeout) {
	const [text, kind] = instanceState(instance);
	card.style.setProperty("--hue", `var(--hue-${number(instance.name) % 6})`);
	card.classList.toggle("leads", instance.leader);
	badge(card, text, kind);
	const detail = [];
	if (instance.leader) {
		detail.push(`token ${instance.token}`);
	}
	if (instance.lease != null) {
		detail.push(`lease ${seconds(instance.lease)}`);
	}
	if (instance.cut) {
		detail.push("cut off from ZooKeeper");
	}
	setText(card.querySelector(".detail"), detail.join(" · "));
	let meter = card.querySelector("meter");
	if (!meter) {
		meter = element("meter", { min: "0", "aria-label": `Lease of ${instance.name}` });
		card.querySelector(".detail").after(meter);
	}
	meter.max = sessionTimeout;
	meter.low = sessionTimeout / 4;
	meter.value = instance.lease ?? 0;
	meter.style.visibility = (instance.lease != null) ? "visible" : "hidden";
	const alive = instance.process !== "ended";
	const running = instance.process === "running";
	buttons(card, instance.name, [
		["yield", "Yield", running && instance.leader],
		instance.state === "PAUSED" ? ["resume", "Resume", running] : ["pause", "Pause", running],
		instance.cut ? ["mend", "Reconnect", alive] : ["cut", "Cut off", alive],
		running || !alive ? ["stop", "SIGSTOP", running] : ["continue", "SIGCONT", true],
		["terminate", "SIGTERM", running],
		["kill", "kill -9", alive, "danger"]
	]);
}

function instanceState(instance) {
	if (instance.process === "ended") {
		return ["ended", "bad"];
	}
	if (instance.process === "stopped") {
		return ["stopped", "bad"];
	}
	return STATES[instance.state] ?? ["starts", "busy"];
}

function showServer(card, server) {
	badge(card, server.mode, MODES[server.mode] ?? "");
	card.querySelector("i").hidden = true;
	card.querySelector(".detail").hidden = true;
	buttons(card, server.name, [server.mode === "down" ? ["start-server", "Start again", true]
		: ["kill-server", "kill -9", true, "danger"]]);
}

function showFaults(view) {
	if (!view.faults.length) {
		return;
	}
	const rows = view.faults.map((fault) => element("tr", {},
		element("td", {}, new Date(fault.at).toLocaleTimeString()),
		element("td", {}, fault.description),
		element("td", {}, fault.leader ? nameOf(fault.leader) : fault.open ? "…" : "leadership did not move"),
		element("td", {}, fault.failover != null ? seconds(fault.failover) : "–"),
		element("td", {}, fault.gap != null ? seconds(fault.gap) : "–")));
	byId("faults").replaceChildren(...rows);
}

function showTimeline(view) {
	const narrow = byId("timeline").clientWidth < 500;
	const width = narrow ? 400 : 1000, left = 70, right = width - 10, lane = 26;
	const names = view.instances.map((instance) => instance.name);
	const height = names.length * lane + 30;
	const x = (time) => left + (right - left) * Math.max(0, 1 - (view.now - time) / WINDOW);
	const y = (name) => names.indexOf(name) * lane + 18;
	const svg = vector("svg", { viewBox: `0 0 ${width} ${height}` });
	names.forEach((name) => {
		svg.append(vector("text", { x: 0, y: y(name) + 4 }, name),
			vector("line", { class: "lane", x1: left, x2: right, y1: y(name), y2: y(name) }));
	});
	for (const fault of view.faults) {
		if (view.now - fault.at < WINDOW) {
			svg.append(vector("line", { class: "fault", x1: x(fault.at), x2: x(fault.at), y1: 4, y2: height - 24 },
				vector("title", {}, fault.description)));
		}
	}
	view.tenures.forEach((tenure, i) => {
		const name = nameOf(tenure.instance);
		const next = view.tenures[i + 1];
		if (view.now - tenure.ended < WINDOW && names.includes(name)) {
			const from = x(tenure.began), to = Math.max(x(tenure.last), from + 2);
			svg.append(vector("rect", { x: from, y: y(name) - 8, width: to - from, height: 16, rx: 3, fill: `var(--hue-${number(name) % 6})` },
				vector("title", {}, `${name}, token ${tenure.token}, ${tenure.runs} runs`)));
		}
		if (next && view.now - next.began < WINDOW && names.includes(nameOf(next.instance))) {
			const at = y(nameOf(next.instance)), gap = next.began - tenure.last;
			svg.append(vector("line", { class: "gap", x1: x(tenure.last), x2: x(next.began), y1: at, y2: at }),
				vector("text", { x: Math.min(x(next.began), right - 45), y: at - 10 }, seconds(gap)));
		}
	});
	for (let ago = 0; ago <= WINDOW; ago += 30_000) {
		svg.append(vector("text", { class: "faint", x: x(view.now - ago), y: height - 6, "text-anchor": ago ? "middle" : "end" },
			ago ? `${ago / 1000} s ago` : "now"));
	}
	byId("timeline").replaceChildren(svg);
	const now = view.instances.filter((instance) => instance.leader).map((instance) => instance.name).join(", ") || "nobody";
	byId("timeline").setAttribute("aria-label", `Time line: ${view.tenures.length} leaders in two minutes, now ${now}`);
}

function badge(card, text, kind) {
	const badge = card.querySelector(".badge");
	setText(badge, text);
	badge.className = `badge ${kind}`;
}

function buttons(card, target, wanted) {
	const bar = card.querySelector(".buttons");
	wanted.forEach(([action, text, enabled, kind], i) => {
		let button = bar.children[i];
		if (!button) {
			button = element("button", { type: "button" });
			bar.append(button);
		}
		button.dataset.action = action;
		button.dataset.target = target;
		button.className = kind ?? "";
		button.disabled = !enabled;
		setText(button, text);
		button.setAttribute("aria-label", `${text}: ${target}`);
	});
}

function announce(text) {
	byId("announcement").textContent = text;
}

function nameOf(id) {
	return id.replace(/-[0-9a-f]+$/, "");
}

function number(name) {
	return Number(name.split("-").pop()) - 1;
}

function setText(node, text) {
	if (node.textContent !== text) {
		node.textContent = text;
	}
}

function element(name, attributes, ...children) {
	return fill(document.createElement(name), attributes, children);
}

function vector(name, attributes, ...children) {
	return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(node, attributes, children) {
	Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
	node.append(...children);
	return node;
}
