export { DataGatewayError, type Problem } from './errors';
