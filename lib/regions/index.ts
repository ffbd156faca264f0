export { ZONE_DATA_SOURCE, zonesOf } from './availability-zones';
export { AZURE_CLOUDS, type AzureCloud, type AzureCloudName, cloudOf } from './azure-clouds';
