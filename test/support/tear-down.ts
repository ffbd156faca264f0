/** For Jest's `globalTeardown`. */
export { removeTemporaryFolder as default } from './temporary-folder';
