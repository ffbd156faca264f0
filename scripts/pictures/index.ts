import { activeDirectory } from './drawings/active-directory';
import { capacity } from './drawings/capacity';
import { composition } from './drawings/composition';
import { expressRoute } from './drawings/express-route';
import { gatewayCluster } from './drawings/gateway-cluster';
import { gettingStarted } from './drawings/getting-started';
import { manifest } from './drawings/manifest';
import { member } from './drawings/member';
import { network } from './drawings/network';
import { regions } from './drawings/regions';
import { review } from './drawings/review';
import { vnetGateway } from './drawings/vnet-gateway';
import type { Picture } from './kit/picture';

/** All pictures, by the name of their file and of the page that shows them. */
export const PICTURES: Readonly<Record<string, () => Picture>> = {
  'active-directory': activeDirectory,
  capacity,
  composition,
  'express-route': expressRoute,
  'gateway-cluster': gatewayCluster,
  'getting-started': gettingStarted,
  manifest,
  member,
  network,
  regions,
  review,
  'vnet-gateway': vnetGateway,
};
