// Starts the program. A file of its own, so that the page can forbid inline scripts.

// The text of the editor, which the program keeps here with its secrets left out.
const STORED = "kubecore.text";

const element = (name, content = {}, ...children) => {
  const made = Object.assign(document.createElement(name), content);
  made.append(...children);
  return made;
};

const stored = () => {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
};

// Hands the text over as a file, as the program would.
const save = (text) => {
  const href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
  element("a", { href, download: "cluster.yaml" }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
};

let failed = false;

// Says what happened, once, and gives back the text. What happens after it follows from it.
const fail = (what, detail) => {
  if (failed) return;
  failed = true;
  const page = document.getElementById("page");
  if (page) page.inert = true;
  const text = stored();
  const panel = element(
    "section",
    { className: "failed", role: "alert" },
    element("h2", { textContent: what }),
    element("p", { textContent: `If it happens again, please report it with this line: ${detail}` }),
  );
  if (text) {
    const area = element("textarea", { value: text, readOnly: true, spellcheck: false });
    const label = "Your cluster.yaml, without its secrets. It is still there after a reload.";
    panel.append(
      element("label", {}, element("p", { textContent: label }), area),
      element("button", { textContent: "Download cluster.yaml", onclick: () => save(text) }),
    );
  }
  const reload = element("button", { textContent: "Reload", onclick: () => location.reload() });
  panel.append(reload);
  document.body.prepend(panel);
  panel.scrollIntoView();
};

// The program says where it stopped. Not more: its messages may quote what was typed.
const STOPPED = "The page has stopped, by a mistake in it";
globalThis.kubecorePanicked = (where) => fail(STOPPED, where);

const caught = (event, error) => {
  const stopped = error instanceof WebAssembly.RuntimeError;
  if (stopped) fail(STOPPED, error.message);
  // One message is enough.
  if (stopped || failed) event.preventDefault();
};
addEventListener("error", (event) => caught(event, event.error));
addEventListener("unhandledrejection", (event) => caught(event, event.reason));

const program = document.querySelector("meta[name=kubecore-program]");
try {
  const { default: init } = await import(new URL(program.content, document.baseURI).href);
  await init({ module_or_path: new URL(program.dataset.wasm, document.baseURI) });
} catch (error) {
  fail("The page could not start", error.message);
}

// Only a page that was built for publishing names one. Where a browser refuses it (from a file, in a
// private window), the page works as before, with a network.
const offline = document.querySelector("meta[name=kubecore-offline]");
if (offline && "serviceWorker" in navigator) {
  const script = new URL(offline.content, document.baseURI);
  navigator.serviceWorker.register(script, { updateViaCache: "none" }).catch(() => {});
}
