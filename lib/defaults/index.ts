/**
 * What constructs have in common where they stand: place, tags, naming and lock.
 *
 * @packageDocumentation
 */
export { GatewayDefaults } from './gateway-defaults';
export type { GatewayDefaultsOptions } from './gateway-defaults-props';
