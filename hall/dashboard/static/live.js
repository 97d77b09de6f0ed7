// Asks for the live part of a page and puts it in place when it has changed. A 304 costs a few bytes.
"use strict";

const PERIOD_MS = 700;
const PAUSE_MS_MAX = 5000;

function ago(ms) {
  const seconds = Math.max(0, Math.round((Date.now() - ms) / 1000));
  const chinese = document.documentElement.lang.startsWith("zh");
  const steps = [[86400, "天前", "d ago"], [3600, "小时前", "h ago"], [60, "分钟前", "min ago"], [1, "秒前", "s ago"]];
  for (const [size, zh, en] of steps) {
    if (seconds >= size) return Math.floor(seconds / size) + (chinese ? " " + zh : " " + en);
  }
  return chinese ? "刚刚" : "now";
}

function tellAges() {
  for (const time of document.querySelectorAll("time[data-ms]")) {
    const text = ago(Number(time.dataset.ms));
    if (time.dataset.ago !== text) time.dataset.ago = text;
  }
}

async function refresh(part, mark) {
  const answer = await fetch(part.dataset.live, {
    headers: mark ? { "If-None-Match": mark } : {},
    cache: "no-store",
    redirect: "manual",
    signal: AbortSignal.timeout(5000),
  });
  if (answer.type === "opaqueredirect") location.reload();
  if (answer.status === 304) return mark;
  if (!answer.ok) throw new Error("status " + answer.status);
  const html = await answer.text();
  const busy = part.contains(document.activeElement) && document.activeElement.matches("input, select");
  if (!busy && html !== part.dataset.shown) part.innerHTML = html;
  return answer.headers.get("ETag");
}

async function watch(part) {
  let mark = null;
  let pause = PERIOD_MS;
  for (;;) {
    try {
      if (!document.hidden) mark = await refresh(part, mark);
      pause = PERIOD_MS;
      document.getElementById("lost").hidden = true;
    } catch {
      pause = Math.min(PAUSE_MS_MAX, pause * 2);
      document.getElementById("lost").hidden = false;
    }
    tellAges();
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

for (const part of document.querySelectorAll("[data-live]")) watch(part);
tellAges();
