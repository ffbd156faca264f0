import { Picture } from '../kit/picture';

/** Who does what in the directory, in three phases. */
export function activeDirectory(): Picture {
  const picture = new Picture({
    title: 'Three phases of the directory, and who does them',
    description:
      'At the start the management machine makes group, managed account and delegation. Each member joins, is put into ' +
      'the group by the management machine, and is then configured and registered, one member after another. At the end, those who ' +
      'are no longer described are taken out of the group.',
    width: 940,
    height: 500,
  });
  picture.zone('1: at the start', { x: 110, y: 20, width: 190, height: 330 });
  picture.zone('2: each member, one after another', { x: 320, y: 20, width: 400, height: 330 });
  picture.zone('3: at the end', { x: 740, y: 20, width: 180, height: 330 });
  picture.label('Member', { x: 15, y: 95 }, { bold: true, from: 'start' });
  picture.label('Management machine', { x: 15, y: 250 }, { bold: true, from: 'start', width: 95 });
  picture.label('Domain', { x: 15, y: 425 }, { bold: true, from: 'start' });

  const box = { width: 110, height: 62, tone: 'ours' } as const;
  const join = picture.box({ ...box, x: 335, y: 70, title: 'join-domain' });
  const install = picture.box({ ...box, x: 465, y: 70, title: 'install' });
  const configure = picture.box({ ...box, x: 595, y: 70, title: 'configure', lines: ['then register'] });
  const prepare = picture.box({ ...box, x: 125, y: 220, width: 160, height: 90, title: 'directory-prepare' });
  const admit = picture.box({ ...box, x: 465, y: 220, height: 90, title: 'directory' });
  const release = picture.box({ ...box, x: 755, y: 220, width: 150, height: 90, title: 'directory-release' });
  picture.box({
    ...{ x: 110, y: 400, width: 810, height: 70, tone: 'secret' },
    title: 'Active Directory',
    lines: ['group of the members · managed account (gMSA) · service principal names · delegation'],
  });
  const down = (from: typeof prepare, label: string): void => {
    const { x } = from.bottom();
    picture.arrow(from.bottom(), { x, y: 400 }, { label, labelAt: { x, y: 373 } });
  };
  down(prepare, 'group, account, delegation');
  down(admit, 'into the group, service name');
  down(release, 'out, if not described');
  picture.arrow(join.bottom(), { x: join.bottom().x, y: 400 }, { label: 'computer', labelAt: { x: 390, y: 330 } });
  picture.arrow(join.right(), install.left());
  picture.arrow(install.bottom(), admit.top(), { tone: 'waits', label: 'then', labelAt: { x: 520, y: 175 } });
  picture.arrow(admit.right(), configure.bottom(0.3), {
    via: [{ x: 628, y: 265 }],
    tone: 'waits',
    label: 'then',
    labelAt: { x: 628, y: 200 },
  });
  picture.arrow({ x: 680, y: 400 }, configure.bottom(0.77), {
    label: 'reads its\npassword',
    labelAt: { x: 680, y: 320 },
  });
  picture.arrow({ x: 720, y: 101 }, release.top(), {
    via: [{ x: 830, y: 101 }],
    dashed: true,
    label: 'all are there',
    labelAt: { x: 830, y: 160 },
  });
  picture.arrow(prepare.right(), admit.left(), { tone: 'waits', label: 'before', labelAt: { x: 335, y: 265 } });
  picture.label(
    "An administrator's script does the work of the management machine where nobody may run commands there.",
    { x: 515, y: 478 },
    { quiet: true },
  );
  return picture;
}
