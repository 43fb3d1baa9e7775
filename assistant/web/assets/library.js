// Files dropped on the screen 文档库, or chosen there, become one job each time.
import { SILENT, address, fetchAnyway, loggedOut, refusal } from "./page.js";
import { jobElement } from "./jobs.js";
import { reason } from "./screens.js";

const dropOf = (event) => event.target.closest?.("#library-drop");

async function upload(form, files) {
  if (!files.length || form.hasAttribute("aria-busy")) return;
  form.setAttribute("aria-busy", "true");
  form.querySelectorAll(".refused").forEach((line) => line.remove());
  const hint = form.querySelector(".hint");
  const words = hint.textContent;
  hint.textContent = `正在上传 ${files.length} 份文件…`;
  const { id, refused } = await sent(files, form.elements.private?.checked);
  hint.textContent = words;
  form.removeAttribute("aria-busy");
  if (refused) form.insertAdjacentHTML("beforeend", refused);
  else document.getElementById("library-jobs").prepend(jobElement(id, form.dataset.refreshAfter));
}

async function sent(files, onlyMine) {
  const body = new FormData();
  for (const file of files) body.append("files", file, file.name);
  try {
    const response = await fetchAnyway(address(`/upload${onlyMine ? "?private=true" : ""}`), { method: "POST", body });
    if (response.status === 401) return { refused: loggedOut("文件没有上传", "再回到本页重新选择文件") };
    const isJson = response.headers.get("content-type")?.startsWith("application/json");
    const { id, error } = isJson ? await response.json() : { error: await reason(response) };
    return error ? { refused: refusal(error) } : { id };
  } catch {
    return { refused: refusal(SILENT) };
  }
}

document.addEventListener("change", (event) => {
  if (!event.target.matches?.('#library-drop input[type="file"]')) return;
  upload(dropOf(event), [...event.target.files]);
  event.target.value = ""; // so that the same file can be chosen again
});

for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault(); // beside the place, too: the browser would open the file in place of the page
    dropOf(event)?.classList.add("over");
  });
}
document.addEventListener("dragleave", (event) => {
  const place = dropOf(event);
  if (place && !place.contains(event.relatedTarget)) place.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  const place = dropOf(event);
  place?.classList.remove("over");
  if (place) upload(place, [...event.dataTransfer.files]);
});
