// @ts-check
/**
 * Loaded before anything else (`node --require`): whoever asks for cdktf gets CDK Terrain, as under an alias in package.json
 * (docs/cdk-terrain.md). The bindings' own import of cdktf is meant as well: two hosts in one app don't work.
 */
const Module = require('node:module');

/** @type {{ _resolveFilename(request: string, ...rest: unknown[]): string }} */
const loader = /** @type {any} */ (Module);
const resolve = loader._resolveFilename.bind(loader);
loader._resolveFilename = (request, ...rest) => resolve(request.replace(/^cdktf(?=\/|$)/, 'cdktn'), ...rest);
