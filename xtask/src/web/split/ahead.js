// Modules by their address, each compiled once per page. What fails is forgotten, so that the next
// try fetches it again.
globalThis.yoriaiModules = new Map();
globalThis.yoriaiModule = (url) => {
    const known = yoriaiModules.get(url);
    if (known !== undefined) return known;
    const module = WebAssembly.compileStreaming(fetch(url));
    yoriaiModules.set(url, module);
    module.catch(() => yoriaiModules.delete(url));
    return module;
};
// The address says already that a plan will be opened (`src/route.rs`): what works with plans is
// fetched beside the first module, and not after it.
if (/^#\/[pev]\//.test(location.hash)) {
    for (const name of __DESK__) yoriaiModule(new URL(name, document.baseURI).href);
}
