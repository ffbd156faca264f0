import { Picture } from '../kit/picture';

/** Who writes the manifest of a stack, and who reads it. */
export function manifest(): Picture {
  const picture = new Picture({
    title: 'Who writes the manifest, and who reads it',
    description:
      'Synthesis writes two files for each stack: cdk.tf.json for Terraform, and data-gateway.json, the manifest, for people and tools. ' +
      'The manifest names clusters, members, circuits, delegated subnets and egress with their Terraform addresses, holds no secret, and ' +
      'is checked by the schema of the package.',
    width: 900,
    height: 380,
  });
  const app = picture.box({
    x: 20,
    y: 130,
    width: 160,
    height: 90,
    tone: 'ours',
    title: 'Your app',
    lines: ['constructs of this library'],
  });
  picture.zone('cdktf.out/stacks/NAME', { x: 250, y: 40, width: 270, height: 270 });
  const json = picture.box({
    x: 270,
    y: 80,
    width: 230,
    height: 70,
    title: 'cdk.tf.json',
    lines: ['what Terraform shall make'],
  });
  const file = picture.box({
    ...{ x: 270, y: 190, width: 230, height: 100, tone: 'waits' },
    title: 'data-gateway.json',
    lines: ['what it is: clusters, members, circuits, subnets, egress'],
  });
  const terraform = picture.box({
    x: 620,
    y: 80,
    width: 250,
    height: 70,
    title: 'Terraform',
    lines: ['plan and apply'],
  });
  const readers = picture.box({
    ...{ x: 620, y: 180, width: 250, height: 60, tone: 'service' },
    title: 'Reviewers and tools',
    lines: ['plan review, topology, tests'],
  });
  const schema = picture.box({
    x: 620,
    y: 290,
    width: 250,
    height: 60,
    tone: 'secret',
    title: 'JSON schema',
    lines: ['published in the package'],
  });
  picture.arrow(app.right(0.3), json.left(0.53), { label: 'synth', labelAt: { x: 218, y: 138 } });
  picture.arrow(app.right(0.8), file.left(0.3), { label: 'synth', labelAt: { x: 214, y: 208 } });
  picture.arrow(json.right(), terraform.left());
  picture.arrow(file.right(0.2), readers.left(), { label: 'read', labelAt: { x: 570, y: 210 } });
  picture.arrow(schema.left(), file.right(0.85), { dashed: true, label: 'checks', labelAt: { x: 565, y: 300 } });
  picture.label('No secret, nothing random, always in the same order.', { x: 385, y: 330 }, { quiet: true });
  return picture;
}
