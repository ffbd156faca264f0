import type { AzureCloudName } from '../azure-clouds';
import type { BgpCommunity } from './bgp-community';
import { REGIONAL_COMMUNITY_SOURCE } from './regional-community-data';
import { SERVICE_COMMUNITY_DATA as DATA, type ServiceCommunityData } from './service-community-data';

/**
 * The BGP community of a service of Microsoft, which a route filter can allow beside the regions. Power Platform has none: its
 * routes are made of geos. Values: MicrosoftDocs/azure-docs, expressroute-routing, 2026-03-12.
 */
export class ServiceCommunity implements BgpCommunity, ServiceCommunityData {
  /** Exchange Online; Microsoft must authorise it. */
  public static readonly EXCHANGE_ONLINE = new ServiceCommunity(DATA.EXCHANGE_ONLINE);
  /** SharePoint Online; Microsoft must authorise it. */
  public static readonly SHAREPOINT_ONLINE = new ServiceCommunity(DATA.SHAREPOINT_ONLINE);
  /** Skype for Business Online, and the routes of Microsoft Teams; Microsoft must authorise it. */
  public static readonly SKYPE_FOR_BUSINESS_ONLINE = new ServiceCommunity(DATA.SKYPE_FOR_BUSINESS_ONLINE);
  /** Dynamics up to version 8.2. Refused: it does not cover Power Platform. */
  public static readonly CRM_ONLINE = new ServiceCommunity(DATA.CRM_ONLINE);
  /** Azure DevOps. */
  public static readonly AZURE_GLOBAL_SERVICES = new ServiceCommunity(DATA.AZURE_GLOBAL_SERVICES);
  /** Microsoft Entra ID: sign-in. */
  public static readonly MICROSOFT_ENTRA_ID = new ServiceCommunity(DATA.MICROSOFT_ENTRA_ID);
  /** Azure Resource Manager. */
  public static readonly AZURE_RESOURCE_MANAGER = new ServiceCommunity(DATA.AZURE_RESOURCE_MANAGER);
  /** Other services of Office 365; Microsoft must authorise it. */
  public static readonly OTHER_OFFICE_365 = new ServiceCommunity(DATA.OTHER_OFFICE_365);
  /** Microsoft Defender for Identity. */
  public static readonly DEFENDER_FOR_IDENTITY = new ServiceCommunity(DATA.DEFENDER_FOR_IDENTITY);
  /** Microsoft's telephony, for the uses that Microsoft lists. */
  public static readonly PSTN = new ServiceCommunity(DATA.PSTN);
  /** Exchange Online of the US Government. */
  public static readonly GOVERNMENT_EXCHANGE_ONLINE = new ServiceCommunity(DATA.GOVERNMENT_EXCHANGE_ONLINE);
  /** SharePoint Online of the US Government. */
  public static readonly GOVERNMENT_SHAREPOINT_ONLINE = new ServiceCommunity(DATA.GOVERNMENT_SHAREPOINT_ONLINE);
  /** Skype for Business Online of the US Government. */
  public static readonly GOVERNMENT_SKYPE_FOR_BUSINESS_ONLINE = new ServiceCommunity(
    DATA.GOVERNMENT_SKYPE_FOR_BUSINESS_ONLINE,
  );
  /** Microsoft Entra ID of the US Government. */
  public static readonly GOVERNMENT_MICROSOFT_ENTRA_ID = new ServiceCommunity(DATA.GOVERNMENT_MICROSOFT_ENTRA_ID);
  /** Other services of Office 365 of the US Government. */
  public static readonly GOVERNMENT_OTHER_OFFICE_365 = new ServiceCommunity(DATA.GOVERNMENT_OTHER_OFFICE_365);

  /** All of them, in all clouds. */
  public static get all(): readonly ServiceCommunity[] {
    return Object.values(ServiceCommunity).filter((value) => value instanceof ServiceCommunity);
  }

  public readonly name: string;
  public readonly value: string;
  public readonly azureCloud: AzureCloudName;
  public readonly needsAuthorization?: boolean;
  public readonly unfit?: string;
  public readonly remark?: string;
  public readonly source: string = `${REGIONAL_COMMUNITY_SOURCE.source} (${REGIONAL_COMMUNITY_SOURCE.date})`;

  private constructor(data: ServiceCommunityData) {
    this.name = data.name;
    this.value = data.value;
    this.azureCloud = data.azureCloud;
    Object.assign(this, data);
    Object.freeze(this);
  }

  /** For messages. */
  public toString(): string {
    return `${this.name} (${this.value})`;
  }
}
