// Starts the program. A file of its own, so that the page can forbid inline scripts.
const program = document.querySelector("meta[name=kubecore-program]");
try {
  const { default: init } = await import(new URL(program.content, document.baseURI).href);
  await init({ module_or_path: new URL(program.dataset.wasm, document.baseURI) });
} catch (error) {
  const state = document.getElementById("state");
  if (state) state.textContent = `The page could not start: ${error.message}`;
  throw error;
}
