import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PICTURES } from '../../scripts/pictures';
import { Picture } from '../../scripts/pictures/kit/picture';
import { linksOf } from '../../scripts/links/markdown';

const docs = resolve(__dirname, '../../docs');
const names = Object.keys(PICTURES);
const draw = (name: string): Picture => (PICTURES[name] ?? (() => new Picture(EMPTY)))();

const EMPTY = { title: 'T', description: 'D', width: 200, height: 200 };

test('the pictures are those that are drawn', () => {
  expect(readdirSync(join(docs, 'pictures')).sort()).toEqual(names.map((name) => `${name}.svg`).sort());
});

test.each(names)('%s: nothing overlaps, overflows or is crossed, and it is as it would be drawn', (name) => {
  const picture = draw(name);
  expect(picture.problems()).toEqual([]);
  expect(readFileSync(join(docs, 'pictures', `${name}.svg`), 'utf8')).toBe(picture.svg());
});

test.each(names.filter((name) => existsSync(join(docs, `${name}.md`))))(
  'the page %s shows it, and says what it is',
  (name) => {
    const images = linksOf(readFileSync(join(docs, `${name}.md`), 'utf8')).filter(({ isImage }) => isImage);
    expect(images).toContainEqual(
      expect.objectContaining({ target: `pictures/${name}.svg`, text: draw(name).about.title }),
    );
  },
);

describe('what readers would stumble over is a problem', () => {
  const box = { x: 10, y: 10, width: 80, height: 40, title: 'One' };
  const cases: Readonly<Record<string, readonly [(picture: Picture) => void, string]>> = {
    'boxes that overlap': [
      (picture) => {
        picture.box(box);
        picture.box({ ...box, y: 30, title: 'Two' });
      },
      "'One' and 'Two' overlap",
    ],
    'a word that is too wide': [
      (picture) => picture.box({ ...box, title: 'Incomprehensibilities' }),
      'is too wide for its box',
    ],
    'too many lines': [
      (picture) => picture.box({ ...box, lines: ['a', 'b', 'c'] }),
      "'One' is too low for its 4 lines",
    ],
    'a box off the paper': [(picture) => picture.box({ ...box, x: 150 }), "'One' lies outside of the paper"],
    'a box that sticks out of its zone': [
      (picture) => {
        picture.zone('Z', { x: 5, y: 0, width: 60, height: 100 });
        picture.box({ ...box, y: 40 });
      },
      "'One' sticks out of 'Z'",
    ],
    'an arrow through a box': [
      (picture) => {
        picture.box(box);
        picture.arrow({ x: 0, y: 30 }, { x: 199, y: 30 });
      },
      "an arrow runs through 'One'",
    ],
    'an arrow through a text': [
      (picture) => {
        picture.label('text', { x: 100, y: 100 });
        picture.arrow({ x: 100, y: 80 }, { x: 100, y: 150 });
      },
      "an arrow runs through the text 'text'",
    ],
    'texts that overlap': [
      (picture) => {
        picture.label('a text', { x: 100, y: 100 });
        picture.label('another', { x: 105, y: 105 });
      },
      "'a text' and 'another' overlap",
    ],
    'the name of a zone that is wider': [
      (picture) => picture.zone('a very long name', { x: 10, y: 10, width: 50, height: 50 }),
      "the text 'a very long name' runs over the border of 'a very long name'",
    ],
  };
  test.each(Object.entries(cases))('%s', (_, [drawOn, problem]) => {
    const picture = new Picture(EMPTY);
    drawOn(picture);
    expect(picture.problems()).toContainEqual(expect.stringContaining(problem));
  });
});

test('a screen reader is told what it is, and paper and ink are both given in both modes', () => {
  const picture = new Picture({ ...EMPTY, title: 'A < B & "C"' });
  const [light, dark] = [picture.svg(), picture.svg(true)];
  expect(light).toContain('<title id="title">A &lt; B &amp; &quot;C&quot;</title>\n<desc id="description">D</desc>');
  expect(light).toContain('role="img" aria-labelledby="title description"');
  const [day, night = ''] = light.split('@media (prefers-color-scheme:dark)');
  for (const part of [day, night, dark]) expect(part).toMatch(/\.paper\{fill:#\w{6}\}[\s\S]*text\{fill:#\w{6}\}/);
  expect(dark).toContain(/\.paper\{fill:(#\w{6})/.exec(night)?.[1]);
});
