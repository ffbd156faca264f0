/** Where traffic goes that ExpressRoute does not carry; `nowhere` for what does not work at all. */
export type OtherWay = 'internet' | 'microsoftNetwork' | 'nowhere';

/** Something that people expect on ExpressRoute, and that is not there. */
export interface NotCarried {
  /** What it is. */
  readonly what: string;
  /** Where it goes instead. */
  readonly by: OtherWay;
  /** Why. */
  readonly why: string;
  /** What to do about it. */
  readonly advice: string;
  /** Page that says so, and its date. */
  readonly source: string;
}

const ARCHITECTURE = 'MicrosoftDocs/power-platform, guidance/expressroute/understanding-architecture (2021-06-30)';
const FAQ = 'MicrosoftDocs/azure-docs, expressroute-faqs (2026-03-31)';

/** What ExpressRoute does not carry for Power Platform and its gateways. */
export const NOT_CARRIED: readonly NotCarried[] = Object.freeze(
  [
    {
      what: 'Static content of Power Platform (images, icons, scripts), from a content delivery network',
      by: 'internet',
      why: 'Content delivery networks, Azure Front Door among them, are not announced on Microsoft peering.',
      advice: 'Leave a way to the internet open for it. It holds no data of customers.',
      source: `${ARCHITECTURE}; ${FAQ}`,
    },
    {
      what: "Connectors to services that are not Microsoft's",
      by: 'internet',
      why: "Power Platform calls them from Microsoft's network by their public addresses.",
      advice: 'Filter on their side, by the addresses of the service tag AzureConnectors.',
      source: ARCHITECTURE,
    },
    {
      what: 'Azure Logic Apps',
      by: 'internet',
      why: 'Logic Apps is not reachable on Microsoft peering.',
      advice: 'Flows with HTTP actions call from there: expect them on the internet.',
      source: FAQ,
    },
    {
      what: 'Azure Traffic Manager, multifactor authentication servers and Intune',
      by: 'internet',
      why: 'They are not reachable on Microsoft peering.',
      advice: 'Leave a way to the internet open where they are used.',
      source: FAQ,
    },
    {
      what: 'Traffic between Power Platform and Azure',
      by: 'microsoftNetwork',
      why: "It stays inside Microsoft's network: a circuit ends at its edge, and cannot be put in between.",
      advice: 'For virtual networks use a VNet data gateway, or Virtual Network support of Power Platform.',
      source: ARCHITECTURE,
    },
    {
      what: 'Calls of Power Platform to addresses of your network that are not public',
      by: 'nowhere',
      why: 'Microsoft peering connects public addresses alone.',
      advice: 'Use an on-premises data gateway, or announce a public address of yours.',
      source: `${ARCHITECTURE}; MicrosoftDocs/power-platform, guidance/expressroute/setup`,
    },
  ].map((row) => Object.freeze(row as NotCarried)),
);

/** What ExpressRoute does not do away with. */
export const GATEWAY_REMAINS =
  'The on-premises data gateway remains: it translates between connectors and data sources, which no circuit does. Over ' +
  'Microsoft peering its way to Azure Relay leads by the regional communities; sign-in, lists of revoked certificates and ' +
  'downloads need not be in them.';
