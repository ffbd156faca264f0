import { BOOTSTRAP_STEPS, type BootstrapStepName } from '../../../lib';
import { type Box, Picture } from '../kit/picture';
import { type Tone } from '../kit/style';

interface Stage {
  readonly title: string;
  readonly note: string;
  readonly waitsFor: string;
  readonly isTrue: string;
  readonly tone: Tone;
}

const STEPS: Readonly<Record<BootstrapStepName, Omit<Stage, 'title' | 'tone'>>> = {
  'join-domain': {
    note: 'members of a domain',
    waitsFor: 'a domain controller that answers in DNS',
    isTrue: 'the computer belongs to the domain, and restarts',
  },
  install: {
    note: 'interrupts nobody',
    waitsFor: 'the identity, the network (pre-flight), the domain',
    isTrue: 'PowerShell 7, module, gateway are there, verified; the first password is worth nothing',
  },
  directory: {
    note: 'by a management machine',
    waitsFor: 'the computer account, at the domain controller that is asked',
    isTrue: 'the computer is in the group, and its service name on the account',
  },
  configure: {
    note: 'one restart at most',
    waitsFor: 'its account; the member before it in the rollout',
    isTrue: 'account, rights, folders, proxy and settings are as described; the service runs',
  },
  register: {
    note: 'secrets from Key Vault',
    waitsFor: 'on others than the primary: the cluster that the primary creates',
    isTrue: 'the member belongs to the cluster, and has a connection to its service',
  },
};

const ROW = 76;

/** A member, from nothing to serving: each step with what it waits for, and what is true when it ends. */
export function member(): Picture {
  const own: Stage = {
    ...{ title: 'your steps', note: 'drivers, agents', waitsFor: 'what they say', isTrue: 'what they say' },
    tone: 'plain',
  };
  const stages: readonly Stage[] = BOOTSTRAP_STEPS.flatMap((name) => {
    const stage = { title: name, ...STEPS[name], tone: 'ours' } as const;
    return name === 'install' ? [stage, own] : [stage];
  });
  const picture = new Picture({
    title: 'The steps of a member, from nothing to serving',
    description:
      `A new machine goes through ${stages.map(({ title }) => title).join(', ')}. Each step waits for what is named on its left, and ` +
      'ends only when what is named on its right is true. The next member of the rollout is touched when this one serves.',
    width: 880,
    height: 50 + (stages.length + 2) * ROW,
  });
  for (const [text, x] of [
    ['waits for', 155],
    ['step', 400],
    ['is true when it ends', 695],
  ] as const)
    picture.label(text, { x, y: 14 }, { bold: true });
  const middle = (index: number, title: string, note: string, tone: Tone): Box =>
    picture.box({ x: 300, y: 40 + index * ROW, width: 200, height: 54, title, lines: [note], tone });
  let before = middle(0, 'the machine is made', 'with its identity', 'plain');
  stages.forEach(({ title, note, waitsFor, isTrue, tone }, index) => {
    const y = 40 + (index + 1) * ROW;
    const step = middle(index + 1, title, note, tone);
    const left = picture.box({ x: 20, y, width: 250, height: 54, lines: [waitsFor], tone: 'waits' });
    const right = picture.box({ x: 530, y, width: 330, height: 54, lines: [isTrue] });
    picture.arrow(before.bottom(), step.top());
    picture.arrow(left.right(), step.left(), { tone: 'waits' });
    picture.arrow(step.right(), right.left());
    before = step;
  });
  const serves = middle(stages.length + 1, 'it serves', 'now the next member', 'service');
  picture.arrow(before.bottom(), serves.top());
  picture.label(
    'a step that fails stops here: members before it are done, those after it untouched',
    { x: 860, y: serves.rect.y + 19 },
    { quiet: true, from: 'end', width: 340 },
  );
  return picture;
}
