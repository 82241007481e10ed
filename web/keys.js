// Starts the program that makes keys, in a worker. What follows `?` names the page's version, so
// that no older program comes from the browser's cache.
const version = self.location.search;
try {
  const { default: init } = await import(`./kubecore-keys.js${version}`);
  await init({ module_or_path: new URL(`./kubecore-keys_bg.wasm${version}`, self.location) });
} catch (error) {
  self.postMessage(`the program that makes keys could not start: ${error.message}`);
}
