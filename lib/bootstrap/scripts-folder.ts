import { join } from 'node:path';

/** The scripts of members: beside this file, and in the package beside the one file that the build makes of all. */
export const SCRIPTS_FOLDER = join(__dirname, 'scripts');
