import { Picture } from '../kit/picture';

const STEPS = [
  ['1', 'A project', 'npm, three files', 'no Azure needed', 'plain'],
  ['2', 'cdktf synth', 'look at the Terraform', 'no Azure needed', 'ours'],
  ['3', 'Prepare', 'vault, two secrets, service principal, group', 'once, and a click', 'secret'],
  ['4', 'cdktf deploy', 'network, machines, identity', 'minutes', 'ours'],
  ['5', 'They serve', 'installed, configured, registered by themselves', 'one after another', 'waits'],
] as const;

/** From an empty folder to members that serve. */
export function gettingStarted(): Picture {
  const picture = new Picture({
    title: 'From an empty folder to members that serve',
    description: STEPS.map(([number, title, what]) => `${number}. ${title}: ${what}.`).join(' '),
    width: 900,
    height: 190,
  });
  picture.zone('on your machine alone', { x: 10, y: 15, width: 342, height: 160 });
  picture.zone('with Azure and Entra', { x: 364, y: 15, width: 526, height: 160 });
  const boxes = STEPS.map(([number, title, what, note, tone], index) =>
    picture.box({
      ...{ x: 25 + index * 176, y: 50, width: 140, height: 108, tone },
      title: `${number}: ${title}`,
      lines: [what, `(${note})`],
    }),
  );
  boxes.reduce((before, after) => {
    picture.arrow(before.right(), after.left());
    return after;
  });
  return picture;
}
