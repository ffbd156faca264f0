import { spreadOverZones } from '../../../lib';
import { Picture } from '../kit/picture';

const KEYS = ['01', '02', '03'];

/** A cluster of three over three zones: what it talks to, and in which order changes reach it. */
export function gatewayCluster(): Picture {
  const picture = new Picture({
    title: 'A gateway cluster of three members',
    description:
      'Three members in three availability zones connect outbound to Azure Relay, and nothing connects to them. Changes reach the ' +
      'primary first, then one member after another. One identity reads the secrets of the cluster from Key Vault.',
    width: 880,
    height: 440,
  });
  const service = picture.box({
    ...{ x: 30, y: 20, width: 610, height: 50, tone: 'service' },
    title: 'Power BI · Fabric · Power Platform, through Azure Relay',
    lines: ['one cluster, one name'],
  });
  const sources = picture.box({
    x: 30,
    y: 380,
    width: 610,
    height: 40,
    title: 'Your private data: each member reaches all of it',
  });
  const zones = spreadOverZones(KEYS, ['1', '2', '3']);
  const members = KEYS.map((key, index) => {
    const x = 30 + index * 220;
    picture.zone(`Zone ${zones.get(key) ?? ''}`, { x, y: 150, width: 170, height: 150 });
    const isPrimary = index === 0;
    const member = picture.box({
      ...{ x: x + 12, y: 185, width: 146, height: 100, tone: 'ours' },
      title: `Member ${key}`,
      lines: isPrimary
        ? ['the primary', 'creates the cluster', 'changed first']
        : ['joins the cluster', `changed ${index === 1 ? 'second' : 'third'}`],
    });
    const at = (x + 85 - 30) / 610;
    picture.arrow(member.top(), service.bottom(at), { label: 'outbound', labelAt: { x: x + 85, y: 112 } });
    picture.arrow(member.bottom(), sources.top(at));
    return member;
  });
  const [first, second, third] = members;
  if (first !== undefined && second !== undefined && third !== undefined) {
    const options = { tone: 'waits', label: 'then' } as const;
    picture.arrow(first.right(), second.left(), { ...options, labelAt: { x: 225, y: 215 } });
    picture.arrow(second.right(), third.left(), { ...options, labelAt: { x: 445, y: 215 } });
  }
  const identity = picture.box({
    ...{ x: 690, y: 185, width: 160, height: 70 },
    title: 'One identity',
    lines: ['of all members'],
  });
  const vault = picture.box({
    ...{ x: 690, y: 320, width: 160, height: 100, tone: 'secret' },
    title: 'Key Vault',
    lines: ['recovery key, registration credential'],
  });
  picture.arrow(third?.right(0.25) ?? identity.left(), identity.left(0.357));
  picture.arrow(identity.bottom(), vault.top(), { label: 'reads these alone' });
  return picture;
}
