import { communitiesOf, PowerPlatformGeo, type PowerPlatformGeoData } from '../../../lib';

/** Value of a region as the table of the document shows it. */
function community(region: string): string {
  return communitiesOf(region)?.microsoftPeering.replace('12076:', '') ?? 'none published';
}

function regions(geo: PowerPlatformGeoData): string {
  const names = geo.azureRegions ?? geo.derivedRegions;
  if (names === undefined) return '?';
  return (
    names.map((region) => `${region} ${community(region)}`).join('<br>') + (geo.azureRegions === undefined ? ' ?' : '')
  );
}

function beside(geo: PowerPlatformGeoData): string {
  const pairs = (geo.alternatePairs ?? []).flat().map((region) => `${region} ${community(region)} (second pair)`);
  const words = {
    connectors: 'connectors',
    gateways: 'gateways',
    disasterRecovery: 'disaster recovery',
    formerPair: 'former pair',
  };
  const others = (geo.additionalRegions ?? []).map(
    ({ region, use }) => `${region} ${community(region)} (${words[use]})`,
  );
  return [...pairs, ...others].join('<br>') || 'none';
}

/** The table of the document on regions, as it follows from the data. */
export function documentedGeos(): string {
  const lines = PowerPlatformGeo.all.map((geo) => {
    const names = geo.names.filter((name) => name !== geo.displayName).join(', ');
    const area = geo.geopoliticalArea ?? '?';
    return `| ${geo.displayName} | ${names} | ${regions(geo)} | ${beside(geo)} | ${area} | ${geo.confidence} |`;
  });
  return [
    '| Geo | Also called | Azure regions | Beside them | ExpressRoute area | Sure |',
    '| --- | --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}
