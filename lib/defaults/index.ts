export { GatewayDefaults } from './gateway-defaults';
export type { GatewayDefaultsProps } from './gateway-defaults-props';
