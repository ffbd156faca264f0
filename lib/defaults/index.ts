/**
 * What constructs have in common where they stand: place, tags, naming and lock.
 *
 * @packageDocumentation
 */
export { GatewayDefaults } from './gateway-defaults';
export type { GatewayDefaultsProps } from './gateway-defaults-props';
