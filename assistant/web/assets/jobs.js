// Follows a job to its end: <div data-job="ID">. What it shows are the words of GET /jobs/ID, as text.
import { SILENT, address, refusal } from "./page.js";
import { reason, refresh } from "./screens.js";

const POLL_MS = 700;
const STATES = { waiting: "等待", running: "进行中", done: "完成", failed: "失败", stopped: "已停止" };
const ENDED = new Set(["done", "failed", "stopped"]);

function made(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function drawn(element, job) {
  const head = made("div", { className: "bar" }, made("span", { className: `state ${job.state}` }, STATES[job.state]));
  if (ENDED.has(job.state)) head.append(made("span", { className: "facts" }, summed(job)));
  else head.append(...goingOn(element, job));
  const refused = job.error ? [made("p", { className: "refused" }, job.error)] : [];
  replaced(element, head, ...refused, made("ul", { className: "steps" }, ...job.steps.map(step)));
}

// Those who read the steps, or stand on the stop button, stay where they are.
function replaced(element, ...children) {
  const hadFocus = element.contains(document.activeElement);
  const read = element.querySelector(".steps")?.scrollTop ?? 0;
  element.replaceChildren(...children);
  element.querySelector(".steps").scrollTop = read;
  if (hadFocus) (element.querySelector("button") ?? element).focus();
}

function goingOn(element, job) {
  const { done, total, what } = job.progress;
  const bar = made("progress", { max: total || 1, value: done });
  bar.setAttribute("aria-label", "进度");
  const words = made("span", { className: "facts what" }, total ? `${done}/${total}　${what}` : what);
  return [bar, words, stopButton(element, job)];
}

function step({ name, state, message }) {
  const entry = made("li", { className: state }, made("span", { className: "name" }, name));
  entry.append(made("span", { className: `state ${state}` }, STATES[state] ?? state));
  if (message) entry.append(made("span", { className: "message" }, message));
  return entry;
}

// "3 份完成，1 份失败" for a job of several parts.
function summed({ steps }) {
  const counted = Object.keys(STATES).map((state) => [steps.filter((each) => each.state === state).length, STATES[state]]);
  const told = counted.filter(([count]) => count).map(([count, word]) => `${count} 项${word}`);
  return steps.length > 1 ? told.join("，") : "";
}

function stopButton(element, { id, stopping }) {
  const words = stopping ? "正在停止…" : "停止";
  const button = made("button", { type: "button", className: "quiet", disabled: Boolean(stopping) }, words);
  button.addEventListener("click", () => {
    button.disabled = true;
    button.textContent = "正在停止…";
    fetch(address(`/jobs/${id}/stop`), { method: "POST" }).catch(() => (element.innerHTML = refusal(SILENT)));
  });
  return button;
}

async function follow(element) {
  while (element.isConnected) {
    const { job, error, again } = await read(element.dataset.job);
    if (job) drawn(element, job);
    else element.innerHTML = refusal(error);
    if (job && ENDED.has(job.state)) return ended(element, job);
    if (error && !again) return;
    await new Promise((wake) => setTimeout(wake, POLL_MS));
  }
}

async function read(id) {
  try {
    const response = await fetch(address(`/jobs/${id}`));
    if (response.ok) return { job: await response.json() };
    return { error: response.status === 404 ? (await response.json()).error : await reason(response) };
  } catch {
    return { error: SILENT, again: true }; // the server may be starting anew, and goes on with the job then
  }
}

function ended(element, job) {
  if (element.dataset.refresh) refresh(element.dataset.refresh);
  element.dispatchEvent(new CustomEvent("job-ended", { bubbles: true, detail: job }));
}

// A place for a job, which is followed as soon as it is on the page.
export function jobElement(id, refreshes) {
  const element = made("div", { className: "card job", tabIndex: -1 });
  element.dataset.job = id;
  if (refreshes) element.dataset.refresh = refreshes;
  return element;
}

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      const found = node.matches("[data-job]") ? [node] : node.querySelectorAll("[data-job]");
      found.forEach(follow);
    }
  }
}).observe(document.documentElement, { childList: true, subtree: true });
