import type { Checks } from '../../common/checks';
import { valueObject } from '../../common/value-object';
import type { GatewayClusterProps } from '../props/gateway-cluster-props';
import { Patching, type ResolvedPatching } from '../machine/patching';
import { WindowsImage } from '../machine/windows-image';

/** From what a member is created, and how it is kept up to date. */
export interface MemberImage {
  readonly image: WindowsImage;
  readonly patching: ResolvedPatching;
}

/** Decides image and patching of the cluster, and of members that have their own. */
export function resolveImages(
  { image, patching, memberSettings = {} }: GatewayClusterProps,
  checks: Checks,
): { readonly common: MemberImage; readonly byMember: ReadonlyMap<string, MemberImage> } {
  const commonImage = valueObject('image', image, WindowsImage, checks);
  const commonPatching = valueObject('patching', patching, Patching, checks);
  const common = resolveOne(commonImage, commonPatching, checks);
  const byMember = new Map<string, MemberImage>();
  for (const [key, own] of Object.entries(memberSettings)) {
    if (own.image === undefined && own.patching === undefined) continue;
    const inside = checks.within(`memberSettings.${key}`);
    const ownImage = valueObject('image', own.image, WindowsImage, inside);
    const ownPatching = valueObject('patching', own.patching, Patching, inside);
    byMember.set(key, resolveOne(ownImage ?? commonImage, ownPatching ?? commonPatching, inside));
  }
  return { common, byMember };
}

function resolveOne(
  image: WindowsImage = WindowsImage.WINDOWS_SERVER_2025,
  patching: Patching = Patching.defaultFor(image),
  checks: Checks,
): MemberImage {
  image.check('image', checks);
  patching.check('patching', image, checks);
  return { image, patching: patching.resolve(image) };
}
