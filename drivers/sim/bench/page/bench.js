// The page draws what the server says and sends what the hand does; it keeps nothing but the chosen door.

import { cameraPart, fitCamera } from "./camera.js";
import { fitCounter, printerPart, readerPart } from "./counter.js";
import { button, byId, element } from "./parts.js";

const SVG = "http://www.w3.org/2000/svg";
const FRAME_CM = 4;
const FOOT_CM = 8;
const POSITIONS = { shut: "关 shut", ajar: "微开 ajar", wide: "敞开 wide open" };
const FAULTS = { cut: "断线 cut", stuck: "卡死 stuck", bouncing: "抖动 bouncing" };

let world = null;
let chosen = location.hash.slice(1);

function shape(tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

// the cabinet's front, drawn once to scale in centimetres, then only re-classed

function drawCabinet() {
  const { left_cm: left, right_cm: right, top_cm: top } = world.cabinet;
  const width = right - left + 2 * FRAME_CM;
  const height = top + FRAME_CM + FOOT_CM;
  const svg = byId("cabinet");
  svg.setAttribute("viewBox", `${left - FRAME_CM} ${-top - FRAME_CM} ${width} ${height}`);
  svg.replaceChildren(
    shape("rect", { class: "foot", x: left, y: 0, width: right - left, height: FOOT_CM }),
    shape("rect", { class: "body", x: left - FRAME_CM, y: -top - FRAME_CM, width, height: top + FRAME_CM + 3, rx: 2 }),
    ...world.doors.map(drawDoor),
  );
}

function drawDoor(door) {
  const [x, y, w, h] = [door.x_cm + 0.5, -door.y_cm - door.height_cm + 0.5, door.width_cm - 1, door.height_cm - 1];
  const group = shape("g", { id: `door-${door.id}`, tabindex: 0, role: "button", "aria-label": door.id });
  const [ex, ey, ew, eh] = [x + w * 0.34, y + h * 0.28, w * 0.44, h * 0.5];
  const paper = shape("g", { class: "paper" });
  paper.append(
    shape("rect", { class: "envelope", x: ex, y: ey, width: ew, height: eh, rx: 0.4 }),
    shape("path", { class: "flap", d: `M${ex} ${ey} L${ex + ew / 2} ${ey + eh * 0.6} L${ex + ew} ${ey}` }),
  );
  const leaf = shape("g", { class: "leaf" });
  leaf.append(
    shape("rect", { class: "plate", x, y, width: w, height: h, rx: 0.8 }),
    shape("rect", { class: "knob", x: x + w - 2.6, y: y + h * 0.35, width: 1, height: h * 0.3, rx: 0.5 }),
  );
  group.append(
    shape("rect", { class: "hole", x, y, width: w, height: h, rx: 0.8 }), paper, leaf,
    shape("text", { class: "name", x: x + 2.2, y: y + 5.4 }, door.id),
    shape("circle", { class: "led", cx: x + w - 5.5, cy: y + 3.6, r: 1.3 }),
    shape("text", { class: "fault", x: x + 2.2, y: y + h - 1.6 }),
  );
  const choose = () => { chosen = door.id; history.replaceState(null, "", `#${chosen}`); show(); };
  group.addEventListener("click", choose);
  group.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(); } });
  return group;
}

function showDoorOnFront(door) {
  const group = byId(`door-${door.id}`);
  const marks = ["door", door.position, door.lock.energised && "energised", door.lock.burnt && "burnt", door.id === chosen && "chosen"];
  group.setAttribute("class", marks.filter(Boolean).join(" "));
  group.setAttribute("aria-label", `${door.id} ${POSITIONS[door.position]}`);
  group.querySelector(".paper").style.display = door.envelope ? "" : "none";
  group.querySelector(".fault").textContent = faultsOf(door).join(" · ");
}

function faultsOf(door) {
  const sensor = door.sensor ? door.sensor.faults.map((name) => FAULTS[name].split(" ")[0]) : [];
  const own = [[door.jammed, "卡门"], [door.spring_tired, "弹簧弱"], [door.lock.welded, "继电器粘连"], [door.lock.burnt, "锁烧毁"]];
  return [...sensor, ...own.filter(([there]) => there).map(([, name]) => name)];
}

// the chosen door

function doorCard(door) {
  const url = (verb) => `/api/doors/${door.id}/${verb}`;
  const shut = door.position === "shut";
  const faults = door.sensor ? door.sensor.faults : [];
  return [
    element("h2", {}, `柜门 ${door.id} `, element("small", {}, `Door · ${door.board} ${door.channel}`)),
    facts([
      ["门 Door", POSITIONS[door.position] + (shut && !door.latched ? "，未锁 unlatched" : ""), !shut],
      ["传感器 Sensor", sensorText(door.sensor), faults.length > 0],
      ["锁 Lock", `${door.lock.pulses} 次 pulses · 最长 longest ${Math.round(door.lock.longest_ms)} ms · ${Math.round(door.lock.temperature_c)} °C`, door.lock.burnt],
    ]),
    button("推上", "Push shut", url("push"), { main: !shut, disabled: shut }),
    button("拉开", "Pull open", url("pull"), { disabled: door.position === "wide" }),
    door.envelope
      ? button("取出信封", "Take envelope", url("take"), { disabled: shut })
      : button("放入信封", "Put envelope in", url("put"), { disabled: shut }),
    element("details", { id: "faults", open: byId("faults")?.open ?? false },
      element("summary", {}, "故障 Faults"),
      door.jammed ? button("排除卡门", "Unjam", url("unjam")) : button("卡住门", "Jam", url("jam")),
      door.spring_tired ? button("换弹簧", "New spring", url("renew-spring")) : button("弹簧变弱", "Tire spring", url("tire-spring")),
      button("撬开", "Pry open", url("pry"), { disabled: !shut }),
      ...sensorButtons(door, url),
      door.lock.welded ? button("换继电器", "New relay", url("replace-relay")) : button("继电器粘连", "Weld relay", url("weld"))),
  ];
}

function sensorText(sensor) {
  if (!sensor) return "无 none";
  const faults = sensor.faults.map((name) => FAULTS[name]).join(", ");
  return `${sensor.says_shut ? "报关 says shut" : "报开 says open"}${faults ? ` (${faults})` : ""}`;
}

function sensorButtons(door, url) {
  if (!door.sensor) return [];
  if (door.sensor.faults.length) return [button("修好传感器", "Mend sensor", url("mend"))];
  return [button("剪断线缆", "Cut sensor cable", url("cut")), button("传感器卡死", "Stick", url("stick")), button("传感器抖动", "Bounce", url("bounce"))];
}

function facts(rows) {
  return element("dl", {}, ...rows.flatMap(([name, value, bad]) => [element("dt", {}, name), element("dd", { class: bad && "bad" }, value)]));
}

// boards, lines, phone

function boardRow(board) {
  const url = (verb) => `/api/boards/${board.name}/${verb}`;
  const dead = !board.alive;
  return element("div", { class: `row${dead ? " dead" : ""}` },
    element("p", {}, element("b", {}, board.name), ` ${board.kind} · ${board.line} · 地址 address ${board.address}${board.linked ? " · 联动 LINKAGE ON" : ""}`),
    element("p", {}, "继电器 relays ", bits(board.relays, "relays"), " 输入 inputs ", bits(board.inputs, "")),
    dead ? button("恢复供电", "Revive", url("revive"), { main: true }) : button("断电", "Kill", url("kill")),
    button("丢一个应答", "Lose a reply", url("reply-lost")), button("错一个应答", "Garble a reply", url("reply-garbled")),
    button("迟一个应答", "Delay a reply", url("reply-late")));
}

function bits(values, kind) {
  return element("span", { class: `bits ${kind}` }, ...values.map((on) => element("i", { class: on ? "on" : "" })));
}

function lineRow(line) {
  const where = line.kind === "rtu" ? `${line.link} · ${line.baud} baud` : line.address;
  const ears = [line.tap && `监听 tap ${line.tap}`, line.observe && `只读 Modbus TCP ${line.observe}`].filter(Boolean).join(" · ");
  return element("div", { class: `row${line.plugged ? "" : " dead"}` },
    element("p", {}, element("b", {}, line.name), ` ${line.kind.toUpperCase()} · ${where}`), element("p", {}, ears),
    line.plugged
      ? button("拔下", "Unplug", `/api/lines/${line.name}/unplug`)
      : button("插上", "Plug in", `/api/lines/${line.name}/plug`, { main: true }));
}

function smsBubble(sms) {
  const at = new Date(sms.at_ms).toLocaleTimeString("zh-CN");
  return element("div", {}, element("div", { class: "meta" }, `${at} → ${sms.to}${sms.parts > 1 ? ` · ${sms.parts} 条` : ""}`), element("p", {}, sms.text));
}

function modemRow(modem) {
  if (!modem) return [];
  const url = (verb) => `/api/modem/${verb}`;
  return [
    element("p", {}, `短信模块 Modem ${modem.link} · ${modem.baud} baud`),
    modem.plugged ? button("拔下", "Unplug", url("unplug")) : button("插上", "Plug in", url("plug"), { main: true }),
    modem.network ? button("断网络", "Lose network", url("lose-network")) : button("恢复网络", "Find network", url("find-network"), { main: true }),
    modem.silent ? button("恢复应答", "Speak", url("speak"), { main: true }) : button("不应答", "Hush", url("hush")),
  ];
}

function factRow(fact) {
  return element("li", {}, element("time", {}, `${(fact.at_ms / 1000).toFixed(2)} s`), `${fact.subject} ${fact.what}`);
}

function showPhone(messages) {
  const box = byId("sms");
  const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 20;
  box.replaceChildren(...(messages.length ? messages.map(smsBubble) : [element("div", { class: "none" }, "还没有短信 No messages yet")]));
  if (atEnd) box.scrollTop = box.scrollHeight;
}

// A push must not take the button away from under a finger: a part is rebuilt only when what it shows has changed.
const shown = new Map();
function showPart(id, data, build) {
  const key = JSON.stringify(data);
  if (shown.get(id) === key) return;
  shown.set(id, key);
  byId(id).replaceChildren(...build());
}

function show() {
  if (!byId("cabinet").childElementCount) drawCabinet();
  world.doors.forEach(showDoorOnFront);
  const door = world.doors.find((one) => one.id === chosen);
  showPart("door", door ?? null, () => door ? doorCard(door) : [element("h2", {}, "请点一扇柜门 ", element("small", {}, "Choose a door"))]);
  showPart("boards", world.boards, () => world.boards.map(boardRow));
  showPart("lines", world.lines, () => world.lines.map(lineRow));
  showPart("facts", world.facts, () => [...world.facts].reverse().map(factRow));
  showPart("modem", world.modem, () => modemRow(world.modem));
  fitCounter(world);
  showPart("printer", world.printer, () => printerPart(world.printer));
  showPart("reader", world.reader, () => readerPart(world.reader));
  fitCamera(world);
  showPart("camera", world.camera, () => cameraPart(world.camera));
  if (shown.get("sms") !== JSON.stringify(world.phone)) { shown.set("sms", JSON.stringify(world.phone)); showPhone(world.phone); }
}

async function post(pressed) {
  const answer = await fetch(pressed.dataset.post, { method: "POST", body: pressed.dataset.body });
  const { done } = answer.ok ? await answer.json() : { done: false };
  if (!done) { pressed.classList.add("no"); setTimeout(() => pressed.classList.remove("no"), 400); }
}

function setLive(on) {
  byId("live").dataset.on = on;
  byId("live").textContent = on ? "实时 live" : "未连接 offline";
}

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("button[data-post]");
  if (pressed) post(pressed);
});
world = JSON.parse(byId("world").textContent);
show();
const events = new EventSource("/api/events");
events.onmessage = (event) => { world = JSON.parse(event.data); setLive(true); show(); };
events.onerror = () => setLive(false);
