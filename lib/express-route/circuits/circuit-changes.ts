import type { Circuit } from './circuit';

/** What a change of a circuit does. */
export type CircuitChangeEffect = 'inPlace' | 'replaces' | 'refused';

/** One difference between two versions of a circuit. */
export interface CircuitChange {
  /** Property that differs. */
  readonly property: string;
  /** Whether the circuit stays, is destroyed and ordered anew, or Azure refuses the change. */
  readonly effect: CircuitChangeEffect;
  /** What to know about it. */
  readonly why: string;
}

const NEW_ORDER = 'Azure makes a new circuit with a new service key, and the carrier starts from the beginning.';

/**
 * What becomes of a circuit that is changed, before any plan is made (MicrosoftDocs/azure-docs, expressroute-faqs, 2026-03-31;
 * azurerm v4.81.0, azurerm_express_route_circuit). A circuit that is replaced is an outage of weeks: protect it with
 * `prevent_destroy`, and build the new one beside it.
 *
 * @param tiers of the two versions, as `Circuits.tierOf` says.
 * @returns the changes; an empty list where nothing differs that Azure knows.
 */
export function circuitChanges(
  before: Circuit,
  after: Circuit,
  tiers: { readonly before: string; readonly after: string },
): readonly CircuitChange[] {
  const replacing: readonly (readonly [property: string, differs: boolean])[] = [
    ['kind', before.kind !== after.kind],
    ['key', before.key !== after.key],
    ['provider', lower(before.provider) !== lower(after.provider)],
    ['peeringLocation', lower(before.peeringLocation) !== lower(after.peeringLocation)],
    ['portId', before.portId !== after.portId],
  ];
  return [
    ...replacing
      .filter(([, differs]) => differs)
      .map(([property]) => ({ property, effect: 'replaces' as const, why: NEW_ORDER })),
    ...bandwidthChange(before, after),
    ...billingChange(before, after),
    ...tierChange(before, after, tiers),
  ];
}

function bandwidthChange(before: Circuit, after: Circuit): readonly CircuitChange[] {
  if (before.kind !== after.kind || before.mbps === after.mbps) return [];
  const property = after.kind === 'provider' ? 'bandwidthMbps' : 'bandwidthGbps';
  if (after.mbps > before.mbps) {
    const carrier = after.kind === 'provider' ? ' The carrier raises its part too.' : '';
    return [{ property, effect: 'inPlace', why: `The circuit stays, where its port has room for more.${carrier}` }];
  }
  // azurerm replaces for a lower bandwidth_in_mbps alone; a lower bandwidth_in_gbps it sends, and Azure refuses.
  if (after.kind === 'provider') return [{ property, effect: 'replaces', why: `Bandwidth only grows. ${NEW_ORDER}` }];
  return [{ property, effect: 'refused', why: 'Bandwidth only grows: order a second circuit on the port, and move.' }];
}

function billingChange(before: Circuit, after: Circuit): readonly CircuitChange[] {
  if (before.billing === after.billing) return [];
  if (after.billing === 'unlimited') {
    return [{ property: 'billing', effect: 'inPlace', why: 'From metered to unlimited, and never back.' }];
  }
  return [{ property: 'billing', effect: 'refused', why: 'Azure never goes back from unlimited to metered.' }];
}

function tierChange(
  before: Circuit,
  after: Circuit,
  tiers: { readonly before: string; readonly after: string },
): readonly CircuitChange[] {
  if (tiers.before === tiers.after) return [];
  const property = 'tier';
  if (tiers.after === 'Local') {
    return [{ property, effect: 'refused', why: 'No circuit becomes Local: order a second one, and move.' }];
  }
  if (tiers.after === 'Standard' && tiers.before === 'Premium') {
    const why = 'Azure refuses while the circuit uses what Standard has not: regions of other areas, routes, networks.';
    return [{ property, effect: 'inPlace', why }];
  }
  if (tiers.before === 'Local' && (before.billing !== 'unlimited' || after.billing !== 'unlimited')) {
    return [{ property, effect: 'refused', why: 'From Local upwards only with unlimited data.' }];
  }
  return [{ property, effect: 'inPlace', why: 'The circuit stays.' }];
}

/** azurerm takes carriers and locations whatever their case. */
function lower(text: string | undefined): string | undefined {
  return text?.toLowerCase();
}
