# The commands of the modules DataGateway.Profile and DataGateway, with the parameters that Microsoft documents and no
# others. SimCore-: the driver gives them to PowerShell 7 only. They work once the module is loaded, which PowerShell
# does by itself on a first call.

function SimCore-Connect-DataGatewayServiceAccount {
    [CmdletBinding(DefaultParameterSetName = 'User')] param(
        [Parameter(Mandatory, ParameterSetName = 'ServicePrincipal')][Parameter(Mandatory, ParameterSetName = 'ServicePrincipalCertificate')][string]$ApplicationId,
        [Parameter(Mandatory, ParameterSetName = 'ServicePrincipal')][securestring]$ClientSecret,
        [Parameter(Mandatory, ParameterSetName = 'ServicePrincipalCertificate')][string]$CertificateThumbprint,
        [Parameter(ParameterSetName = 'ServicePrincipal')][Parameter(ParameterSetName = 'ServicePrincipalCertificate')][string]$Tenant,
        [ValidateSet('Public', 'Germany', 'USGov', 'China', 'USGovHigh', 'USGovMil')][string]$Environment = 'Public')
    if (-not (SimLoaded $PSCmdlet)) { return }
    $global:SimProcess.connection = $null
    if ($PSCmdlet.ParameterSetName -eq 'User') { SimGatewayError $PSCmdlet 'A window for the sign-in could not be shown: the session is not interactive.'; return }
    if ($null -eq (SimGatewayCall $PSCmdlet $false)) { return }
    $world = $global:Sim.world
    if ($Environment -ne $world.cloud.environment -or ($Tenant -ne '' -and $Tenant -ne $world.tenant.id -and $Tenant -notin @($world.tenant.domains))) { SimGatewayError $PSCmdlet "AADSTS90002: Tenant '$Tenant' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."; return }
    $principal = $null
    foreach ($one in $world.tenant.principals) { if ($one.applicationId -eq $ApplicationId) { $principal = $one } }
    if ($null -eq $principal) { SimGatewayError $PSCmdlet "AADSTS700016: Application with identifier '$ApplicationId' was not found in the directory."; return }
    if ($PSCmdlet.ParameterSetName -eq 'ServicePrincipal') {
        if ((SimPlain $ClientSecret) -cne $principal.secret -or $principal.secret -eq '') { SimGatewayError $PSCmdlet 'AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.'; return }
    }
    else {
        $certificate = $null
        foreach ($one in $global:Sim.machine.certificates) { if ($one.thumbprint -eq $CertificateThumbprint) { $certificate = $one } }
        if ($null -eq $certificate) { SimGatewayError $PSCmdlet "Could not find a valid certificate with the thumbprint $CertificateThumbprint."; return }
        if (-not $certificate.key.persisted -and -not $certificate.key.alive) { SimGatewayError $PSCmdlet 'Keyset does not exist'; return }
        if ($CertificateThumbprint -notin @($principal.certificates) -or [datetime]::new($world.clock, 'Utc') -gt $certificate.notAfter) { SimGatewayError $PSCmdlet 'AADSTS700027: The certificate with identifier used to sign the client assertion is not registered on application, or has expired.'; return }
        if ([Math]::Abs([Simulation.Network]::ClockOffset()) -gt 300) { SimGatewayError $PSCmdlet 'AADSTS700024: Client assertion is not within its valid time range.'; return }
    }
    $global:SimProcess.connection = $principal
    [pscustomobject]@{ Environment = $Environment; TenantId = $world.tenant.id; UserName = $ApplicationId; LoginType = $PSCmdlet.ParameterSetName }
}

function SimCore-Disconnect-DataGatewayServiceAccount { [CmdletBinding()] param() $global:SimProcess.connection = $null }

function SimCore-Get-DataGatewayAccessToken {
    [CmdletBinding()] param([switch]$AsString)
    if ($null -eq (SimGatewayCall $PSCmdlet)) { return }
    $token = 'Bearer eyJ0eXAi.simulated.gateway'
    if ($AsString) { $token } else { @{ Authorization = $token } }
}

function SimCore-Get-DataGatewayCluster {
    [CmdletBinding()] param([ValidateSet('Individual', 'Organization')][string]$Scope = 'Individual', [string]$RegionKey, [Parameter(Position = 0)][guid]$GatewayClusterId)
    $principal = SimGatewayCall $PSCmdlet
    if ($null -eq $principal) { return }
    if ($PSBoundParameters.ContainsKey('GatewayClusterId')) {
        $cluster = SimOwnCluster $PSCmdlet $principal $GatewayClusterId $Scope
        if ($null -ne $cluster) { SimClusterRow $cluster }
        return
    }
    foreach ($cluster in @(SimSeenClusters $PSCmdlet $principal $Scope)) { SimClusterRow $cluster }
}

function SimCore-Get-DataGatewayClusterStatus {
    [CmdletBinding()] param([ValidateSet('Individual', 'Organization')][string]$Scope = 'Individual', [string]$RegionKey, [Parameter(Mandatory, Position = 0)][guid]$GatewayClusterId)
    $principal = SimGatewayCall $PSCmdlet
    if ($null -eq $principal) { return }
    $cluster = SimOwnCluster $PSCmdlet $principal $GatewayClusterId $Scope
    if ($null -eq $cluster) { return }
    $row = SimClusterRow $cluster
    [pscustomobject]@{ ClusterStatus = $row.Status; GatewayStaticCapabilities = '{}'; GatewayVersion = $(if ($cluster.members.Count -gt 0) { SimMemberVersion $cluster.members[0] } else { $null }); GatewayUpgradeState = 'UpToDate' }
}

function SimCore-Add-DataGatewayCluster {
    [CmdletBinding()] param([Parameter(Mandatory)][securestring]$RecoveryKey, [Parameter(Mandatory)][Alias('Name')][string]$GatewayName, [string]$RegionKey, [switch]$OverwriteExistingGateway)
    $principal = SimGatewayCall $PSCmdlet
    if ($null -eq $principal) { return }
    $key = SimPlain $RecoveryKey
    $problem = SimRegisterProblem $principal '3000.37.35' $OverwriteExistingGateway.IsPresent $key
    if ($null -ne $problem) { SimGatewayError $PSCmdlet $problem; return }
    $tenant = $global:Sim.world.tenant
    if ($RegionKey -ne '' -and $RegionKey -notin @($tenant.regions)) { SimGatewayError $PSCmdlet "The region key $RegionKey is not known."; return }
    # A name is taken also by a cluster that the caller cannot see, and by one that has only just been made.
    foreach ($cluster in $tenant.clusters) { if ($cluster.name -eq $GatewayName) { SimGatewayError $PSCmdlet "DuplicateGatewayNameError: a gateway cluster with the name '$GatewayName' already exists."; return } }
    $id = SimTenantGuid "cluster $GatewayName"
    $make = {
        $visibleAt = [Simulation.Network]::Now() + [Simulation.Network]::Ticks($tenant.visibleAfter)
        $cluster = @{
            id = $id; name = $GatewayName; region = $(if ($RegionKey -eq '') { $tenant.regions[0] } else { $RegionKey }); description = $null; loadBalancing = 'Failover'; recoveryKey = $key; visibleAt = $visibleAt; settings = @{}
            members = [System.Collections.Generic.List[object]]::new(); permissions = [System.Collections.Generic.List[object]]::new()
        }
        $cluster.permissions.Add(@{ id = $principal.objectId; role = 'Admin'; type = 'App'; types = $null; visibleAt = $visibleAt })
        $null = SimNewMember $cluster $GatewayName $id
        $tenant.clusters.Add($cluster)
        $cluster
    }
    # Torn: the service has the cluster, this machine does not know of it.
    if (SimEffect $PSCmdlet 'gateway.createCluster' $GatewayName { $cluster = & $make; SimPutRegistration $cluster $cluster.members[0] } { $null = & $make }) {
        [pscustomobject]@{ GatewayObjectId = [guid]$id; GatewayName = $GatewayName; RegionKey = $RegionKey }
    }
}

function SimCore-Add-DataGatewayClusterMember {
    [CmdletBinding()] param([Parameter(Mandatory)][securestring]$RecoveryKey, [Parameter(Mandatory)][Alias('Name')][string]$GatewayName, [Parameter(Mandatory)][guid]$GatewayClusterId)
    $principal = SimGatewayCall $PSCmdlet
    if ($null -eq $principal) { return }
    $key = SimPlain $RecoveryKey
    $problem = SimRegisterProblem $principal '3000.162.9' $false $key
    if ($null -ne $problem) { SimGatewayError $PSCmdlet $problem; return }
    $cluster = SimOwnCluster $PSCmdlet $principal $GatewayClusterId
    if ($null -eq $cluster) { return }
    if ($cluster.recoveryKey -cne $key) { SimGatewayError $PSCmdlet 'The recovery key is not that of the cluster.'; return }
    if ($cluster.members.Count -ge 10) { SimGatewayError $PSCmdlet 'The cluster already has the maximum number of members, 10.'; return }
    foreach ($member in $cluster.members) { if ($member.name -eq $GatewayName) { SimGatewayError $PSCmdlet "DuplicateGatewayNameError: the cluster already has a member with the name '$GatewayName'."; return } }
    $id = SimTenantGuid "member $($cluster.name) $GatewayName"
    # Torn: the service has the member, this machine does not know of it.
    if (SimEffect $PSCmdlet 'gateway.joinCluster' "$($cluster.name) $GatewayName" { SimPutRegistration $cluster (SimNewMember $cluster $GatewayName $id) } { $null = SimNewMember $cluster $GatewayName $id }) {
        [pscustomobject]@{ GatewayObjectId = [guid]$id; GatewayName = $GatewayName }
    }
}

function SimCore-Set-DataGatewayCluster {
    [CmdletBinding()] param(
        [ValidateSet('Individual', 'Organization')][string]$Scope = 'Individual', [Parameter(Mandatory, Position = 0)][guid]$GatewayClusterId, [string]$Name, [string]$Department, [string]$Description, [string]$ContactInformation,
        [bool]$AllowCloudDatasourceRefresh, [bool]$AllowCustomConnectors, [string]$LoadBalancingSelectorType, [string]$RegionKey)
    $principal = SimGatewayCall $PSCmdlet
    if ($null -eq $principal) { return }
    $cluster = SimOwnCluster $PSCmdlet $principal $GatewayClusterId $Scope
    if ($null -eq $cluster) { return }
    $words = @($global:Sim.world.tenant.loadBalancingWords)
    if ($LoadBalancingSelectorType -ne '' -and $LoadBalancingSelectorType -cnotin $words) { SimGatewayError $PSCmdlet ([System.Net.Http.HttpRequestException]::new('Response status code does not indicate success: 400 (Bad Request).')); return }
    $changes = @(foreach ($one in 'Name', 'Department', 'Description', 'ContactInformation', 'AllowCloudDatasourceRefresh', 'AllowCustomConnectors', 'LoadBalancingSelectorType') { if ($PSBoundParameters.ContainsKey($one)) { "$one=$($PSBoundParameters[$one])" } })
    $bound = $PSBoundParameters
    $null = SimEffect $PSCmdlet 'gateway.setCluster' "$($cluster.name) $($changes -join ' ')" {
        if ($bound.ContainsKey('Name')) { $cluster.name = $Name }
        if ($bound.ContainsKey('Description')) { $cluster.description = $Description }
        if ($bound.ContainsKey('LoadBalancingSelectorType')) { $cluster.loadBalancing = $LoadBalancingSelectorType }
        foreach ($one in 'Department', 'ContactInformation', 'AllowCloudDatasourceRefresh', 'AllowCustomConnectors') { if ($bound.ContainsKey($one)) { $cluster.settings[$one] = $bound[$one] } }
    }
}

function SimCore-Add-DataGatewayClusterUser {
    [CmdletBinding()] param(
        [ValidateSet('Individual', 'Organization')][string]$Scope = 'Individual', [Parameter(Mandatory)][guid]$GatewayClusterId, [Parameter(Mandatory)][guid]$PrincipalObjectId,
        [AllowNull()][string[]]$AllowedDataSourceTypes, [Parameter(Mandatory)][ValidateSet('Admin', 'ConnectionCreator', 'ConnectionCreatorWithReshare')][string]$Role, [string]$RegionKey)
    $principal = SimGatewayCall $PSCmdlet
    if ($null -eq $principal) { return }
    $cluster = SimOwnCluster $PSCmdlet $principal $GatewayClusterId $Scope
    if ($null -eq $cluster) { return }
    $types = @($AllowedDataSourceTypes | Where-Object { -not [string]::IsNullOrEmpty($_) })
    if ($Role -eq 'Admin' -and $types.Count -gt 0) { SimGatewayError $PSCmdlet 'AllowedDataSourceTypes must be null for the role Admin.'; return }
    $tenant = $global:Sim.world.tenant
    $id = $PrincipalObjectId.ToString()
    if ($null -ne $tenant.directoryObjects -and $id -notin @($tenant.directoryObjects)) { SimGatewayError $PSCmdlet ([System.Net.Http.HttpRequestException]::new('Response status code does not indicate success: 400 (Bad Request). DMTS_PrincipalsAreInvalidError')); return }
    $present = $null
    foreach ($permission in $cluster.permissions) { if ($permission.id -eq $id) { $present = $permission } }
    if ($null -ne $present -and $tenant.userTwice -eq 'fails') { SimGatewayError $PSCmdlet ([System.Net.Http.HttpRequestException]::new('Response status code does not indicate success: 409 (Conflict).')); return }
    $null = SimEffect $PSCmdlet 'gateway.addUser' "$($cluster.name) $id $Role" {
        if ($null -ne $present) { $present.role = $Role }
        else { $cluster.permissions.Add(@{ id = $id; role = $Role; type = 'User'; types = $types; visibleAt = [Simulation.Network]::Now() + [Simulation.Network]::Ticks($tenant.visibleAfter) }) }
    }
}

function SimCore-Remove-DataGatewayClusterMember {
    [CmdletBinding()] param([ValidateSet('Individual', 'Organization')][string]$Scope = 'Individual', [Parameter(Mandatory)][guid]$GatewayClusterId, [Parameter(Mandatory)][guid]$MemberGatewayId)
    $principal = SimGatewayCall $PSCmdlet
    if ($null -eq $principal) { return }
    $cluster = SimOwnCluster $PSCmdlet $principal $GatewayClusterId $Scope
    if ($null -eq $cluster) { return }
    $member = $null
    foreach ($one in $cluster.members) { if ($one.id -eq $MemberGatewayId.ToString()) { $member = $one } }
    if ($null -eq $member) { SimGatewayError $PSCmdlet ([System.Net.Http.HttpRequestException]::new('Response status code does not indicate success: 404 (Not Found).')); return }
    if ($member.id -eq $cluster.id -and $cluster.members.Count -gt 1) { SimGatewayError $PSCmdlet 'CannotDeletePrimaryGatewayIfClusterMemberExists: remove the other members first.'; return }
    $null = SimEffect $PSCmdlet 'gateway.removeMember' "$($cluster.name) $($member.name)" {
        $null = $cluster.members.Remove($member)
        if ($cluster.members.Count -eq 0) { $null = $global:Sim.world.tenant.clusters.Remove($cluster) }
    }
}

function SimCore-Get-DataGatewayRegion {
    [CmdletBinding()] param()
    if ($null -eq (SimGatewayCall $PSCmdlet)) { return }
    $regions = @($global:Sim.world.tenant.regions)
    foreach ($region in $regions) { [pscustomobject]@{ RegionKey = $region; Region = $region; IsDefaultPowerBIRegion = $region -eq $regions[0] } }
}

function SimCore-Get-DataGatewayTenantPolicy {
    [CmdletBinding()] param([ValidateSet('Individual', 'Organization')][string]$Scope = 'Organization')
    $principal = SimGatewayCall $PSCmdlet
    if ($null -eq $principal) { return }
    if (-not $principal.tenantAdmin) { SimGatewayError $PSCmdlet ([System.Net.Http.HttpRequestException]::new('Response status code does not indicate success: 403 (Forbidden).')); return }
    [pscustomobject]@{ TenantObjectId = $global:Sim.world.tenant.id; Policy = $(if ($global:Sim.world.tenant.installersRestricted) { 'EnterpriseInstallRestricted' } else { 'None' }) }
}

function SimCore-Restore-DataGatewayClusterMember {
    [CmdletBinding()] param([Parameter(ValueFromRemainingArguments)]$Anything)
    SimGatewayError $PSCmdlet 'not simulated: parameters unverified'
}
