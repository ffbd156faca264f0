import { PowerPlatformGeo, PowerPlatformRoute } from '../../../lib';
import { Picture } from '../kit/picture';

const GEOS = [PowerPlatformGeo.EUROPE, PowerPlatformGeo.UNITED_KINGDOM, PowerPlatformGeo.SOUTH_AMERICA];
const ROW = 92;

/** From geos to the one rule of a route filter, as the library's own data has it. */
export function regions(): Picture {
  const route = PowerPlatformRoute.toGeos(GEOS);
  const height = 60 + GEOS.length * ROW;
  const picture = new Picture({
    title: 'From geos to a route filter',
    description:
      'Each geo of Power Platform is hosted by a regional pair of Azure regions, or by one region. Each region has a BGP community; ' +
      `one route filter allows them all. For ${GEOS.map(({ displayName }) => displayName).join(', ')}: ${route.communityValues.join(', ')}.`,
    width: 920,
    height,
  });
  for (const [text, x] of [
    ['geo', 95],
    ['regional pair', 300],
    ['BGP communities', 515],
    ['route filter', 740],
  ] as const)
    picture.label(text, { x, y: 14 }, { bold: true });
  const filter = picture.box({
    ...{ x: 650, y: 40, width: 180, height: GEOS.length * ROW - 12, tone: 'ours' },
    title: 'one filter, one rule',
    lines: route.communityValues,
  });
  GEOS.forEach((geo, index) => {
    const y = 40 + index * ROW;
    const communities = route.communities.filter(({ geos }) => geos.includes(geo.displayName));
    const one = picture.box({ x: 20, y, width: 150, height: ROW - 12, tone: 'service', title: geo.displayName });
    const pair = picture.box({
      ...{ x: 220, y, width: 160, height: ROW - 12 },
      title: communities.length === 1 ? 'one region' : 'two regions',
      lines: communities.map(({ name }) => name),
    });
    const values = picture.box({
      ...{ x: 430, y, width: 170, height: ROW - 12, tone: 'secret' },
      title: communities.length === 1 ? 'one value' : 'two values',
      lines: communities.map(({ value }) => value),
    });
    picture.arrow(one.right(), pair.left());
    picture.arrow(pair.right(), values.left());
    picture.arrow(values.right(), { x: filter.rect.x, y: y + (ROW - 12) / 2 });
  });
  picture.arrow(filter.right(), { x: 905, y: filter.right().y });
  picture.label('peerings', { x: 868, y: filter.right().y + 8 }, { quiet: true });
  return picture;
}
