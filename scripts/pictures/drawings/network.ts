import { AzureAddresses, Egress, GatewayProxy, GatewaySettings, type RowPassage } from '../../../lib';
import { type Box, Picture } from '../kit/picture';

const gatewaySettings = GatewaySettings.of({ connectivityMode: 'Https' });

interface Way {
  readonly title: string;
  readonly egress: Egress;
  readonly decides: string;
  readonly what: readonly [kind: RowPassage['passage']['kind'], text: string][];
}

const WAYS: readonly Way[] = [
  {
    title: 'Egress.byServiceTags',
    egress: Egress.byServiceTags({
      gatewaySettings,
      azureAddresses: AzureAddresses.inRegions(['westeurope']),
      namesWithoutTag: 'internet',
    }),
    decides: 'Network security group',
    what: [
      ['tag', 'by service tag; Azure Relay by AzureCloud of a region'],
      ['internet', 'without a tag: any host on 80 and 443, if you say so'],
    ],
  },
  {
    title: 'Egress.byFirewall',
    egress: Egress.byFirewall({ gatewaySettings }),
    decides: 'Azure Firewall',
    what: [['names', 'by name, wildcards too: as tight as the list is']],
  },
  {
    title: 'Egress.byProxy',
    egress: Egress.byProxy({ proxy: GatewayProxy.at('http://10.20.0.8:8080'), gatewaySettings }),
    decides: 'Your proxy',
    what: [['proxy', "by name, through the proxy's one address and port"]],
  },
];

/** Three ways out, and who decides about names on each. Rows are counted as the library has them, in HTTPS mode. */
export function network(): Picture {
  const picture = new Picture({
    title: 'Three ways out, and who decides about names',
    description:
      'With service tags the network security group decides, and cannot read names. With a firewall or a proxy, these decide by ' +
      'names, and the network security group lets members reach nothing else. Whatever is not named stays closed, in both directions.',
    width: 900,
    height: 500,
  });
  WAYS.forEach(({ title, egress, decides, what }, index) => {
    const x = 20 + index * 293;
    picture.zone(title, { x, y: 20, width: 273, height: 350 });
    const members = picture.box({ x: x + 46, y: 55, width: 180, height: 36, title: 'Members', tone: 'ours' });
    const passages = egress.passages();
    const count = (kind: RowPassage['passage']['kind']): number =>
      passages.filter(({ passage }) => passage.kind === kind).length;
    let before: Box = members;
    if (egress.way !== 'serviceTags') {
      before = picture.box({
        ...{ x: x + 21, y: 112, width: 230, height: 44, title: 'Network security group' },
        lines: [`opens the way to the ${egress.way}`],
      });
      picture.arrow(members.bottom(), before.top());
    }
    const gate = picture.box({
      ...{ x: x + 21, y: 182, width: 230, height: 54, tone: 'secret', title: decides },
      lines: ['decides'],
    });
    picture.arrow(before.bottom(), gate.top());
    const lines = what.map(([kind, text]) => `${String(count(kind))} rows ${text}`);
    const out = picture.box({ x: x + 11, y: 262, width: 250, height: 92, lines });
    picture.arrow(gate.bottom(), out.top());
    picture.arrow(out.bottom(), { x: x + 136, y: 410 });
  });
  picture.box({
    ...{ x: 20, y: 410, width: 859, height: 64, tone: 'service' },
    title: 'Azure Relay · Entra · Power BI · Key Vault · installers · certificate lists',
    lines: [
      'Data sources, DNS, domain controllers and Windows activation have rules of their own on each way. Nothing comes in.',
    ],
  });
  return picture;
}
