// Compiled once per page. What fails is forgotten, so that the next try fetches it again.
const modules = new Map();
function compiled(url) {
    const known = modules.get(url.href);
    if (known !== undefined) return known;
    const module = WebAssembly.compileStreaming(fetch(url));
    modules.set(url.href, module);
    module.catch(() => modules.delete(url.href));
    return module;
}
// The address says already that a plan will be opened (`src/route.rs`): what works with plans is
// fetched beside the first module, and not after it.
if (/^#\/[pev]\//.test(location.hash)) {
__DESK__
}
