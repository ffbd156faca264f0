import type { AzureCloudName } from '../azure-clouds';

/** The BGP community of a service, as the page lists it. */
export interface ServiceCommunityData {
  /** Name that people read. */
  readonly name: string;
  /** `12076:5010`. */
  readonly value: string;
  /** Cloud that it is advertised in. */
  readonly azureCloud: AzureCloudName;
  /**
   * Whether Microsoft must authorise the subscription before a route filter may carry it.
   *
   * @default unknown, as in the government's cloud
   */
  readonly needsAuthorization?: boolean;
  /**
   * Why a route for Power Platform must not carry it.
   *
   * @default it may
   */
  readonly unfit?: string;
  /**
   * What to know about it.
   *
   * @default nothing
   */
  readonly remark?: string;
}

function service(name: string, value: string, more: Partial<ServiceCommunityData> = {}): ServiceCommunityData {
  return Object.freeze({ name, value: `12076:${value}`, azureCloud: 'AzureCloud', needsAuthorization: false, ...more });
}

function government(name: string, value: string): ServiceCommunityData {
  return Object.freeze({ name: `${name} (US Government)`, value: `12076:${value}`, azureCloud: 'AzureUSGovernment' });
}

const authorized = { needsAuthorization: true } as const;

/**
 * The communities of services (MicrosoftDocs/azure-docs, expressroute-routing, 2026-03-12). None is of Power Platform, and Azure
 * operated by 21Vianet (China) has none.
 */
export const SERVICE_COMMUNITY_DATA = Object.freeze({
  EXCHANGE_ONLINE: service('Exchange Online', '5010', authorized),
  SHAREPOINT_ONLINE: service('SharePoint Online', '5020', authorized),
  SKYPE_FOR_BUSINESS_ONLINE: service('Skype for Business Online', '5030', {
    ...authorized,
    remark: 'also carries the routes of Microsoft Teams',
  }),
  CRM_ONLINE: service('CRM Online (Dynamics 365)', '5040', {
    unfit:
      'It covers Dynamics up to version 8.2 alone. Later versions and all of Power Platform are reached by the communities of ' +
      'the regions that host the environments: name their geos.',
  }),
  AZURE_GLOBAL_SERVICES: service('Azure Global Services', '5050', { remark: 'contains Azure DevOps alone' }),
  MICROSOFT_ENTRA_ID: service('Microsoft Entra ID', '5060'),
  AZURE_RESOURCE_MANAGER: service('Azure Resource Manager', '5070'),
  OTHER_OFFICE_365: service('Other Office 365 Online services', '5100', authorized),
  DEFENDER_FOR_IDENTITY: service('Microsoft Defender for Identity', '5220'),
  PSTN: service('Microsoft PSTN services', '5250', { remark: 'is for certain uses alone, which Microsoft lists' }),
  GOVERNMENT_EXCHANGE_ONLINE: government('Exchange Online', '5110'),
  GOVERNMENT_SHAREPOINT_ONLINE: government('SharePoint Online', '5120'),
  GOVERNMENT_SKYPE_FOR_BUSINESS_ONLINE: government('Skype for Business Online', '5130'),
  GOVERNMENT_MICROSOFT_ENTRA_ID: government('Microsoft Entra ID', '5160'),
  GOVERNMENT_OTHER_OFFICE_365: government('Other Office 365 Online services', '5200'),
});

/** The service that a community is of; nothing where none has it. */
export function serviceOfCommunity(value: string): ServiceCommunityData | undefined {
  return Object.values(SERVICE_COMMUNITY_DATA).find((row) => row.value === value);
}
