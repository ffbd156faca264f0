import fc from 'fast-check';
import { type KerberosDelegation, ServiceAccount } from '../../lib';
import {
  ACCOUNT,
  account,
  DROPPED,
  expectNothingChanged,
  group,
  MARK,
  OTHERS,
  prepared,
  previewAndRun,
  said,
} from './administrator';
import { CONSTRAINED, gatewayAccount, MEMBERS_GROUP, RESOURCE_BASED, SQL } from './directory-cluster';
import type { DirectoryObjectConfig } from './engine/domain-config';
import { describeWithEngine } from './engine/engine';

const maker = fc.constantFrom(MARK, OTHERS);
const computers = fc.subarray(['GW-01$', 'GW-02$', 'OLD-01$']);
const services = fc.subarray([...SQL.forms, 'HTTP/web.corp.example']);

/** A directory as somebody may have left it: the account of the cluster, its group, and its computers. */
const found = fc.record({
  group: fc.option(fc.record({ description: maker, members: computers })),
  account: fc.option(
    fc.record({
      description: maker,
      enabled: fc.boolean(),
      encryptionTypes: fc.constantFrom(4, 24, 28),
      readers: fc.subarray([MEMBERS_GROUP, 'others', 'S-1-5-21-1-2-3-1234']),
      spns: fc.subarray(['gateway/GW-01', 'gateway/OLD-01', 'gateway/GONE-01']),
      allowedToDelegateTo: services,
      trustedForDelegation: fc.boolean(),
      trustedToAuthForDelegation: fc.boolean(),
    }),
  ),
  computer: fc.record({ allowedToDelegateTo: services, trustedForDelegation: fc.boolean() }),
  nameTaken: fc.boolean(),
});
/** What is described. */
const wanted = fc.record({
  kind: fc.constantFrom('managed', 'virtual'),
  delegation: fc.constantFrom<KerberosDelegation | undefined>(CONSTRAINED, RESOURCE_BASED, undefined),
  createComputers: fc.boolean(),
  removeDropped: fc.boolean(),
});

type Found = typeof found extends fc.Arbitrary<infer Value> ? Value : never;

function objectsIn({ group: someGroup, account: someAccount, computer, nameTaken }: Found): DirectoryObjectConfig[] {
  const there = someGroup === null ? [] : [MEMBERS_GROUP];
  const objects: DirectoryObjectConfig[] = [
    { sam: 'OLD-01$', class: 'computer', ...computer },
    { sam: 'others', class: 'group' },
  ];
  if (someGroup !== null) objects.push(group(someGroup));
  if (someAccount !== null) {
    const { readers, ...rest } = someAccount;
    const known = readers.filter((name) => name !== MEMBERS_GROUP || there.length > 0);
    objects.push(account({ ...rest, principalsAllowedToRetrieve: known }));
  }
  if (nameTaken) objects.push({ sam: 'svc-old', class: 'user', spns: ['gateway/GW-02'] });
  return objects;
}

describeWithEngine('any directory', (engine) => {
  test('is changed as the preview says, and once', async () => {
    await fc.assert(
      fc.asyncProperty(found, wanted, async (begin, { kind, delegation, createComputers, removeDropped }) => {
        const serviceAccount =
          kind === 'managed' || delegation === undefined
            ? gatewayAccount(delegation)
            : ServiceAccount.virtual({ delegation });
        const ready = await prepared(engine(), {
          props: { serviceAccount },
          setup: { createComputers },
          // Those in the group have joined.
          domain: { objects: objectsIn(begin) },
          switches: removeDropped ? [DROPPED] : [],
        });
        const { preview, result } = await previewAndRun(ready);
        expect(preview.exitCode).toBe(result.exitCode);
        if (result.exitCode === 0) expectNothingChanged(await ready.run());
        else expect(said(preview, 'WRONG')).not.toEqual([]);
        const { directory } = await ready.world.state();
        const mine = Object.values(directory?.['corp.example'] ?? {}).find(({ sam }) => sam === ACCOUNT);
        if (result.exitCode === 0 && mine !== undefined && delegation !== undefined && kind === 'managed')
          expect(mine).toMatchObject({ enabled: true, encryptionTypes: 24, trustedFor: false });
        await ready.world.drop();
      }),
      { numRuns: 20 },
    );
  }, 300_000);
});
