/**
 * What all rooms share and users meet: the one error that is thrown on bad input.
 *
 * @packageDocumentation
 */
export { DataGatewayError, type Problem } from './errors';
