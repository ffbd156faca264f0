import { Capacity, type CapacityPlan, DEPLOYMENT_SCALES } from '../../../lib';
import { Picture } from '../kit/picture';

const MODEL_GIB = 3;
const MOST = 150;
const LEFT = 60;
const BOTTOM = 330;
const TOP = 70;
const MAX_MEMBERS = 7;

/** Refreshes from `first` to `last` get the same plan. */
interface Range {
  readonly first: number;
  readonly last: number;
  readonly plan: CapacityPlan;
}

function ranges(): readonly Range[] {
  const found: Range[] = [];
  for (let concurrent = 1; concurrent <= MOST; concurrent++) {
    const plan = Capacity.forRefreshes({ concurrent, averageDatasetGiB: MODEL_GIB }).plan();
    const before = found.at(-1);
    if (before?.plan.members === plan.members && before.plan.size.name === plan.size.name)
      found[found.length - 1] = { ...before, last: concurrent };
    else found.push({ first: concurrent, last: concurrent, plan });
  }
  return found;
}

/** Members and sizes that the arithmetic chooses, by concurrent refreshes. */
export function capacity(): Picture {
  const all = ranges();
  const width = 900;
  const picture = new Picture({
    title: `Members and their size, by concurrent refreshes of models of ${String(MODEL_GIB)} GiB`,
    description: all
      .map(
        ({ first, last, plan }) =>
          `${String(first)} to ${String(last)}: ${String(plan.members)} times ${plan.size.name}`,
      )
      .join('; '),
    width,
    height: 420,
  });
  const column = (width - LEFT - 20) / all.length;
  const height = (members: number): number => (members * (BOTTOM - TOP)) / MAX_MEMBERS;
  picture.label('members', { x: 10, y: 14 }, { bold: true, from: 'start' });
  for (let members = 2; members <= MAX_MEMBERS - 1; members += 2) {
    const y = BOTTOM - height(members);
    picture.line([
      { x: LEFT - 6, y },
      { x: LEFT, y },
    ]);
    picture.label(String(members), { x: LEFT - 12, y: y - 8 }, { from: 'end' });
  }
  all.forEach(({ first, last, plan }, index) => {
    const x = LEFT + index * column;
    const top = BOTTOM - height(plan.members);
    picture.bar({ x: x + 5, y: top, width: column - 10, height: BOTTOM - top }, 'ours');
    const middle = x + column / 2;
    const [family = '', ...others] = plan.size.name.replace('Standard_', '').split('_');
    picture.label(`${String(plan.members)} × ${family}`, { x: middle, y: top - 38 }, { bold: true });
    picture.label(
      `${others.join('_')}, ${String(plan.size.memoryGiB)} GiB`,
      { x: middle, y: top - 22 },
      { quiet: true },
    );
    picture.label(
      last === MOST ? `${String(first)} …` : first === last ? String(first) : `${String(first)}–${String(last)}`,
      { x: middle, y: BOTTOM + 8 },
    );
  });
  picture.line([
    { x: LEFT, y: TOP - 30 },
    { x: LEFT, y: BOTTOM },
    { x: width - 20, y: BOTTOM },
  ]);
  picture.label(
    `concurrent refreshes of models of ${String(MODEL_GIB)} GiB on average`,
    { x: (LEFT + width) / 2, y: BOTTOM + 30 },
    { bold: true },
  );
  const scales = DEPLOYMENT_SCALES.map(({ name, concurrent }) => `${name} ${concurrent}`).join(' · ');
  picture.label(
    `The scale decides how many members there are at least: ${scales}.`,
    { x: (LEFT + width) / 2, y: BOTTOM + 50 },
    { quiet: true },
  );
  picture.label(
    'The peak is carried with one member gone; memory decides the size.',
    { x: (LEFT + width) / 2, y: BOTTOM + 68 },
    { quiet: true },
  );
  return picture;
}
