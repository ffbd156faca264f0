import { buildHost } from '../member/engine/build-host';
import makeTemporaryFolder from './temporary-folder';

/** For Jest's `globalSetup`: what all workers share. */
export default function setUp(): void {
  makeTemporaryFolder();
  buildHost();
}
