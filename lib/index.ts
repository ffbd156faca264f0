export * from './bootstrap';
export * from './cluster';
export * from './common';
export * from './identity';
export * from './regions';
