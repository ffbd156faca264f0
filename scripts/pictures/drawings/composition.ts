import { Picture } from '../kit/picture';

/** Stacks of one app, and what passes between them. */
export function composition(): Picture {
  const picture = new Picture({
    title: 'Stacks of one app, and what passes between them',
    description:
      'Connectivity and identity come first. The workload takes the hub from the one, and references to secrets, domain and accounts ' +
      'from the other; the VNet data gateway takes the network of the workload. Values pass as typed references, and no value is ' +
      'written twice. Location, tags, names and lock are set once and inherited.',
    width: 920,
    height: 440,
  });
  picture.zone('Said once, inherited by all: location · resource group · tags · naming · lock', {
    x: 20,
    y: 20,
    width: 880,
    height: 340,
  });
  const connectivity = picture.box({
    ...{ x: 45, y: 60, width: 230, height: 100 },
    title: '1: Connectivity',
    lines: ['hub, firewall, ExpressRoute', 'network team', 'connectivity subscription'],
  });
  const identity = picture.box({
    ...{ x: 45, y: 225, width: 230, height: 110, tone: 'secret' },
    title: '2: Identity',
    lines: ['identities, domain, references to secrets; no secret', 'data subscription'],
  });
  const workload = picture.box({
    ...{ x: 410, y: 95, width: 215, height: 210, tone: 'ours' },
    title: '3: Workload',
    lines: [
      'spoke network',
      'three clusters, sized from one description:',
      'refresh',
      'DirectQuery',
      'dataflow',
      'data subscription',
    ],
  });
  const gateway = picture.box({
    ...{ x: 735, y: 140, width: 145, height: 120, tone: 'ours' },
    title: '4: VNet data gateway',
    lines: ['in a subnet of the spoke'],
  });
  picture.arrow(connectivity.right(), workload.left(0.071), { label: 'hub', labelAt: { x: 342, y: 110 } });
  picture.arrow(identity.right(), workload.left(0.881), { label: 'references', labelAt: { x: 342, y: 280 } });
  picture.arrow(workload.right(0.5), gateway.left(), { label: 'network', labelAt: { x: 680, y: 200 } });
  picture.label(
    'Existing networks, vaults, identities, workspaces and directories are taken by id or reference: nothing of them is',
    { x: 460, y: 380 },
    { quiet: true },
  );
  picture.label(
    'created or changed. The numbers are the order in which stacks are deployed.',
    { x: 460, y: 398 },
    { quiet: true },
  );
  return picture;
}
