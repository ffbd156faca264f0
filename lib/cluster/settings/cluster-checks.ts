import { BOOTSTRAP_STEPS } from '../../bootstrap/step-names';
import { FORBIDDEN_ADMINISTRATOR_NAMES } from '../../common/azure-rules';
import type { Checks } from '../../common/checks';
import { checkResourceGroup } from '../../common/place';
import { isRecord } from '../../common/shapes';
import { checkTags } from '../../common/tags';
import { KeyVaultSecretReference } from '../../identity/key-vault-reference';
import { GATEWAY_CLUSTER_PROPERTIES, type GatewayClusterProps } from '../props/gateway-cluster-props';
import type { MemberSettings } from '../props/member-settings';
import { type IMemberStep, MEMBER_RESOURCE_IDS } from '../props/member-step';
import { Registration } from '../props/registration';

export function checkUnknownProperties(props: GatewayClusterProps, checks: Checks): void {
  for (const [property, got] of Object.entries<unknown>({ ...props })) {
    if (GATEWAY_CLUSTER_PROPERTIES.includes(property)) continue;
    if (!/personal/i.test(`${property} ${String(got)}`)) {
      checks.knownProperties({ [property]: got }, GATEWAY_CLUSTER_PROPERTIES);
      continue;
    }
    const fix =
      'A personal gateway serves one user, refreshes imports only, and cannot form a cluster: install it by hand where it is wanted.';
    checks.add({ property, got, allowed: 'standard mode, which needs no property', fix });
  }
}

export function checkPlace(props: GatewayClusterProps, checks: Checks): void {
  checkResourceGroup(props.resourceGroupName, checks);
  checkTags(props.tags, checks);
}

export function checkService(props: GatewayClusterProps, checks: Checks): void {
  checks.text('gatewayName', props.gatewayName, {
    // Fabric REST: displayName of at most 200 characters.
    pattern: /^(?! )[^\p{Cc}]{1,200}(?<! )$/u,
    allowed: '1 to 200 characters, no control characters, no space at either end',
    fix: 'Give the name that people shall see in the service; it must be unique in the tenant.',
  });
  checkRecoveryKey(props.recoveryKey, checks);
  const registration = props.registration as unknown;
  if (registration instanceof Registration) registration.check('registration', checks);
  else {
    const fix = 'Use Registration.servicePrincipal({…}) or Registration.byOperator({…}).';
    checks.addHidden({ property: 'registration', got: registration, allowed: 'a Registration', fix });
  }
  checkAdministrators(props, checks);
}

function checkRecoveryKey(recoveryKey: unknown, checks: Checks): void {
  if (recoveryKey instanceof KeyVaultSecretReference) {
    recoveryKey.check('recoveryKey', checks);
    return;
  }
  const fix =
    'Keep the key in Key Vault and give KeyVaultSecretReference.of({ keyVaultId, name }): it must not be in code or state.';
  checks.addHidden({ property: 'recoveryKey', got: recoveryKey, allowed: 'a KeyVaultSecretReference', fix });
}

function checkAdministrators({ administrators, registration }: GatewayClusterProps, checks: Checks): void {
  const fix = 'Give the object id of a user or, better, of a security group.';
  if (checks.isUnknown(administrators)) return;
  if (administrators !== undefined && !Array.isArray(administrators)) {
    checks.add({ property: 'administrators', got: administrators, allowed: 'an array of object ids', fix });
    return;
  }
  const given = administrators ?? [];
  given.forEach((id, index) => {
    const property = `administrators[${String(index)}]`;
    checks.guid(property, id, fix);
    if (given.indexOf(id) !== index) {
      checks.add({ property, got: id, allowed: 'each administrator once', fix: 'Remove the second mention.' });
    }
  });
  if (given.length === 0 && registration instanceof Registration && !registration.needsOperator) {
    checks.add({
      property: 'administrators',
      got: administrators,
      allowed: 'at least one object id with a service principal',
      fix: 'Name a group of people: a gateway that a service principal registered can be administered by nobody else.',
    });
  }
}

export function checkMachineSwitches(props: GatewayClusterProps, checks: Checks): void {
  checks.flag('encryptionAtHost', props.encryptionAtHost, 'Leave it out to have it on.');
  checks.flag('azureHybridBenefit', props.azureHybridBenefit, 'Leave it out to pay as you go.');
  checks.flag('lock', props.lock, 'Leave it out for no lock.');
  if (props.administratorUsername !== undefined) checkAdministratorUsername(props.administratorUsername, checks);
  checkSteps(props.steps, checks);
  checkWaitFor(props.waitFor, checks);
}

/** The settings of members that are settings; what is none is reported, and left out of what follows. */
export function wellFormedSettings(
  settings: GatewayClusterProps['memberSettings'],
  checks: Checks,
): Readonly<Record<string, MemberSettings>> {
  if (settings === undefined) return {};
  const fix = "Write { '01': { … } }.";
  if (!isRecord(settings)) {
    checks.add({ property: 'memberSettings', got: settings, allowed: 'settings by key of the member', fix });
    return {};
  }
  const broken = Object.entries(settings).filter(([, own]) => !isRecord(own));
  for (const [key, got] of broken) {
    checks.add({ property: `memberSettings.${key}`, got, allowed: 'settings of a member', fix });
  }
  return Object.fromEntries(Object.entries(settings).filter(([, own]) => isRecord(own)));
}

/** Constructs and resources have an address, which `depends_on` takes. */
function checkWaitFor(waitFor: unknown = [], checks: Checks): void {
  const fix = 'Give resources, or constructs such as FirewallEgressRules: [rules, peering].';
  if (!Array.isArray(waitFor)) {
    checks.add({ property: 'waitFor', got: waitFor, allowed: 'an array of what can be waited for', fix });
    return;
  }
  waitFor.forEach((one: unknown, index) => {
    if (isRecord(one) && typeof one['fqn'] === 'string') return;
    const got = isRecord(one) ? 'an object without `fqn`' : one;
    checks.add({ property: `waitFor[${String(index)}]`, got, allowed: 'something with an address in Terraform', fix });
  });
}

function checkSteps(steps: readonly IMemberStep[] = [], checks: Checks): void {
  const fix = 'The name becomes part of the resource addresses.';
  if (!Array.isArray(steps)) {
    checks.add({ property: 'steps', got: steps, allowed: 'an array of steps', fix: 'Write [step].' });
    return;
  }
  const reserved = [...MEMBER_RESOURCE_IDS, ...BOOTSTRAP_STEPS];
  const names = new Set(reserved);
  (steps as readonly unknown[]).forEach((step, index) => {
    const property = `steps[${String(index)}].name`;
    const name = isRecord(step) ? step['name'] : undefined;
    const rule = { pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, allowed: 'lower-case words and hyphens', fix };
    if (checks.text(property, name, rule) && names.has(name)) {
      const allowed = `each step name once, and none of ${reserved.join(', ')}`;
      checks.add({ property, got: name, allowed, fix });
    }
    names.add(String(name));
  });
}

function checkAdministratorUsername(name: string, checks: Checks): void {
  const property = 'administratorUsername';
  const fix = 'Leave it out for gwadmin.';
  const rule = {
    pattern: /^([^"/\\[\]:|<>+=;,?*@\s]*[^"/\\[\]:|<>+=;,?*@\s.])$/,
    maxBytes: 20,
    allowed: '1 to 20 bytes, no blank, none of "/\\[]:|<>+=;,?*@ and no period at the end',
    fix,
  };
  if (!checks.text(property, name, rule) || checks.isUnknown(name)) return;
  if (!FORBIDDEN_ADMINISTRATOR_NAMES.includes(name.toLowerCase())) return;
  const allowed = `a name other than ${FORBIDDEN_ADMINISTRATOR_NAMES.join(', ')}`;
  checks.add({ property, got: name, allowed, fix: `Azure refuses these names. ${fix}` });
}
