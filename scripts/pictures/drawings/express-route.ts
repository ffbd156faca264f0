import { PowerPlatformGeo, PowerPlatformRoute } from '../../../lib';
import { Picture } from '../kit/picture';

const route = PowerPlatformRoute.toGeos([PowerPlatformGeo.EUROPE]);

/** Two circuits, both peerings on each, and what is made in which phase. */
export function expressRoute(): Picture {
  const picture = new Picture({
    title: 'Two circuits, two peerings, two phases',
    description:
      'Two circuits in two cities connect your network with Microsoft. Each carries Microsoft peering, behind one route filter, and ' +
      'private peering, which ends at the ExpressRoute gateway of a virtual network. Circuits are made in the phase ordered; peerings, ' +
      'filter and connections when the carrier is done. Static content and sign-in stay on the internet.',
    width: 940,
    height: 480,
  });
  const yours = picture.box({
    x: 20,
    y: 90,
    width: 130,
    height: 240,
    title: 'Your network',
    lines: ['users', 'gateways', 'data sources'],
  });
  picture.zone('phase ordered', { x: 205, y: 40, width: 200, height: 340 });
  picture.zone('phase provisioned', { x: 430, y: 40, width: 270, height: 340 });
  const circuit = { x: 225, width: 160, height: 90, tone: 'ours' } as const;
  const first = picture.box({ ...circuit, y: 85, title: 'Circuit amsterdam', lines: ['either carries everything'] });
  const second = picture.box({ ...circuit, y: 250, title: 'Circuit london', lines: ['either carries everything'] });
  const microsoft = picture.box({
    ...{ x: 450, y: 85, width: 230, height: 90, tone: 'secret' },
    title: 'Microsoft peering',
    lines: ['one route filter:', route.communityValues.join(', ')],
  });
  const inside = picture.box({
    ...{ x: 450, y: 250, width: 230, height: 90, tone: 'secret' },
    title: 'Private peering',
    lines: ['connections to a gateway'],
  });
  const power = picture.box({
    ...{ x: 745, y: 85, width: 175, height: 90, tone: 'service' },
    title: 'Power Platform',
    lines: [route.communities.map(({ name }) => name).join(', ')],
  });
  const virtual = picture.box({
    ...{ x: 745, y: 250, width: 175, height: 90 },
    title: 'Virtual network',
    lines: ['ExpressRoute gateway,', 'gateway cluster'],
  });
  picture.arrow(yours.right(0.167), first.left(), { both: true });
  picture.arrow(yours.right(0.854), second.left(), { both: true });
  picture.arrow(first.right(0.3), microsoft.left(0.3), { both: true });
  picture.arrow(second.right(0.7), inside.left(0.7), { both: true });
  picture.arrow(first.right(0.75), inside.left(0.25), { both: true });
  picture.arrow(second.right(0.25), microsoft.left(0.75), { both: true });
  picture.arrow(microsoft.right(), power.left(), { both: true });
  picture.arrow(inside.right(), virtual.left(), { both: true });
  picture.label('service keys to the carrier', { x: 305, y: 354 }, { quiet: true });
  picture.label('once the carrier is done', { x: 565, y: 354 }, { quiet: true });
  const internet = picture.box({
    ...{ x: 225, y: 410, width: 455, height: 50 },
    title: 'Internet',
    lines: ["static content, sign-in, other makers' services"],
  });
  picture.arrow(yours.bottom(), internet.left(), { via: [{ x: 85, y: 435 }], dashed: true, both: true });
  picture.arrow(internet.right(), power.right(), {
    via: [
      { x: 932, y: 435 },
      { x: 932, y: 130 },
    ],
    dashed: true,
    both: true,
  });
  return picture;
}
