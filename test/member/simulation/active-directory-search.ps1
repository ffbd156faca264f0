# The module ActiveDirectory: finding objects, by identity and by search, and what it shows of them.

# --- Identities ----------------------------------------------------------------------------------------------------

# The object that -Identity or one of -Members means, or an error. What it may be differs: Get-ADObject takes no account
# names; those of computers and managed accounts may go without their $; an object that another command has given is known
# by its SID, in whatever domain it is.
function SimIdentity {
    param($Cmdlet, $At, $Identity, [string]$Kind)
    [Simulation.Network]::Note('directory', "$Identity")
    $view = [Simulation.Directory]::View($At.domain, $At.dc)
    $text = "$Identity"
    $found = $null
    $given = if ($Identity -is [string] -or $null -eq $Identity) { $null } else { $Identity.PSObject.Properties['DistinguishedName'] }
    if ($null -ne $given) {
        $text = [string]$given.Value
        $sid = $Identity.PSObject.Properties['SID']
        $found = if ($Kind -eq 'principal' -and $null -ne $sid) { [Simulation.Directory]::BySid($At, $sid.Value.Value) } else { $view[$text] }
    }
    else {
        $found = $view[$text]
        if ($null -eq $found) {
            $names = if ($Kind -in 'computer', 'serviceAccount') { @($text, "$text`$") } elseif ($Kind -eq 'object') { @() } else { @($text) }
            foreach ($object in $view.Values) {
                if ($object.guid -eq $text -or ($Kind -ne 'object' -and $null -ne $object.sid -and ($object.sid -eq $text -or $object.attributes['sAMAccountName'] -in $names))) { $found = $object; break }
            }
        }
    }
    if ($null -ne $found) {
        $fits = switch ($Kind) {
            'object' { $true }
            'principal' { $null -ne $found.sid }
            'account' { $null -ne $found.sid -and $found.class -ne 'group' }
            'serviceAccount' { $found.class -like 'msDS-*ServiceAccount' }
            default { $found.class -eq $Kind }
        }
        if ($fits) { return $found }
    }
    if ($Kind -ne 'principal' -and $text.Contains('=') -and -not (SimBelow $text $At.domain.dn)) { SimWrongPartition $Cmdlet $At $text }
    SimDirectoryFail $Cmdlet 'ADIdentityNotFoundException' "Cannot find an object with identity: '$text' under: '$($At.domain.dn)'." 'ActiveDirectoryCmdlet:Microsoft.ActiveDirectory.Management.ADIdentityNotFoundException' 'ObjectNotFound' $text
}

function SimBelow { param([string]$Dn, [string]$Root) $Dn -eq $Root -or $Dn.EndsWith(",$Root", 'OrdinalIgnoreCase') }

function SimWrongPartition {
    param($Cmdlet, $At, [string]$Dn)
    $configuration = "CN=Configuration,$($global:Sim.world.domain.dn)"
    SimDirectoryFail $Cmdlet 'System.ArgumentException' "The supplied distinguishedName must belong to one of the following partition(s): '$($At.domain.dn) , $configuration , CN=Schema,$configuration'." 'ActiveDirectoryCmdlet:System.ArgumentException' 'InvalidArgument' $Dn
}

function SimNoPlace { param($Cmdlet, [string]$Target) SimDirectoryFail $Cmdlet 'ADIdentityNotFoundException' 'Directory object not found' 'ActiveDirectoryCmdlet:Microsoft.ActiveDirectory.Management.ADIdentityNotFoundException' 'ObjectNotFound' $Target }

# --- What is shown ---------------------------------------------------------------------------------------------------

# A list as the module has it: one that is there also where it is empty.
function SimList { param($Values) , [Simulation.Search]::List($Values) }

function SimShowObject {
    param($Cmdlet, $At, $Object, [string]$Type, [string[]]$Usual, [string[]]$Properties)
    $shown = [Simulation.Search]::Show($At, $Object, $Type, $Usual, $Properties)
    if ($shown -is [string]) { SimDirectoryFail $Cmdlet 'System.ArgumentException' "One or more properties are invalid.`r`nParameter name: $shown" 'ActiveDirectoryCmdlet:System.ArgumentException' 'InvalidArgument' $shown }
    $shown
}

# --- Commands ------------------------------------------------------------------------------------------------------

function SimDirectory-Get-ADDomain {
    [CmdletBinding()] param([Parameter(Position = 0)]$Identity, [ValidateNotNullOrEmpty()][string]$Server)
    # Without a server it is the domain itself that is asked.
    $at = SimDirectoryAt $PSCmdlet $(if ($Server -ne '' -or $null -eq $Identity -or "$Identity".Contains('=')) { $Server } else { "$Identity" })
    $domain = $at.domain
    if ($null -ne $Identity -and "$Identity" -notin $domain.name, $domain.netbios, $domain.dn, $domain.sid) {
        SimDirectoryFail $PSCmdlet 'ADIdentityNotFoundException' "Cannot find an object with identity: '$Identity' under: '$($domain.dn)'." 'ActiveDirectoryCmdlet:Microsoft.ActiveDirectory.Management.ADIdentityNotFoundException' 'ObjectNotFound' "$Identity"
    }
    [Simulation.Network]::Note('directory', "domain $($domain.name)")
    SimNewObject 'Microsoft.ActiveDirectory.Management.ADDomain' ([ordered]@{
        ComputersContainer = "CN=Computers,$($domain.dn)"; DistinguishedName = $domain.dn; DNSRoot = $domain.name; DomainSID = [Simulation.Search]::Sid($domain.sid); Forest = $global:Sim.world.domain.name; InfrastructureMaster = "dc1.$($domain.name)"
        Name = ($domain.name -split '\.')[0]; NetBIOSName = $domain.netbios; ObjectClass = 'domainDNS'; PDCEmulator = "dc1.$($domain.name)"; ReplicaDirectoryServers = (SimList @("dc1.$($domain.name)", "dc2.$($domain.name)")); RIDMaster = "dc1.$($domain.name)"; UsersContainer = "CN=Users,$($domain.dn)"
    })
}

function SimDirectory-Get-ADDomainController {
    [CmdletBinding()] param([Parameter(Mandatory)][switch]$Discover, [string[]]$Service, [string]$DomainName)
    $domain = if ($DomainName -eq '') { [Simulation.Directory]::Home() } else { [Simulation.Directory]::Domain($DomainName) }
    # DsGetDcName looks for a global catalogue by the root of the forest only.
    $isNoRoot = $Service -contains 'GlobalCatalog' -and $DomainName -ne '' -and $DomainName -ne $global:Sim.world.domain.name
    if ($null -eq $domain -or $isNoRoot -or [Simulation.Network]::NamesAreDown() -or $domain.name -in $global:Sim.world.domain.blockedDomains -or -not [Simulation.Network]::Passed($global:Sim.machine.domain.reachableAfter)) {
        SimDirectoryFail $PSCmdlet 'ADServerDownException' 'Unable to find a default server with Active Directory Web Services running.' 'ActiveDirectoryServer:1355' 'ResourceUnavailable' $DomainName
    }
    $name = if ($Service -contains 'PrimaryDC') { 'dc1' } else { @('dc2', 'dc1' | Where-Object { [Simulation.Directory]::HasWebServices($domain, $_) }) + 'dc2' | Select-Object -First 1 }
    SimNewObject 'Microsoft.ActiveDirectory.Management.ADDomainController' ([ordered]@{ Domain = $domain.name; Forest = $global:Sim.world.domain.name; HostName = (SimList "$name.$($domain.name)"); IPv4Address = '10.0.0.4'; Name = $name.ToUpperInvariant(); Site = 'Default-First-Site-Name' })
}

function SimDirectory-Get-ADRootDSE {
    [CmdletBinding()] param([ValidateNotNullOrEmpty()][string]$Server)
    $at = SimDirectoryAt $PSCmdlet $Server
    $root = $global:Sim.world.domain.dn
    SimNewObject 'Microsoft.ActiveDirectory.Management.ADRootDSE' ([ordered]@{
        configurationNamingContext = "CN=Configuration,$root"; currentTime = [datetime]::new($global:Sim.world.clock, 'Utc'); defaultNamingContext = $at.domain.dn; dnsHostName = "$($at.dc).$($at.domain.name)"; rootDomainNamingContext = $root; schemaNamingContext = "CN=Schema,CN=Configuration,$root"
    })
}

# The root keys of the Key Distribution Service, which administrators see. They say from when they may be used, and domain
# controllers wait ten hours more.
function SimRootKeys {
    param([string]$Place)
    if (-not $global:Sim.world.domain.kdsVisible -or $global:Sim.machine.name -notin $global:Sim.world.domain.writers) { return }
    foreach ($key in $global:Sim.world.domain.kdsKeys) {
        @{ dn = "CN=$($key.id),$Place"; name = $key.id; class = 'msKds-ProvRootKey'; sid = $null; guid = (SimGuid "kds $($key.id)"); parent = $Place; domain = ''; creator = $null; builtIn = $true; properties = @{}; attributes = @{ 'msKds-UseStartTime' = [long]($key.effective - [Simulation.Network]::Ticks(36000) - 504911232000000000); 'msKds-CreateTime' = [long]($key.created - 504911232000000000) } }
    }
}

function SimDirectory-Get-ADObject {
    [CmdletBinding(DefaultParameterSetName = 'Identity')] param(
        [Parameter(Mandatory, ParameterSetName = 'Identity', Position = 0)]$Identity, [Parameter(Mandatory, ParameterSetName = 'Filter')][ValidateNotNullOrEmpty()][string]$LDAPFilter,
        [Parameter(ParameterSetName = 'Filter')][AllowEmptyString()][string]$SearchBase, [string[]]$Properties, [ValidateNotNullOrEmpty()][string]$Server)
    $at = SimDirectoryAt $PSCmdlet $Server
    if ($PSCmdlet.ParameterSetName -eq 'Identity') { return SimShowObject $PSCmdlet $at (SimIdentity $PSCmdlet $at $Identity 'object') 'ADObject' @() $Properties }
    [Simulation.Network]::Note('directory', $LDAPFilter)
    $filter = [Simulation.Filter]::Read($LDAPFilter)
    if ($null -eq $filter) { SimDirectoryFail $PSCmdlet 'ADException' 'The search filter cannot be recognized' 'ActiveDirectoryServer:8254' 'NotSpecified' $null }
    $root = if ($PSBoundParameters.ContainsKey('SearchBase')) { $SearchBase } else { $at.domain.dn }
    if ($root -eq '' -and -not $at.catalogue) { SimDirectoryFail $PSCmdlet 'System.ArgumentException' 'An empty SearchBase is only supported while connected to a GlobalCatalog.' 'ActiveDirectoryCmdlet:System.ArgumentException' 'InvalidArgument' $null }
    $configuration = "CN=Configuration,$($global:Sim.world.domain.dn)"
    if (SimBelow $root $configuration) {
        $services = "CN=Services,$configuration"
        $kds = "CN=Group Key Distribution Service,$services"
        if ($root -notin $configuration, $services, $kds, "CN=Master Root Keys,$kds") { SimNoPlace $PSCmdlet $root }
        $found = @(foreach ($key in (SimRootKeys "CN=Master Root Keys,$kds")) { if ($filter.Fits($key)) { $key } })
        if ($found.Count -gt 1) { $found = @($found | Sort-Object -Property { $_.dn }) }
    }
    else {
        $found = [Simulation.Search]::Find($at, $root, $filter)
        if ($null -eq $found) {
            if (-not (SimBelow $root $at.domain.dn)) { SimWrongPartition $PSCmdlet $at $root }
            SimNoPlace $PSCmdlet $root
        }
    }
    foreach ($object in $found) { SimShowObject $PSCmdlet $at $object 'ADObject' @() $Properties }
}
