import type { Checks } from '../../common/checks';

/** Bandwidths of circuits through carriers, in Mbps (MicrosoftDocs/azure-docs, expressroute-faqs, 2026-03-31). */
export const PROVIDER_MBPS = [50, 100, 200, 500, 1000, 2000, 5000, 10000] as const;

/** A bandwidth of a circuit through a carrier, in Mbps. */
export type ProviderMbps = (typeof PROVIDER_MBPS)[number];

/**
 * Bandwidths of circuits on port pairs of your own, in Gbps (MicrosoftDocs/azure-docs, expressroute-erdirect-about,
 * 2024-03-28): 1, 2, 5, 10 on ports of 10 Gbps; 5, 10, 40, 100 on ports of 100 Gbps. Ports of 400 Gbps are offered in few
 * places, and no page lists the circuits on them.
 */
export const DIRECT_GBPS = [1, 2, 5, 10, 40, 100] as const;

/** A bandwidth of a circuit on a port pair of your own, in Gbps. */
export type DirectGbps = (typeof DIRECT_GBPS)[number];

/** Reports a bandwidth that Azure has no circuit of: azurerm takes any number, and Azure refuses it in the middle of an apply. */
export function checkBandwidth(
  kind: 'provider' | 'direct',
  given: { readonly bandwidthMbps?: unknown; readonly bandwidthGbps?: unknown },
  checks: Checks,
): void {
  const why = 'Whether it is raised or lowered must show in a review: write it out.';
  if (kind === 'provider') {
    const { bandwidthMbps } = given;
    if (checks.known('bandwidthMbps', bandwidthMbps, why))
      checks.oneOf('bandwidthMbps', bandwidthMbps, PROVIDER_MBPS, 'Give it in Mbps: 1000 for 1 Gbps.');
    return;
  }
  const { bandwidthGbps } = given;
  if (checks.known('bandwidthGbps', bandwidthGbps, why))
    checks.oneOf('bandwidthGbps', bandwidthGbps, DIRECT_GBPS, 'Give it in Gbps; 40 and 100 need ports of 100 Gbps.');
}
