import { directoryWorld, effectsOf, objectIn, outputIn, root, strict } from './directory-world';
import type { DomainConfig } from './engine/domain-config';
import { describeWithEngine } from './engine/engine';
import { SimulatedWorld } from './engine/world';

describeWithEngine('a simulated Active Directory', (engine) => {
  const world = (domain?: DomainConfig): Promise<SimulatedWorld> => directoryWorld(engine(), domain);
  const output = async (script: string, domain?: DomainConfig): Promise<readonly string[]> =>
    outputIn(await world(domain), script);

  describe('has two domain controllers', () => {
    test('what is written on one is seen on the other after a while', async () => {
      const seen = (server: string): string =>
        `@(Get-ADObject -LDAPFilter '(sAMAccountName=members)' -Properties member ${server} | ForEach-Object { "$($_.Name) $($_.member.Count)" }) -join ''`;
      const look = `'{0}|{1}|{2}' -f (${seen("-Server 'dc1.corp.example'")}), (${seen("-Server 'corp.example'")}), (${seen('')})\n`;
      const server = "-Server 'dc1.corp.example'";
      expect(
        await output(
          `New-ADGroup -Name 'members' -GroupScope Global ${server}
          ${look} Start-Sleep -Seconds 20
          Add-ADGroupMember -Identity 'members' -Members 'GW-01$' ${server}
          ${look} Start-Sleep -Seconds 10
          ${look} Start-Sleep -Seconds 20
          ${look}`,
          { replicationDelay: 30 },
        ),
      ).toEqual(['members 0||', 'members 1||', 'members 1|members 0|members 0', 'members 1|members 1|members 1']);
    });

    test('in the end both know the same', async () => {
      const one = await world({ replicationDelay: 3600 });
      await outputIn(one, "New-ADGroup -Name 'members' -GroupScope Global");
      expect(await objectIn(one, 'members')).toBeDefined();
      expect(
        await outputIn(one, "@(Get-ADObject -LDAPFilter '(name=members)' -Server 'dc1.corp.example').Count"),
      ).toEqual(['0']);
    });
  });

  describe('lets a computer read the password of a managed account', () => {
    const may = `try { Install-ADServiceAccount -Identity 'svc-gw'; 'installed' } catch { 'denied' }
      Test-ADServiceAccount -Identity 'svc-gw' -WarningAction SilentlyContinue\n`;

    test('by itself at once, by a group from the next ticket on', async () => {
      const one = await world({
        objects: [
          { sam: 'inner', class: 'group' },
          { sam: 'members', class: 'group', members: ['inner'] },
          { sam: 'svc-gw$', class: 'gmsa', principalsAllowedToRetrieve: ['members'] },
        ],
      });
      expect(await outputIn(one, may)).toEqual(['denied', 'False']);
      const admit = "Add-ADGroupMember -Identity 'inner' -Members 'GW-01$'\n";
      expect(await outputIn(one, `${admit} ${may} & klist.exe -li 0x3e7 purge | Out-Null\n ${may}`)).toEqual([
        ...['denied', 'False', 'installed', 'True'],
      ]);
      await outputIn(one, admit.replace('GW-01', 'GW-02'));
      await one.reboot('GW-02');
      expect(await outputIn(one, may, 'GW-02')).toEqual(['installed', 'True']);
      expect(
        await outputIn(
          one,
          "Set-ADServiceAccount -Identity 'svc-gw' -PrincipalsAllowedToRetrieveManagedPassword 'GW-01$'",
        ),
      ).toEqual([]);
      expect(await outputIn(one, may)).toEqual(['installed', 'True']);
      expect(await outputIn(one, may, 'GW-02')).toEqual(['denied', 'False']);
    });

    test('not before its domain controller knows of it', async () => {
      const one = await world({
        replicationDelay: 60,
        objects: [
          { sam: 'members', class: 'group' },
          { sam: 'svc-gw$', class: 'gmsa', principalsAllowedToRetrieve: ['members'] },
        ],
      });
      const purge = '& klist.exe -li 0x3e7 purge | Out-Null\n';
      expect(
        await outputIn(
          one,
          `Add-ADGroupMember -Identity 'members' -Members 'GW-01$' -Server 'dc1.corp.example'
          ${purge} ${may} Start-Sleep -Seconds 60
          ${may} ${purge} ${may}`,
        ),
      ).toEqual(['denied', 'False', 'denied', 'False', 'installed', 'True']);
    });
  });

  describe('is survived by', () => {
    const script = `${strict}
      New-ADGroup -Name 'members' -GroupScope Global
      Add-ADGroupMember -Identity 'members' -Members 'GW-01$'
      'done'`;

    test('copies of a world, which know nothing of each other', async () => {
      const one = await world({ replicationDelay: 10 });
      const other = await one.clone();
      await one.run('GW-01', script);
      const third = await one.clone();
      await outputIn(third, "Remove-ADGroupMember -Identity 'members' -Members 'GW-01$' -Confirm:$false");
      expect(await objectIn(other, 'members')).toBeUndefined();
      expect((await objectIn(one, 'members'))?.members).toEqual(['GW-01$']);
      expect((await objectIn(third, 'members'))?.members).toEqual([]);
    });

    test('people who make and delete objects', async () => {
      const one = await world({ objects: [{ sam: 'readers', class: 'group', members: ['GW-01$', 'GW-02$'] }] });
      await one.addDirectoryObject({
        sam: 'svc-gw$',
        class: 'gmsa',
        principalsAllowedToRetrieve: ['readers', 'GW-02$'],
      });
      await one.removeDirectoryObject('GW-02$');
      expect((await objectIn(one, 'readers'))?.members).toEqual(['GW-01$']);
      expect((await objectIn(one, 'svc-gw$'))?.mayRetrieve).toEqual(['readers', expect.stringMatching(/^S-1-5-21-/)]);
      expect(await objectIn(one, 'GW-02$')).toBeUndefined();
      expect(await outputIn(one, 'Test-ComputerSecureChannel', 'GW-02')).toEqual(['False']);
    });

    test('faults, which hit its effects as all others', async () => {
      const one = await world();
      const failed = await one.run('GW-01', script, { at: 1, kind: 'error' });
      expect(failed).toMatchObject({ exitCode: 1, output: [] });
      expect((await objectIn(one, 'members'))?.members).toEqual([]);
      const cut = await (await world()).run('GW-01', script, { at: 0, kind: 'rebootAfter' });
      expect([cut.rebooted, effectsOf(cut)]).toEqual([true, [`ad.group.create members in CN=Users,${root}`]]);
    });
  });

  test('a world without a domain has no directory in its state', async () => {
    const state = await (await SimulatedWorld.create(engine())).state();
    expect([state.directory, state.members['GW-01']?.domain]).toEqual([undefined, undefined]);
  });
});
