// The counter's two devices: the printer with its papers, the reader with the cards at hand.

import { button, byId, element } from "./parts.js";

const PRINTER_FAULTS = [
  ["near_end", "纸将尽", "Near end", "near-end", "renew-paper", "换新纸卷", "New roll"],
  ["out", "无纸", "Out of paper", "end-after?lines=0", "renew-paper", "换新纸卷", "New roll"],
  ["cover_open", "开盖", "Open cover", "open-cover", "shut-cover", "合盖", "Shut cover"],
  ["jammed", "卡纸", "Jam", "jam", "unjam", "排除卡纸", "Unjam"],
  ["offline", "离线", "Offline", "go-offline", "go-online", "上线", "Online"],
  ["silent", "不应答", "Hush", "hush", "speak", "恢复应答", "Speak"],
  ["garbled", "乱码应答", "Garble", "garble", "ungarble", "应答正常", "Ungarble"],
];
const READER_FAULTS = [
  ["unreadable", "读不出", "Unreadable", "smudge", "wipe", "恢复可读", "Readable"],
  ["silent", "不应答", "Hush", "hush", "speak", "恢复应答", "Speak"],
  ["garbled", "乱码应答", "Garble", "garble", "ungarble", "应答正常", "Ungarble"],
];
const KINDS = {
  resident: "居民身份证", hmt: "港澳台居民居住证", foreign: "外国人永久居留证", unknown: "未知卡",
};

function faultButtons(device, faults, rows) {
  return rows.map(([name, zh, en, make, mend, mendZh, mendEn]) => faults[name]
    ? button(mendZh, mendEn, `/api/${device}/${mend}`, { main: true })
    : button(zh, en, `/api/${device}/${make}`));
}

function plugButton(device, plugged) {
  return plugged ? button("拔下", "Unplug", `/api/${device}/unplug`) : button("插上", "Plug in", `/api/${device}/plug`, { main: true });
}

const MARGINS_DOTS = 64;

function figure(source, caption, torn, width, height) {
  const picture = element("img", { src: source, alt: caption, loading: "lazy", width: width + MARGINS_DOTS, height });
  const link = element("a", { href: source, target: "_blank", rel: "noopener" }, picture);
  return element("figure", { class: torn && "torn" }, link, element("figcaption", {}, caption));
}

function paper(one, width) {
  const at = new Date(one.at_ms).toLocaleTimeString("zh-CN");
  const sheet = figure(`/api/papers/${one.number}.png`, `第 ${one.number} 张 · ${at}${one.cut ? "" : " · 撕下 torn"}`, !one.cut, width, one.height_dots);
  sheet.append(button("给扫码器看", "Show it to the scanner", `/api/scanner/paper/${one.number}`));
  return sheet;
}

export function printerPart(printer) {
  if (!printer) return [];
  const hanging = printer.hanging_dots > 0;
  const left = printer.faults.paper_dots;
  return [
    element("p", { class: "where" }, `${printer.link} · ${printer.width_dots} 点 dots`,
      left === null || printer.faults.out ? "" : ` · 余纸 ${Math.round(left / 30)} 行 lines left`),
    element("div", {},
      button("撕下", "Tear off", "/api/printer/tear-off", { main: hanging, disabled: !hanging }),
      button("取走全部", "Take all", "/api/printer/take-papers", { disabled: !printer.papers.length }),
      button("12 行后纸尽", "Ends after 12 lines", "/api/printer/end-after?lines=12"),
      ...faultButtons("printer", printer.faults, PRINTER_FAULTS), plugButton("printer", printer.plugged)),
    element("div", { class: "papers", tabindex: 0 },
      ...(hanging ? [figure(`/api/papers/hanging.png?${printer.hanging_dots}`, "正在出纸 hanging out", true, printer.width_dots, printer.hanging_dots)] : []),
      ...[...printer.papers].reverse().map((one) => paper(one, printer.width_dots)),
      ...(hanging || printer.papers.length ? [] : [element("p", { class: "none" }, "还没有打印 Nothing printed yet")])),
  ];
}

function card(one, laid) {
  const here = one.id === laid;
  return element("div", { class: `id-card ${one.kind}${here ? " laid" : ""}` },
    element("small", {}, KINDS[one.kind]), element("b", {}, one.name), element("span", {}, one.number),
    here ? button("拿走", "Lift", "/api/reader/lift", { main: true })
      : button("放上", "Lay down", `/api/reader/lay/${one.id}`, { disabled: laid !== null }));
}

export function readerPart(reader) {
  if (!reader) return [];
  return [
    element("p", { class: "where" }, `${reader.link} · 已读 ${reader.reads} 次 reads`),
    element("div", {}, ...faultButtons("reader", reader.faults, READER_FAULTS), plugButton("reader", reader.plugged)),
    element("div", { class: "cards" }, ...reader.cards.map((one) => card(one, reader.laid))),
  ];
}

export function fitCounter(world) {
  byId("printer-card").hidden = !world.printer;
  byId("reader-card").hidden = !world.reader;
}
