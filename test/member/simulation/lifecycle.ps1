# What happens to worlds: a copy, a restart of a machine, a change by a test, and the state at the end.

# Restarts a machine, after a power loss or in good order.
function SimReboot {
    param($World, $Machine)
    SimUseWorld $World $Machine
    foreach ($service in @($Machine.services.Values)) { if ($service.status -eq 'Running') { SimServiceDown $service } }
    $Machine.processes.Clear()
    $World.clock += [Simulation.Network]::Ticks(120)
    $Machine.bootedAt = $World.clock
    $Machine['restartScheduled'] = $false
    $Machine.domain.restartNeeded = $false
    $Machine.registry.Remove('HKLM:\SYSTEM\CurrentControlSet\Services\Netlogon\JoinDomain')
    SimFreshTickets
    foreach ($service in @($Machine.services.Values | Sort-Object -Property { $_.name })) { if ($service.startType -eq 'Automatic') { $null = SimServiceUp $service } }
}

# Changes of a world by a test. `set` takes a path of keys from the world's root.
function SimMutate {
    param($World, $Machine, $Change)
    SimUseWorld $World $Machine
    switch ($Change.kind) {
        'set' {
            $keys = @($Change.path)
            $at = if ($null -ne $Machine) { $Machine } else { $World }
            foreach ($key in $keys[0..($keys.Count - 2)]) { if ($keys.Count -gt 1) { $at = $at[$key] } }
            if ($null -eq $at) { throw "no such path: $($keys -join '/')" }
            $at[$keys[-1]] = $Change.value
        }
        'advance' {
            $World.clock += [Simulation.Network]::Ticks($Change.seconds)
            foreach ($one in $World.machines.Values) { SimUseWorld $World $one; SimProcessesDue; SimServicesDue }
        }
        'writeFile' { SimPutText $Change.file $Change.text }
        'removeFile' { SimDrop $Change.file }
        'registry' { if ($null -eq $Change['value']) { $global:Sim.machine.registry.Remove($Change.key) } else { SimPutValue $Change.key $Change.name $Change.value $Change.type } }
        'service' {
            SimServicesDue
            $service = $Machine.services[$Change.name]
            if ($Change.status -eq 'Stopped') { SimServiceDown $service } elseif ($service.status -ne 'Running') { $refusal = SimServiceUp $service; if ($null -ne $refusal) { throw $refusal } }
        }
        'installGateway' { SimInstallGateway $Change.version }
        'cluster' { SimAddCluster $World $Change.cluster }
        'secret' {
            $secret = $World.vaults[$Change.vault].secrets[$Change.name]
            $secret.newest = $Change.version
            $secret.versions[$Change.version] = $Change.value
            SimSecret $Change.value
        }
        'joinByExtension' { SimJoinByExtension $World $Machine $Change['organizationalUnit'] }
        'addObject' { SimLayObjects $Change.domain @($Change.object); SimLink $Change.domain @($Change.object) }
        'removeObject' { SimDeleteObject $Change.domain $Change.sam }
        default { throw "no such change: $($Change.kind)" }
    }
}

# --- The end state: no times, no process ids, no logs, all delays over ------------------------------------------------

function SimState {
    param($World)
    $machines = [ordered]@{}
    foreach ($name in [Simulation.Worlds]::Keys($World.machines)) { SimUseWorld $World $World.machines[$name]; $machines[$name] = SimMachineState $World.machines[$name] }
    $clusters = @(foreach ($cluster in $World.tenant.clusters) {
        [ordered]@{
            name = $cluster.name; id = $cluster.id; description = $cluster.description; loadBalancing = $cluster.loadBalancing; region = $cluster.region; settings = [Simulation.Worlds]::Sorted($cluster.settings)
            members = @(foreach ($member in $cluster.members) { [ordered]@{ name = $member.name; id = $member.id; primary = $member.id -eq $cluster.id; machine = $member.machine; version = (SimMemberVersion $member); status = (SimMemberStatus $member $true) } })
            permissions = @(foreach ($permission in @($cluster.permissions | Sort-Object -Property { $_.id })) { [ordered]@{ principal = $permission.id; role = $permission.role } })
        }
    })
    $state = [ordered]@{ clusters = $clusters; members = $machines }
    if ($null -ne $World.domain) {
        foreach ($name in $machines.Keys) { $machines[$name]['domain'] = [ordered]@{ joined = $World.machines[$name].domain.joined; name = $World.machines[$name].domain.name } }
        $state['directory'] = [Simulation.State]::Domains($World.domain)
    }
    $state
}

function SimMachineState {
    param($Machine)
    SimProcessesDue
    # A service that is about to fail has failed in the end.
    foreach ($service in $Machine.services.Values) { if ($null -ne $service.diesAt) { SimServiceFailed $service } }
    $services = [ordered]@{}
    foreach ($name in [Simulation.Worlds]::Keys($Machine.services)) {
        $service = $Machine.services[$name]
        $services[$service.name] = [ordered]@{ status = $service.status; startType = $service.startType; startName = $service.nextStartName; runsAs = $service.startName }
    }
    $users = [ordered]@{}
    foreach ($name in [Simulation.Worlds]::Keys($Machine.users)) { $user = $Machine.users[$name]; $users[$user.name] = [ordered]@{ enabled = $user.enabled; passwordChanged = $user.passwordSetAt -ge $global:Sim.world.began; managedByLaps = $user.managedByLaps } }
    $groups = [ordered]@{}
    foreach ($sid in [Simulation.Worlds]::Keys($Machine.groups)) { $groups[$sid] = @($Machine.groups[$sid].members) }
    [ordered]@{
        folders = [Simulation.State]::Folders($Machine); files = [Simulation.State]::Files($Machine); registry = [Simulation.State]::Registry($Machine); services = $services; users = $users; groups = $groups; rights = [Simulation.Worlds]::Sorted($Machine.rights); acl = [Simulation.Worlds]::Sorted($Machine.acl); features = [Simulation.Worlds]::Sorted($Machine.features)
        disks = @(foreach ($disk in $Machine.disks) { [ordered]@{ number = $disk.number; name = $disk.name; style = $disk.style; offline = $disk.offline; readOnly = $disk.readOnly; partitions = @(foreach ($partition in $disk.partitions) { [ordered]@{ number = $partition.number; letter = $partition.letter; kind = $partition.kind; fileSystem = $partition.fileSystem; label = $partition.label; unit = $partition.unit } }) } })
        certificates = @(foreach ($certificate in @($Machine.certificates | Sort-Object -Property { $_.thumbprint })) { [ordered]@{ thumbprint = $certificate.thumbprint; subject = $certificate.subject; keyKept = $certificate.key.persisted; exportable = $certificate.exportable } })
        winhttp = $Machine.winhttp; laps = $Machine.laps; managedAccountsInstalled = [Simulation.Worlds]::Keys($Machine.domain.installed); registered = SimRegistration
        running = @(foreach ($process in @($Machine.processes.Values | Where-Object { $_.kind -ne 'service' } | Sort-Object -Property { $_.name })) { $process.name })
    }
}
