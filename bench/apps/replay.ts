/**
 * `replay.js FOLDER nothing|all`: the stacks that lie in a folder, written once more by hand: providers alone, or every
 * resource, each by its own binding, with the attributes that the JSON says. The yardstick of what an app costs at least.
 */
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import {
  App,
  AssetType,
  TerraformAsset,
  type TerraformElement,
  TerraformLocal,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
} from 'cdktf';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Json>>>>;
type Binding = new (stack: TerraformStack, id: string, config: unknown) => TerraformElement;

const camel = (name: string): string => name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

function inCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camel(key), inCamelCase(inner)]));
}

/** What has no binding: `terraform_data` and other providers. */
class Plain extends TerraformResource {
  public constructor(
    stack: TerraformStack,
    id: string,
    type: string,
    private readonly values: Json,
  ) {
    super(stack, id, { terraformResourceType: type, terraformGeneratorMetadata: { providerName: 'terraform' } });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.values };
  }
}

const bindings = new Map<string, Binding | undefined>();

function bindingOf(type: string): Binding | undefined {
  if (!bindings.has(type)) {
    const folder = type.replace(/^azurerm_/, '').replaceAll('_', '-');
    // By name, as a person would import it: the names are those of the JSON.
    const all = type.includes('azurerm_')
      ? // eslint-disable-next-line @typescript-eslint/no-require-imports
        (require(`@cdktf/provider-azurerm/lib/${folder}`) as Record<string, Binding & { tfResourceType?: string }>)
      : {};
    const terraformType = type.replace(/^data_/, '');
    bindings.set(
      type,
      Object.values(all).find(({ tfResourceType }) => tfResourceType === terraformType),
    );
  }
  return bindings.get(type);
}

function addBlocks(stack: TerraformStack, kind: '' | 'data_', blocks: Blocks): void {
  for (const [type, byName] of Object.entries(blocks)) {
    const Type = bindingOf(`${kind}${type}`);
    for (const [name, { '//': _, ...attributes }] of Object.entries(byName)) {
      const id = `${kind}${type}.${name}`;
      const element =
        Type === undefined ? new Plain(stack, id, type, attributes) : new Type(stack, id, inCamelCase(attributes));
      element.overrideLogicalId(name);
    }
  }
}

function replay(app: App, folder: string, name: string, whole: boolean): void {
  const stack = new TerraformStack(app, name);
  const json = JSON.parse(readFileSync(join(folder, name, 'cdk.tf.json'), 'utf8')) as Record<string, never>;
  const { provider = {}, resource = {}, data = {}, locals = {}, output = {}, variable = {} } = json;
  for (const [index, config] of Object.entries((provider as Record<string, Json[]>)['azurerm'] ?? [])) {
    new AzurermProvider(stack, `azurerm-${index}`, inCamelCase(config) as never);
  }
  if (!whole) return;
  addBlocks(stack, '', resource);
  addBlocks(stack, 'data_', data);
  for (const [id, value] of Object.entries(locals)) new TerraformLocal(stack, `local.${id}`, value);
  for (const [id, value] of Object.entries(output))
    new TerraformOutput(stack, `output.${id}`, value as { value: unknown });
  for (const [id, value] of Object.entries(variable)) new TerraformVariable(stack, `variable.${id}`, value as Json);
  for (const file of assetsOf(join(folder, name))) {
    new TerraformAsset(stack, `asset.${file}`, { path: join(folder, name, file), type: AssetType.FILE });
  }
}

function assetsOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /^assets.*\.\w+$/.test(file));
}

const [folder = '', content = 'all'] = process.argv.slice(2);
// The folder is that of an app whose validations have passed: azurerm has an element in every stack.
const app = new App({ skipValidation: false });
for (const name of readdirSync(folder)) replay(app, folder, name, content === 'all');
app.synth();
