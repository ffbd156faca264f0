import * as stacks from 'cdktf/lib/tokens/private/stack-trace';

/**
 * The framework keeps with each token the stack on which it was made, to print it when the token cannot be resolved. Under
 * Jest, which translates every frame by source maps, that takes most of the time of synthesis, and no test looks at
 * one. CDK Terrain has a switch for it, cdktf has none.
 */
process.env['CDKTN_DISABLE_CREATION_STACK'] = 'true';
Object.assign(stacks, { captureStackTrace: (): readonly string[] => [] });
