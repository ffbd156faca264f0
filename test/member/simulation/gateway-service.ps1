# The gateway on the member as the cloud sees it, and the tenant's records of clusters and members.

function SimXml {
    param([string]$Path)
    $text = SimText $Path
    if ($null -eq $text) { return $null }
    $document = [System.Xml.XmlDocument]::new()
    try { $document.LoadXml($text) } catch { return $null }
    , $document
}

# Why the service stops soon after its start, or nothing.
function SimGatewayStartProblem {
    foreach ($file in 'Microsoft.PowerBI.EnterpriseGateway.exe.config', 'Microsoft.PowerBI.DataMovement.Pipeline.GatewayCore.dll.config') {
        if ($null -eq (SimXml "$(SimGatewayFolder)\$file")) { return "$file cannot be read" }
    }
    $registered = SimRegistration
    if ($null -ne $registered -and -not (SimTenantAllowed $registered['tenant'])) { return 'the tenant is not allowed' }
    # A folder named in the settings must be one that the account can write to.
    foreach ($name in 'SpoolerDirectory', 'ReportFilePath') {
        $folder = SimCoreSetting $name
        if (-not [string]::IsNullOrEmpty($folder) -and $null -ne (SimMissingDrive $folder)) { return "$name names a drive that is not there" }
    }
    $null
}

function SimCoreSetting {
    param([string]$Name)
    $document = SimXml "$(SimGatewayFolder)\Microsoft.PowerBI.DataMovement.Pipeline.GatewayCore.dll.config"
    if ($null -eq $document) { return $null }
    $node = $document.SelectSingleNode("/configuration/applicationSettings/*[local-name()='Microsoft.PowerBI.DataMovement.Pipeline.GatewayCore.GatewayCoreSettings']/setting[@name='$Name']/value")
    if ($null -eq $node) { return $null }
    $node.InnerText
}

function SimGatewayMode {
    $core = SimCoreSetting 'ServiceBusSystemConnectivityModeString'
    if ($null -ne $core) { return $core }
    $document = SimXml "$(SimGatewayFolder)\Microsoft.PowerBI.EnterpriseGateway.exe.config"
    $node = if ($null -eq $document) { $null } else { $document.SelectSingleNode("//setting[@name='ServiceBusSystemConnectivityModeString']/value") }
    if ($null -eq $node) { 'AutoDetect' } else { $node.InnerText }
}

function SimTenantAllowed {
    param([string]$Tenant)
    $allowed = [Simulation.Registry]::Value('HKLM:\SOFTWARE\Microsoft\On-premises data gateway\Registration', 'AllowedRegistrationTenants')
    if ([string]::IsNullOrEmpty($allowed)) { return $true }
    $Tenant -in @($allowed -split ',' | ForEach-Object { $_.Trim() })
}

# What the service knows of its registration: in the profile of the account that it runs as.
function SimRegistration {
    $service = $global:Sim.machine.services['PBIEgwService']
    if ($null -eq $service) { return $null }
    $text = SimText "$(SimProfile $service.startName)\AppData\Local\Microsoft\On-premises data gateway\gateway.bin"
    if ([string]::IsNullOrEmpty($text)) { return $null }
    SimFromJson $text $true
}

# The proxy of a configuration file: @{ address; script; withAccount; direct }, $null when the file cannot be read.
function SimFileProxy {
    param([string]$File)
    $document = SimXml "$(SimGatewayFolder)\$File"
    if ($null -eq $document) { return $null }
    $default = $document.SelectSingleNode('/configuration/system.net/defaultProxy')
    $found = @{ address = ''; script = ''; withAccount = $false; direct = @() }
    if ($null -eq $default -or $default.GetAttribute('enabled') -eq 'false') { return $found }
    $found.withAccount = $default.GetAttribute('useDefaultCredentials') -eq 'true'
    $proxy = $default.SelectSingleNode('proxy')
    if ($null -ne $proxy) {
        $found.address = $proxy.GetAttribute('proxyaddress')
        $found.script = $proxy.GetAttribute('scriptLocation')
    }
    $found.direct = @(foreach ($add in $default.SelectNodes('bypasslist/add')) { $add.GetAttribute('address') })
    $found
}

# Whether the running service reaches the relay; "settled" is once all delays are over.
function SimGatewayConnected {
    param($Machine, [bool]$Settled)
    $before = $global:Sim.machine
    $global:Sim.machine = $Machine
    try {
        SimServicesDue
        $service = $Machine.services['PBIEgwService']
        if ($null -eq $service -or $service.status -ne 'Running' -or $null -ne $service.diesAt) { return $false }
        if ($null -eq (SimRegistration)) { return $false }
        if (-not $Settled -and ([Simulation.Network]::Now() -lt $service.since + [Simulation.Network]::Ticks($Machine.connectsAfter) -or [Simulation.Network]::IsDown())) { return $false }
        if ($Machine.neverConnects) { return $false }
        $relay = [uri]"https://relay.$($global:Sim.world.cloud.relaySuffix)/"
        if ([Simulation.Network]::IsBlocked($relay.Host, 443)) { return $false }
        $proxy = SimFileProxy 'Microsoft.PowerBI.EnterpriseGateway.exe.config'
        if ($null -eq $proxy) { return $false }
        $direct = $proxy.address -eq '' -and $proxy.script -eq ''
        foreach ($pattern in $proxy.direct) { if ($relay.AbsoluteUri -match $pattern) { $direct = $true } }
        if ($direct) { return -not (SimProxyNeeded $relay) }
        $managed = SimManagedAccount $service.startName
        $world = $global:Sim.world.proxy
        # Not a mix of -and and -or: PowerShell gives both the same rank.
        $signedIn = $world.authentication -ne 'windows' -or ($proxy.withAccount -and $null -ne $managed)
        if ($proxy.script -ne '') { return $world.script -ne '' -and $proxy.script -eq $world.script -and $signedIn }
        if ($world.address -eq '' -or $proxy.address.TrimEnd('/') -ne $world.address.TrimEnd('/')) { return $false }
        $signedIn
    }
    finally { $global:Sim.machine = $before }
}

# The simulated machine that is a member, or nothing: others have only their row in the tenant.
function SimMachineOf {
    param($Member)
    foreach ($machine in $global:Sim.world.machines.Values) {
        if ($machine.name -ne $Member.machine) { continue }
        $before = $global:Sim.machine
        $global:Sim.machine = $machine
        try { $registered = SimRegistration } finally { $global:Sim.machine = $before }
        if ($null -ne $registered -and $registered['member'] -eq $Member.id) { return $machine }
    }
    $null
}

function SimMemberStatus {
    param($Member, [bool]$Settled)
    if ($null -ne $Member.status) { return $Member.status }
    $machine = SimMachineOf $Member
    if ($null -ne $machine -and (SimGatewayConnected $machine $Settled)) { 'Live' } else { 'None' }
}

function SimMemberVersion {
    param($Member)
    $machine = SimMachineOf $Member
    if ($null -eq $machine) { return $Member.version }
    $before = $global:Sim.machine
    $global:Sim.machine = $machine
    try { $version = SimGatewayVersion } finally { $global:Sim.machine = $before }
    if ($null -eq $version) { $Member.version } else { $version }
}

# --- The tenant ----------------------------------------------------------------------------------------------------

function SimVisible { param($Thing) $Thing.visibleAt -le [Simulation.Network]::Now() }

function SimIsAdmin {
    param($Cluster, $Principal)
    foreach ($permission in $Cluster.permissions) { if ($permission.role -eq 'Admin' -and $permission.id -eq $Principal.objectId) { return $true } }
    $false
}

# A new id, the same in every run in which the same thing is made as often.
function SimTenantGuid {
    param([string]$What)
    $made = $global:Sim.world.tenant.made
    $made[$What] = 1 + $(if ($null -eq $made[$What]) { 0 } else { $made[$What] })
    SimGuid "$What #$($made[$What])"
}

function SimNewMember {
    param($Cluster, [string]$Name, [string]$Id)
    $member = @{ id = $Id; name = $Name; machine = $global:Sim.machine.name; version = (SimGatewayVersion); status = $null; visibleAt = [Simulation.Network]::Now() + [Simulation.Network]::Ticks($global:Sim.world.tenant.visibleAfter); contacts = @() }
    $Cluster.members.Add($member)
    $member
}

# What registration leaves on the machine.
function SimPutRegistration {
    param($Cluster, $Member)
    $tenant = $global:Sim.world.tenant.id
    $service = $global:Sim.machine.services['PBIEgwService']
    SimPutText "$(SimProfile $service.startName)\AppData\Local\Microsoft\On-premises data gateway\gateway.bin" (SimToJson ([ordered]@{ cluster = $Cluster.id; member = $Member.id; tenant = $tenant }) 3 $true)
    SimPutValue 'HKLM:\SOFTWARE\Microsoft\On-premises data gateway\Registration' 'RegistrationTenant' $tenant
    # The service goes on with the new registration, and connects a little later.
    $service.since = [Simulation.Network]::Now()
}

function SimMemberRow {
    param($Cluster, $Member)
    $version = SimMemberVersion $Member
    $annotation = SimToJson ([ordered]@{ gatewayContactInformation = @($Member.contacts); gatewayVersion = $version; gatewayWitnessString = "witness-$($Member.id)"; gatewayMachine = $Member.machine }) 5 $true
    SimNewObject 'Microsoft.DataMovement.Powershell.GatewayManagement.GatewayClusterMember' ([ordered]@{
        Id = [guid]$Member.id; Name = $Member.name; Description = $null; Status = (SimMemberStatus $Member); Region = $Cluster.region; Type = 'Resource'; Version = $version; Annotation = $annotation; ClusterId = [guid]$Cluster.id; PublicKey = $null
        VersionStatus = 'Current'; ExpiryDate = $null; State = 'Installed'
    })
}

function SimClusterRow {
    param($Cluster)
    $members = @($Cluster.members | Where-Object { SimVisible $_ } | ForEach-Object { SimMemberRow $Cluster $_ })
    $permissions = @($Cluster.permissions | Where-Object { SimVisible $_ } | ForEach-Object { [pscustomobject]@{ Id = $_.id; PrincipalType = $_.type; TenantId = $global:Sim.world.tenant.id; Role = $_.role; AllowedDataSources = $_.types; ClusterId = [guid]$Cluster.id } })
    SimNewObject 'Microsoft.DataMovement.Powershell.GatewayManagement.GatewayCluster' ([ordered]@{
        Id = [guid]$Cluster.id; Name = $Cluster.name; Description = $Cluster.description; Status = $(if (@($members | Where-Object { $_.Status -eq 'Live' }).Count -gt 0) { 'Live' } else { 'None' })
        Region = $Cluster.region; Type = 'Resource'; Permissions = $permissions; DataSourceIds = @(); MemberGateways = $members; LoadBalancingSelectorType = $Cluster.loadBalancing; VersionStatus = 'Current'
    })
}
