export * from './bootstrap';
export * from './cluster';
export * from './common';
export * from './express-route';
export * from './identity';
export * from './network';
export * from './regions';
export * from './vnet-gateway';
