import { Picture } from '../kit/picture';

/** How a change travels from a line of TypeScript to the members. */
export function review(): Picture {
  const picture = new Picture({
    title: 'How a change travels',
    description:
      'A change of a line of TypeScript is synthesized; the difference of cdk.tf.json is shown in the pull request and is read by a ' +
      'reviewer. Errors stop at synthesis, guards stop the plan, and the apply changes one member after another.',
    width: 920,
    height: 330,
  });
  const box = { y: 60, width: 150, height: 84 } as const;
  const change = picture.box({ ...box, x: 20, tone: 'ours', title: 'A line changes', lines: ['in a branch'] });
  const synth = picture.box({ ...box, x: 205, title: 'cdktf synth', lines: ['same input, same JSON'] });
  const read = picture.box({ ...box, x: 390, tone: 'service', title: 'Review', lines: ['difference of cdk.tf.json'] });
  const plan = picture.box({ ...box, x: 575, title: 'Plan', lines: ['by addresses that stay'] });
  const apply = picture.box({ ...box, x: 750, tone: 'waits', title: 'Apply', lines: ['one member after another'] });
  [change, synth, read, plan, apply].reduce((before, after) => {
    picture.arrow(before.right(), after.left());
    return after;
  });
  picture.label('what can be known without Azure', { x: 280, y: 25 }, { quiet: true });
  picture.label('what only Azure knows', { x: 740, y: 25 }, { quiet: true });
  const stop = { y: 205, height: 92, tone: 'stop' } as const;
  const bad = picture.box({
    ...stop,
    x: 180,
    width: 200,
    title: 'stops: bad input',
    lines: ['all problems of a construct at once, with what to do'],
  });
  const guard = picture.box({
    ...stop,
    x: 550,
    width: 200,
    title: 'stops: guards',
    lines: ['what would replace a running member or a circuit'],
  });
  picture.box({
    ...stop,
    x: 765,
    width: 135,
    title: 'stops: a step',
    lines: ['the next member is untouched'],
  });
  picture.arrow(synth.bottom(), bad.top(), { tone: 'stop' });
  picture.arrow(plan.bottom(), guard.top(), { tone: 'stop' });
  picture.arrow(apply.bottom(), { x: 825, y: 205 }, { tone: 'stop' });
  return picture;
}
