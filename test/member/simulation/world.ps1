# A new world from its description, which world.ts has filled up with all defaults.

function SimTable {
    param($From)
    $table = @{}
    if ($null -ne $From) { foreach ($key in $From.Keys) { $table[$key] = $From[$key] } }
    $table
}

function SimNewWorld {
    param($Config)
    $clock = [datetime]::Parse($Config.startTime, [cultureinfo]::InvariantCulture, 'AdjustToUniversal').Ticks
    $world = @{
        clock = $clock; began = $clock; lastProcessId = 1000; cloud = $Config.cloud; proxy = $Config.proxy; names = $Config.names
        vaults = $Config.vaults; storage = $Config.storageAccounts; shares = @{}; shareFiles = @{}; downloads = $Config.downloads; downloadFailures = $Config.downloadFailures
        tokens = @{}; secrets = [System.Collections.Generic.List[string]]::new(); machines = @{}; domain = $null; tenant = $null
    }
    SimUseWorld $world $null
    # Keeps names as they are but for their case, as Windows and Azure do.
    $tenant = $Config.tenant
    $world.tenant = @{
        id = $tenant.id; domains = $tenant.domains; principals = $tenant.principals; clusters = [System.Collections.Generic.List[object]]::new(); privateLink = $tenant.privateLink; servicePrincipals = $tenant.servicePrincipals
        installersRestricted = $tenant.installersRestricted; regions = $tenant.regions; failures = $tenant.failures; visibleAfter = $tenant.visibleAfter; directoryObjects = $tenant.directoryObjects; userTwice = $tenant.addingUserTwice
        loadBalancingWords = $tenant.loadBalancingWords; made = @{}
    }
    foreach ($cluster in $tenant.clusters) { SimAddCluster $world $cluster }
    foreach ($vault in $world.vaults.Values) { foreach ($secret in $vault.secrets.Values) { foreach ($value in $secret.versions.Values) { SimSecret $value } } }
    foreach ($principal in $tenant.principals) { SimSecret $principal.secret }
    foreach ($value in $Config.secrets) { SimSecret $value }
    if ($null -ne $Config.domain) {
        SimNewForest $Config.domain
        SimLayObjects $Config.domain.name $Config.domain.objects
        foreach ($name in $Config.domain.domains.Keys) { SimLayObjects $name $Config.domain.domains[$name].objects }
    }
    foreach ($root in $Config.fileShares.Keys) {
        $share = $Config.fileShares[$root]
        $world.shares[$root] = $share.access
        $world.shareFiles[$root] = @{ path = $root; dir = $true; data = $null; time = $clock }
        foreach ($name in $share.files.Keys) { $world.shareFiles["$root\$name"] = @{ path = "$root\$name"; dir = $false; data = [System.Text.Encoding]::UTF8.GetBytes($share.files[$name]); time = $clock } }
    }
    foreach ($member in $Config.members) { SimAddMachine $world $member }
    if ($null -ne $Config.domain) {
        SimLink $Config.domain.name $Config.domain.objects
        foreach ($name in $Config.domain.domains.Keys) { SimLink $name $Config.domain.domains[$name].objects }
        foreach ($machine in $world.machines.Values) { SimUseWorld $world $machine; if ($null -ne [Simulation.Directory]::Home()) { SimFreshGroups } }
    }
    $world
}

# Makes a world, and one of its machines, the one that all functions work on.
function SimUseWorld {
    param($World, $Machine)
    $global:Sim['world'] = $World
    $global:Sim['machine'] = $Machine
    # What is found out once for all worlds.
    if ($null -eq $global:Sim['artifacts']) { $global:Sim['artifacts'] = [System.Runtime.CompilerServices.ConditionalWeakTable[byte[], object]]::new(); $global:Sim['packages'] = @{}; $global:Sim['issued'] = @{} }
    $global:Sim['off'] = $false
    $global:Sim['fault'] = $null
    $global:Sim['sawLog'] = $false
    $global:Sim['cuts'] = $null
    $global:Sim['trace'] = [System.Collections.Generic.List[object]]::new()
    $global:Sim['halves'] = [System.Collections.Generic.List[int]]::new()
    $global:Sim['logs'] = [System.Collections.Generic.SortedSet[string]]::new([System.StringComparer]::OrdinalIgnoreCase)
    $global:Sim['reads'] = [System.Collections.Generic.List[string]]::new()
    $global:SimProcess = SimNewSession 'Core' $false
}

function SimAddCluster {
    param($World, $Config)
    $id = SimGuid "cluster $($Config.name) existing"
    $cluster = @{
        id = $id; name = $Config.name; region = $World.tenant.regions[0]; description = $null; loadBalancing = $Config.loadBalancing; recoveryKey = $Config.recoveryKey; visibleAt = 0; settings = @{}
        members = [System.Collections.Generic.List[object]]::new(); permissions = [System.Collections.Generic.List[object]]::new()
    }
    foreach ($admin in $Config.admins) { $cluster.permissions.Add(@{ id = $admin; role = 'Admin'; type = 'User'; types = $null; visibleAt = 0 }) }
    foreach ($member in $Config.members) {
        $memberId = if ($cluster.members.Count -eq 0) { $id } else { SimGuid "member $($Config.name) $($member.name) existing" }
        $cluster.members.Add(@{ id = $memberId; name = $member.name; machine = $member.machine; version = $member.version; status = $member.status; visibleAt = 0; contacts = @() })
    }
    SimSecret $Config.recoveryKey
    $World.tenant.clusters.Add($cluster)
}

function SimAddMachine {
    param($World, $Config)
    $machine = @{
        name = $Config.name; files = @{}; registry = @{}; services = @{}; processes = @{}; disks = @(); dvd = 'E'; users = @{}; groups = @{}; rights = @{}; features = (SimTable $Config.features); acl = @{}; certificates = @()
        events = [System.Collections.Generic.List[object]]::new(); lockedFiles = $Config.lockedFiles; winhttp = ''; laps = $null; bootedAt = $World.clock - [Simulation.Network]::Ticks(300); productType = $Config.productType; caption = $Config.caption
        identities = $Config.identities; identityFailures = $Config.identityFailures; network = $Config.network; clockOffset = $Config.clock.offset; clockCorrectedAfter = $Config.clock.correctedAfter; clockResyncWorks = $Config.clock.resyncWorks
        domain = @{ joined = $Config.domain.joined; name = $(if ($Config.domain.joined -and $null -ne $World.domain) { $World.domain.name } else { '' }); restartNeeded = $false; ticketGroups = @(); reachableAfter = $Config.domain.reachableAfter; trustBroken = $Config.domain.trustBroken; mayRetrieve = @{}; ticket = @{}; installed = @{} }
        msiBusyTimes = $Config.powerShellInstaller.busyTimes; msiFails = $Config.powerShellInstaller.failsWith; msiWantsRestart = $Config.powerShellInstaller.wantsRestart; pwshHangs = $Config.pwshHangs
        installerFailures = $Config.gatewayInstaller.failures; installerWantsRestart = $Config.gatewayInstaller.wantsRestart; connectivitySetting = $Config.gatewayInstaller.connectivitySetting
        connectsAfter = $Config.connectsAfter; neverConnects = $Config.neverConnects; lapsAvailable = $Config.laps.available; lapsError = $Config.laps.fails; featureFails = $Config.featureFails; compilerBlocked = $Config.compilerBlocked
    }
    foreach ($name in $Config.domain.managedAccounts.Keys) {
        $access = $Config.domain.managedAccounts[$name]
        $machine.domain.mayRetrieve[$name] = $access.grantedAfter
        $machine.domain.ticket[$name] = [bool]$access.inTicket
    }
    $World.machines[$Config.name] = $machine
    SimUseWorld $World $machine
    if ($machine.domain.name -ne '' -and -not $Config.domain.noComputerObject) { SimLayComputer $machine }
    SimAddDisks $machine $Config.disks
    foreach ($folder in 'C:\Windows\System32', 'C:\Windows\Temp', 'C:\Windows\ServiceProfiles', 'C:\ProgramData', 'C:\Program Files', 'C:\Program Files (x86)', 'C:\Windows\system32\config\systemprofile\AppData\Local\Temp') { [Simulation.Files]::PutFolder($folder) }
    foreach ($program in 'msiexec', 'sc', 'klist', 'icacls', 'netsh', 'w32tm', 'shutdown') { SimPutText "C:\Windows\System32\$program.exe" 'MZ' }
    foreach ($key in 'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall', 'HKLM:\SOFTWARE\Microsoft\.NETFramework\v4.0.30319', 'HKLM:\SOFTWARE\Wow6432Node\Microsoft\.NETFramework\v4.0.30319', 'HKLM:\SYSTEM\CurrentControlSet\Services', 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\ProfileList', 'HKLM:\SOFTWARE\Policies\Microsoft') { SimPutKey $key }
    SimPutValue 'HKLM:\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full' 'Release' $Config.dotNetRelease 'DWord'
    SimPutValue 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion' 'InstallationType' $Config.installationType
    SimPutValue 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion' 'ProductName' $Config.caption
    $root = 'S-1-5-21-1004336348-1177238915-682003330'
    $machine.users[$Config.adminName] = @{ name = $Config.adminName; sid = "$root-500"; enabled = $true; password = $Config.adminPassword; passwordSetAt = $World.clock - [Simulation.Network]::Ticks(600); managedByLaps = $false }
    $machine.users['Guest'] = @{ name = 'Guest'; sid = "$root-501"; enabled = $false; password = ''; passwordSetAt = $World.clock - [Simulation.Network]::Ticks(600); managedByLaps = $false }
    SimSecret $Config.adminPassword
    # Names are those of a German Windows: scripts are to go by the ids.
    $machine.groups['S-1-5-32-544'] = @{ name = 'Administratoren'; members = @("$($Config.name)\$($Config.adminName)"); orphaned = $false }
    $machine.groups['S-1-5-32-559'] = @{ name = 'Leistungsprotokollbenutzer'; members = @(); orphaned = $Config.orphanedGroupMember }
    $machine.groups['S-1-5-32-558'] = @{ name = 'Systemmonitorbenutzer'; members = @(); orphaned = $false }
    $machine.groups['S-1-5-32-545'] = @{ name = 'Benutzer'; members = @('NT AUTHORITY\INTERACTIVE', 'NT AUTHORITY\Authenticated Users'); orphaned = $false }
    SimAddService 'W32Time' 'Windows Time' 'Automatic' 'NT AUTHORITY\LocalService' 'C:\Windows\System32\svchost.exe -k LocalService'
    $null = SimServiceUp $machine.services['W32Time']
    SimInstallBefore $Config.installed
}

# What is on the machine before any script ran.
function SimInstallBefore {
    param($Installed)
    if ($null -ne $Installed['powerShell']) { SimPutPowerShell $Installed.powerShell }
    foreach ($name in 'DataGateway.Profile', 'DataGateway') {
        if ($null -eq $Installed['module']) { continue }
        $files = SimPackageFiles @{ name = $name; version = $Installed.module; signer = 'CN=Microsoft Corporation, O=Microsoft Corporation, L=Redmond, S=Washington, C=US' }
        foreach ($file in $files.Keys) { if ($file -notmatch '^(_rels|package|\[Content)|\.nuspec$') { SimPutText "C:\Program Files\PowerShell\Modules\$name\$($Installed.module)\$file" $files[$file] } }
    }
    if ($null -ne $Installed['gateway']) { SimInstallGateway $Installed.gateway }
    foreach ($key in @($Installed['registry'] | Where-Object { $null -ne $_ })) { SimPutValue $key.key $key.name $key.value $key.type }
    if ($null -ne $Installed['coreSettings']) {
        $path = "$(SimGatewayFolder)\Microsoft.PowerBI.DataMovement.Pipeline.GatewayCore.dll.config"
        $document = [System.Xml.XmlDocument]::new()
        $document.PreserveWhitespace = $true
        $document.LoadXml((SimText $path))
        $section = $document.SelectSingleNode('/configuration/applicationSettings/*')
        foreach ($name in $Installed.coreSettings.Keys) {
            $setting = $section.SelectSingleNode("setting[@name='$name']")
            if ($null -eq $setting) {
                $setting = $section.AppendChild($document.CreateElement('setting'))
                $setting.SetAttribute('name', $name)
                $setting.SetAttribute('serializeAs', 'String')
                $null = $setting.AppendChild($document.CreateElement('value'))
            }
            $setting.SelectSingleNode('value').InnerText = [string]$Installed.coreSettings[$name]
        }
        SimPutText $path $document.OuterXml
    }
    foreach ($path in $Installed.files.Keys) { SimPutText $path $Installed.files[$path] }
    if ($null -ne $Installed['registeredIn']) {
        foreach ($cluster in $global:Sim.world.tenant.clusters) {
            if ($cluster.name -ne $Installed.registeredIn) { continue }
            foreach ($member in $cluster.members) { if ($member.machine -eq $global:Sim.machine.name) { $member.status = $null; SimPutRegistration $cluster $member } }
        }
    }
}

# The files in a module's package. A DLL of somebody else is signed by somebody else, or by nobody.
function SimPackageFiles {
    param($Package)
    $name = $Package['name']
    $version = $Package['version']
    $key = "$name $version $($Package['signer']) $($Package['tampered'])"
    if (-not $global:Sim.packages.ContainsKey($key)) { $global:Sim.packages[$key] = SimMakePackageFiles $name $version $Package['signer'] ([bool]$Package['tampered']) }
    $global:Sim.packages[$key]
}

function SimMakePackageFiles {
    param([string]$Name, [string]$Version, [string]$Signer, [bool]$Tampered)
    $needs = if ($name -eq 'DataGateway') { "    RequiredModules = @(@{ ModuleName = 'DataGateway.Profile'; ModuleVersion = '$version' })`r`n" } else { '' }
    $signature = if ($Signer -eq '') { '' } else { "# SIG # signer: $Signer`r`n" }
    @{
        '_rels\.rels' = '<Relationships />'; 'package\services\metadata\core-properties\1.psmdcp' = '<coreProperties />'; '[Content_Types].xml' = '<Types />'; "$name.nuspec" = '<package />'
        "$name.psd1" = "@{`r`n    ModuleVersion = '$version'`r`n    PowerShellVersion = '7.4.0'`r`n    CompatiblePSEditions = @('Core')`r`n$needs}`r`n# SIG # Begin signature block`r`n$signature# SIG # End signature block`r`n"
        "$name.dll" = (SimToJson ([ordered]@{ simulated = 'assembly'; name = $name; version = $version; signer = $Signer }) 3 $true)
        "Microsoft.DataMovement.$name.dll" = (SimToJson ([ordered]@{ simulated = 'assembly'; name = "Microsoft.DataMovement.$name"; version = $version; signer = $Signer; tampered = $Tampered }) 3 $true)
        'Newtonsoft.Json.dll' = (SimToJson ([ordered]@{ simulated = 'assembly'; name = 'Newtonsoft.Json'; version = '13.0.3'; signer = 'CN=Json.NET (.NET Foundation), O=Json.NET (.NET Foundation), L=Redmond, S=Washington, C=US' }) 3 $true)
        "en-US\$name.dll-Help.xml" = '<helpItems />'
    }
}

# --- Disks ---------------------------------------------------------------------------------------------------------

function SimAddDisks {
    param($Machine, $Config)
    $remote, $bus = if ($Config.controller -eq 'nvme') { 'MSFT NVMe Accelerator v1.0', 'NVMe' } else { 'Msft Virtual Disk', 'SAS' }
    $new = {
        param($name, $bus, $gigabytes, $style, $location)
        $number = $Machine.disks.Count
        $disk = @{ number = $number; name = $name; bus = $bus; size = [long]$gigabytes * 1GB; style = $style; boot = $number -eq 0; system = $number -eq 0; offline = $false; readOnly = $false; location = $location; serial = "SIM000$number"; partitions = @() }
        $Machine.disks = @($Machine.disks) + $disk
        $disk
    }
    $boot = & $new $remote $bus 127 'GPT' $(if ($bus -eq 'NVMe') { 'NVMe : Namespace 1' } else { 'Integrated : Adapter 0 : Port 0 : Target 0 : LUN 0' })
    $boot.partitions = @(@{ number = 1; letter = ''; size = 104857600; kind = 'System'; fileSystem = 'FAT32'; label = ''; unit = 4096 }, @{ number = 2; letter = 'C'; size = 126GB; kind = 'Basic'; fileSystem = 'NTFS'; label = 'Windows'; unit = 4096 })
    if ($Config.temporary) {
        $temporary = & $new 'Msft Virtual Disk' 'SAS' 64 'MBR' 'Integrated : Adapter 0 : Port 0 : Target 0 : LUN 1'
        $temporary.partitions = @(@{ number = 1; letter = 'D'; size = 63GB; kind = 'Basic'; fileSystem = 'NTFS'; label = 'Temporary Storage'; unit = 4096 })
    }
    for ($index = 0; $index -lt $Config.localNvme; $index++) { $null = & $new 'Microsoft NVMe Direct Disk v2' 'NVMe' 220 'RAW' "NVMe : Local $index" }
    foreach ($gigabytes in $Config.data) {
        $data = & $new $remote $bus $gigabytes 'RAW' $(if ($bus -eq 'NVMe') { "NVMe : Namespace $($Machine.disks.Count + 1)" } else { "Integrated : Adapter 1 : Port 0 : Target 0 : LUN $($Machine.disks.Count)" })
        $data.offline = $Config.dataOffline
        $data.readOnly = $Config.dataReadOnly
    }
    $Machine.dvd = if ($Config.dvd) { 'E' } else { '' }
    SimMountDrives
}
