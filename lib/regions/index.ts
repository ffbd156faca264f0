export { ZONE_DATA_SOURCE, zonesOf } from './availability-zones';
