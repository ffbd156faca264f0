import type { ExpressRouteCircuitConfig } from '@cdktf/provider-azurerm/lib/express-route-circuit';
import { type ITerraformDependable, Op, ref } from 'cdktf';
import { KEPT_FOR_LIFE } from '../../common/azure-rules';
import { isComputedByTerraform } from '../../terraform/construct-checks';
import type { Circuit } from './circuit';
import type { CircuitTier } from './circuit-options';
import type { TerraformDataConfig } from '../../terraform/terraform-data';

/** A circuit, as its peerings name it. */
export interface CircuitNames {
  readonly name: string;
  readonly resourceGroupName: string;
}

/** What the resources of one ExpressRoute have in common. */
export interface ExpressRouteCommon {
  readonly location: string;
  readonly resourceGroupName: string;
  /** @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A condition that Terraform looks at before it plans a resource. */
export interface Precondition {
  readonly condition: unknown;
  readonly errorMessage: string;
}

/** A circuit, decided. */
export interface CircuitPlan {
  readonly circuit: Circuit;
  readonly tier: CircuitTier;
  /** Name in Azure. */
  readonly name: string;
  /** Name of its lock; nothing where it has none. */
  readonly lockName: string | undefined;
  /** Resource id of one that exists; nothing for one that is made. */
  readonly existingId: string | undefined;
}

/**
 * What a circuit was ordered with and cannot change: azurerm would destroy it and order another, with weeks of outage. The
 * plan stops instead, as long as the bandwidth is not below that of the order; `prevent_destroy` stops the rest.
 */
export function orderedWithConfig({ circuit, tier }: CircuitPlan): TerraformDataConfig {
  return {
    input: { through: through(circuit), mbps: circuit.mbps, billing: circuit.billing, tier },
    lifecycle: { ignoreChanges: ['input'] },
  };
}

/** A circuit, the same in every phase. */
export function circuitConfig(
  plan: CircuitPlan,
  common: ExpressRouteCommon,
  orderedWith: string,
  preventDestroy: boolean,
  after: readonly ITerraformDependable[],
): ExpressRouteCircuitConfig {
  const { circuit, tier, name } = plan;
  return {
    name,
    ...common,
    sku: { tier, family: circuit.family },
    ...(circuit.kind === 'provider'
      ? {
          serviceProviderName: circuit.provider ?? '',
          peeringLocation: circuit.peeringLocation,
          bandwidthInMbps: circuit.mbps,
        }
      : {
          expressRoutePortId: circuit.portId ?? '',
          bandwidthInGbps: circuit.bandwidthGbps ?? 0,
          rateLimitingEnabled: circuit.rateLimiting ?? false,
        }),
    ...(after.length === 0 ? {} : { dependsOn: [...after] }),
    lifecycle: {
      ignoreChanges: [...KEPT_FOR_LIFE],
      preventDestroy,
      precondition: stillAsOrdered(orderedWith, plan),
    },
  };
}

/** The state of a circuit on the day when a peering of it was made: a carrier may work on it later. */
export function madeInStateConfig(state: string): TerraformDataConfig {
  return { input: { state }, lifecycle: { ignoreChanges: ['input'] } };
}

/**
 * Peerings wait for the carrier: Azure would refuse them in the middle of an apply, with a message about something else. What
 * is there already does not wait, or no plan would pass while the carrier works on one circuit.
 *
 * @param state that Azure reports today.
 * @param madeIn address of the state that `madeInStateConfig` remembers.
 */
export function provisioned(circuit: Circuit, state: string, madeIn: string): Precondition[] {
  return [
    {
      // Its input, which is known in the plan; its output is not before it is made.
      condition: Op.or(Op.eq(state, 'Provisioned'), Op.eq(ref(`${madeIn}.input.state`), 'Provisioned')),
      errorMessage:
        `Azure reports circuit ${circuit.key} as ${state}, and not as Provisioned. A new circuit: wait until ` +
        `${String(circuit.provider)} has done its part, or keep it at CircuitPhase.ordered() until then. A circuit that ran ` +
        `before: ask ${String(circuit.provider)}, and do not go back to ordered(), which removes its peerings.`,
    },
  ];
}

function stillAsOrdered(orderedWith: string, { circuit, tier }: CircuitPlan): Precondition[] {
  const was = (what: string): string => `${orderedWith}.output.${what}`;
  const now = through(circuit);
  const conditions: Precondition[] = [
    {
      // azurerm takes carriers and locations whatever their case.
      condition: `\${lower(${was('through')}) == lower(${quoted(now)})}`,
      errorMessage: message(circuit, was('through'), now, NEW_ORDER),
    },
    {
      condition: Op.lte(ref(was('mbps')), circuit.mbps),
      errorMessage: message(circuit, was('mbps'), `${String(circuit.mbps)} Mbps`, bandwidthAdvice(circuit)),
    },
  ];
  if (circuit.billing === 'metered') {
    conditions.push({
      condition: Op.eq(ref(was('billing')), 'metered'),
      errorMessage: message(circuit, was('billing'), 'metered', `Azure never goes back from unlimited data. ${KEEP}`),
    });
  }
  if (tier === 'Local') {
    conditions.push({
      condition: Op.eq(ref(was('tier')), 'Local'),
      errorMessage: message(circuit, was('tier'), 'Local', `No circuit becomes Local. ${KEEP}`),
    });
  }
  return conditions;
}

const KEEP =
  'Keep what it was ordered with, or order another circuit beside it (another ExpressRoute), move, and remove this one.';
const NEW_ORDER = `Azure would make a new circuit with a new service key, and the carrier would start from the beginning. ${KEEP}`;

/** A lower bandwidth through a carrier azurerm makes anew; one on a port it sends, and Azure refuses it. */
function bandwidthAdvice({ kind }: Circuit): string {
  return `Bandwidth only grows. ${kind === 'provider' ? NEW_ORDER : KEEP}`;
}

function message({ key }: Circuit, was: string, now: string, why: string): string {
  const unit = was.endsWith('.mbps') ? ' Mbps' : '';
  return `Circuit ${key} was ordered with: \${${was}}${unit}. Now it is: ${now}. ${why}`;
}

/** What a circuit is bound to: a carrier in a place, or a port. */
function through({ kind, provider, peeringLocation, portId }: Circuit): string {
  return kind === 'provider' ? `${String(provider)}, ${peeringLocation}` : String(portId);
}

/** A text of Terraform; expressions in it stay expressions, which cdktf would escape in an argument of a function. */
function quoted(text: string): string {
  return `"${isComputedByTerraform(text) ? text : text.replaceAll(/["\\]/g, '\\$&')}"`;
}
