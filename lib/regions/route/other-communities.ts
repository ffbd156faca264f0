import type { Checks } from '../../common/checks';
import type { AzureCloudName } from '../azure-clouds';
import { isA } from '../../common/is-a';
import { RegionalCommunity } from '../communities/regional-community';
import type { RouteCommunity } from './route-communities';
import { ServiceCommunity } from '../communities/service-community';

/** What a route filter may allow beside the geos. */
export type OtherCommunity = RegionalCommunity | ServiceCommunity;

/** A community that is allowed beside the geos; nothing where it is refused. */
export function communityBeside(
  property: string,
  other: unknown,
  clouds: readonly AzureCloudName[],
  checks: Checks,
): RouteCommunity | undefined {
  const before = checks.problems.length;
  checkOther(property, other, checks);
  if (checks.problems.length > before || !isOther(other)) return undefined;
  const { value, name, azureCloud, source } = other;
  const [only] = clouds;
  if (clouds.length === 1 && only !== azureCloud) {
    const fix = `It is advertised in ${azureCloud}: it needs a route filter there.`;
    checks.add({ property, got: String(other), allowed: `a community of ${String(only)}, as the geos`, fix });
    return undefined;
  }
  const region = isA(RegionalCommunity, other) ? { region: other.region } : {};
  return { value, name, ...region, azureCloud, geos: [], reason: 'allowed beside the geos', source };
}

/** What to know about a community beside the geos. */
export function warningsOnOther(other: unknown): readonly string[] {
  if (!isA(ServiceCommunity, other)) return [];
  const { needsAuthorization } = other;
  return [
    ...(needsAuthorization === true
      ? [`Microsoft must authorise the subscription for ${String(other)} before a route filter can carry it.`]
      : []),
    ...(needsAuthorization === undefined
      ? [
          `whether Microsoft must authorise the subscription for ${String(other)} is not published: ask before you rely on it.`,
        ]
      : []),
  ];
}

/** What Microsoft says about a community beside the geos. */
export function notesOnOther(other: unknown): readonly string[] {
  return isA(ServiceCommunity, other) && other.remark !== undefined ? [`${String(other)} ${other.remark}.`] : [];
}

function isOther(other: unknown): other is OtherCommunity {
  return isA(RegionalCommunity, other) || isA(ServiceCommunity, other);
}

function checkOther(property: string, other: unknown, checks: Checks): void {
  if (isA(RegionalCommunity, other)) {
    other.check(property, checks);
    return;
  }
  if (!isA(ServiceCommunity, other)) {
    const fix =
      "Use ServiceCommunity.MICROSOFT_ENTRA_ID and the like, or RegionalCommunity.of('westeurope', 'storage').";
    checks.add({ property, got: other, allowed: 'a ServiceCommunity or a RegionalCommunity', fix });
    return;
  }
  if (other.unfit === undefined) return;
  checks.add({ property, got: String(other), allowed: 'a community that is not outdated', fix: other.unfit });
}
