# The module ActiveDirectory: finding objects, by identity and by search, and what it shows of them.

# --- Identities ----------------------------------------------------------------------------------------------------

# The object that -Identity or one of -Members means, or an error. What it may be differs: Get-ADObject takes no account
# names; those of computers and managed accounts may go without their $; an object that another command has given is known
# by its SID, in whatever domain it is.
function SimIdentity {
    param($Cmdlet, $At, $Identity, [string]$Kind)
    SimRead 'directory' "$Identity"
    $view = SimView $At.domain $At.dc
    $text = "$Identity"
    $found = $null
    $given = if ($Identity -is [string] -or $null -eq $Identity) { $null } else { $Identity.PSObject.Properties['DistinguishedName'] }
    if ($null -ne $given) {
        $text = [string]$given.Value
        $sid = $Identity.PSObject.Properties['SID']
        $found = if ($Kind -eq 'principal' -and $null -ne $sid) { SimBySid $At $sid.Value.Value } else { $view[$text] }
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

# --- LDAP filters (RFC 4515) -------------------------------------------------------------------------------------------

# What the text of a filter says, or nothing where it is no filter. Each is read once for all worlds.
function SimReadFilter {
    param([string]$Text)
    $filters = $global:Sim['filters']
    if (-not $filters.ContainsKey($Text)) {
        $state = @{ text = $(if ($Text.StartsWith('(')) { $Text } else { "($Text)" }); at = 0 }
        $filter = SimFilter $state
        $filters[$Text] = if ($state.at -eq $state.text.Length) { $filter }
    }
    $filters[$Text]
}

# A tree of @{ op; parts } and @{ name; pattern }, or nothing where it is no filter. $State is @{ text; at }.
function SimFilter {
    param($State)
    $text = $State.text
    if ($State.at -ge $text.Length -or $text[$State.at] -ne '(') { return $null }
    $State.at++
    if ($State.at -lt $text.Length -and $text[$State.at] -in '&', '|', '!') {
        $node = @{ op = [string]$text[$State.at]; parts = [System.Collections.Generic.List[object]]::new() }
        $State.at++
        while ($State.at -lt $text.Length -and $text[$State.at] -eq '(') {
            $part = SimFilter $State
            if ($null -eq $part) { return $null }
            $node.parts.Add($part)
        }
        if ($node.parts.Count -eq 0 -or ($node.op -eq '!' -and $node.parts.Count -ne 1)) { return $null }
    }
    else {
        $end = $text.IndexOf(')', $State.at)
        if ($end -lt 0 -or $text.Substring($State.at, $end - $State.at) -notmatch '^([\w-]+)=([^(]*)$') { return $null }
        $name = $Matches[1]
        $pieces = @(foreach ($piece in $Matches[2] -split '\*') { SimFilterText $piece })
        if ($null -in $pieces) { return $null }
        $node = @{ name = $name; pattern = [regex]::new('^' + (@(foreach ($piece in $pieces) { [regex]::Escape($piece) }) -join '.*') + '$', 'IgnoreCase, Singleline, CultureInvariant') }
        $State.at = $end
    }
    if ($State.at -ge $text.Length -or $text[$State.at] -ne ')') { return $null }
    $State.at++
    $node
}

# Text whose \xx are bytes of UTF-8; nothing where a backslash is followed by something else.
function SimFilterText {
    param([string]$Text)
    if ($Text -match '\\(?![0-9a-fA-F]{2})') { return $null }
    $bytes = [System.Collections.Generic.List[byte]]::new()
    foreach ($match in [regex]::Matches($Text, '\\([0-9a-fA-F]{2})|([^\\]+)')) {
        if ($match.Groups[1].Success) { $bytes.Add([System.Convert]::ToByte($match.Groups[1].Value, 16)) } else { $bytes.AddRange([System.Text.Encoding]::UTF8.GetBytes($match.Value)) }
    }
    [System.Text.Encoding]::UTF8.GetString($bytes.ToArray())
}

function SimMatches {
    param($Node, $Object)
    $op = $Node['op']
    if ($null -eq $op) {
        foreach ($value in (SimLdap $Object $Node.name)) { if ($null -ne $value -and $Node.pattern.IsMatch("$value")) { return $true } }
        return $false
    }
    foreach ($part in $Node.parts) {
        $fits = SimMatches $part $Object
        if ($op -eq '!') { return -not $fits }
        if ($fits -ne ($op -eq '&')) { return $fits }
    }
    $op -eq '&'
}

# --- Attributes ----------------------------------------------------------------------------------------------------

# An attribute's value or values, or nothing.
function SimLdap {
    param($Object, [string]$Name)
    switch ($Name) {
        'distinguishedName' { return $Object.dn }
        'name' { return $Object.name }
        'cn' { return $Object.name }
        'ou' { return $Object.name }
        'objectClass' { return SimClassChain $Object.class }
        'objectSid' { return $Object.sid }
        'objectGUID' { return $Object.guid }
        'memberOf' { return @(foreach ($group in (SimForestObjects $null)) { if ($group.class -eq 'group' -and $Object.dn -in @($group.attributes['member'])) { $group.dn } }) }
    }
    if ($Object.properties.ContainsKey($Name)) { return $Object.properties[$Name] }
    $Object.attributes[$Name]
}

# A list as the module has it: one that is there also where it is empty.
function SimList { param($Values) $list = [System.Collections.ArrayList]::new(); foreach ($value in @($Values)) { if ($null -ne $value) { $null = $list.Add($value) } }; , $list }

function SimSidObject {
    param([string]$Sid)
    $object = SimNewObject 'System.Security.Principal.SecurityIdentifier' ([ordered]@{ Value = $Sid })
    SimMethod $object 'ToString' { $this.Value }
    $object
}

# Names by distinguished name where somebody of this domain has the SID, and the SID otherwise: of other domains the real
# module asks the global catalogue, below this domain's own root.
function SimNamesOfSids { param($At, $Sids) SimList @(foreach ($sid in @($Sids)) { if ($null -ne $sid) { $object = SimBySid $At $sid; if ($null -ne $object -and $object.domain -eq $At.domain.name) { $object.dn } else { $sid } } }) }

# A property as the module shows it: an LDAP attribute, or for accounts and groups one of its own. @{ value }, or nothing
# where no such property is known.
function SimShownProperty {
    param($At, $Object, [string]$Name)
    $flags = [int]$Object.attributes['userAccountControl']
    if ($Object.properties.ContainsKey($Name)) { return @{ value = $Object.properties[$Name] } }
    switch ($Name) {
        'objectClass' { return @{ value = $Object.class } }
        { $_ -in 'objectSid', 'SID' } { return @{ value = $(if ($null -ne $Object.sid) { SimSidObject $Object.sid }) } }
        'objectGUID' { return @{ value = [guid]$Object.guid } }
        # Written where somebody made a computer under the quota of the domain, and not by a right.
        'mS-DS-CreatorSID' { return @{ value = $null } }
        { $_ -in 'servicePrincipalName', 'ServicePrincipalNames' } { return @{ value = (SimList $Object.attributes['servicePrincipalName']) } }
        { $_ -in 'member', 'Members' } { return @{ value = (SimList $Object.attributes['member']) } }
        { $_ -in 'memberOf', 'msDS-AllowedToDelegateTo' } { return @{ value = (SimList (SimLdap $Object $Name)) } }
        { $_ -in 'distinguishedName', 'name', 'cn', 'ou', 'sAMAccountName', 'description', 'dNSHostName', 'userAccountControl', 'msDS-SupportedEncryptionTypes', 'msDS-ManagedPasswordInterval', 'groupType', 'managedBy', 'displayName', 'userPrincipalName', 'msKds-UseStartTime', 'msKds-CreateTime' } { return @{ value = (SimLdap $Object $Name) } }
    }
    if ($null -eq $Object.sid) { return $null }
    switch ($Name) {
        'Enabled' { return @{ value = ($flags -band 2) -eq 0 } }
        'TrustedForDelegation' { return @{ value = ($flags -band 0x80000) -ne 0 } }
        'TrustedToAuthForDelegation' { return @{ value = ($flags -band 0x1000000) -ne 0 } }
        'KerberosEncryptionType' { return @{ value = (SimList $(if ($Object.attributes.ContainsKey('msDS-SupportedEncryptionTypes')) { [Microsoft.ActiveDirectory.Management.ADKerberosEncryptionType][int]$Object.attributes['msDS-SupportedEncryptionTypes'] })) } }
        'ManagedPasswordIntervalInDays' { return @{ value = (SimList $Object.attributes['msDS-ManagedPasswordInterval']) } }
        'PrincipalsAllowedToRetrieveManagedPassword' { return @{ value = (SimNamesOfSids $At $Object.attributes['msDS-GroupMSAMembership']) } }
        'PrincipalsAllowedToDelegateToAccount' { return @{ value = (SimNamesOfSids $At $Object.attributes['msDS-AllowedToActOnBehalfOfOtherIdentity']) } }
        'HostComputers' { return @{ value = (SimList @()) } }
        'GroupCategory' { return @{ value = 'Security' } }
        'GroupScope' { return @{ value = $(switch ([int]$Object.attributes['groupType'] -band 14) { 4 { 'DomainLocal' } 8 { 'Universal' } default { 'Global' } }) } }
        { $_ -in 'GivenName', 'Surname' } { return @{ value = $null } }
        { $_ -match '^msDS-' } { return @{ value = $Object.attributes[$Name] } }
    }
    $null
}

function SimShowObject {
    param($Cmdlet, $At, $Object, [string]$Type, [string[]]$Usual, [string[]]$Properties)
    $shown = [ordered]@{ DistinguishedName = $Object.dn; Name = $Object.name; ObjectClass = $Object.class; ObjectGUID = [guid]$Object.guid }
    $wanted = @($Usual) + @($Properties)
    if ('*' -in $wanted) { $wanted = @($wanted | Where-Object { $_ -ne '*' }) + @(SimKeys $Object.attributes) + @($Object.properties.Keys) }
    foreach ($name in $wanted) {
        if ($null -eq $name -or $shown.Contains($name)) { continue }
        $property = SimShownProperty $At $Object $name
        if ($null -eq $property) { SimDirectoryFail $Cmdlet 'System.ArgumentException' "One or more properties are invalid.`r`nParameter name: $name" 'ActiveDirectoryCmdlet:System.ArgumentException' 'InvalidArgument' $name }
        $shown[$name] = $property.value
    }
    $result = SimNewObject "Microsoft.ActiveDirectory.Management.$Type" $shown
    SimMethod $result 'ToString' { $this.DistinguishedName }
    $result
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
    SimRead 'directory' "domain $($domain.name)"
    SimNewObject 'Microsoft.ActiveDirectory.Management.ADDomain' ([ordered]@{
        ComputersContainer = "CN=Computers,$($domain.dn)"; DistinguishedName = $domain.dn; DNSRoot = $domain.name; DomainSID = (SimSidObject $domain.sid); Forest = $global:Sim.world.domain.name; InfrastructureMaster = "dc1.$($domain.name)"
        Name = ($domain.name -split '\.')[0]; NetBIOSName = $domain.netbios; ObjectClass = 'domainDNS'; PDCEmulator = "dc1.$($domain.name)"; ReplicaDirectoryServers = (SimList @("dc1.$($domain.name)", "dc2.$($domain.name)")); RIDMaster = "dc1.$($domain.name)"; UsersContainer = "CN=Users,$($domain.dn)"
    })
}

function SimDirectory-Get-ADDomainController {
    [CmdletBinding()] param([Parameter(Mandatory)][switch]$Discover, [string[]]$Service, [string]$DomainName)
    $domain = if ($DomainName -eq '') { SimHomeDomain } else { SimForestDomain $DomainName }
    # DsGetDcName looks for a global catalogue by the root of the forest only.
    $isNoRoot = $Service -contains 'GlobalCatalog' -and $DomainName -ne '' -and $DomainName -ne $global:Sim.world.domain.name
    if ($null -eq $domain -or $isNoRoot -or (SimNamesDown) -or $domain.name -in $global:Sim.world.domain.blockedDomains -or -not (SimPassed $global:Sim.machine.domain.reachableAfter)) {
        SimDirectoryFail $PSCmdlet 'ADServerDownException' 'Unable to find a default server with Active Directory Web Services running.' 'ActiveDirectoryServer:1355' 'ResourceUnavailable' $DomainName
    }
    $name = if ($Service -contains 'PrimaryDC') { 'dc1' } else { @('dc2', 'dc1' | Where-Object { SimWebServicesUp $domain $_ }) + 'dc2' | Select-Object -First 1 }
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
        @{ dn = "CN=$($key.id),$Place"; name = $key.id; class = 'msKds-ProvRootKey'; sid = $null; guid = (SimGuid "kds $($key.id)"); parent = $Place; domain = ''; creator = $null; builtIn = $true; properties = @{}; attributes = @{ 'msKds-UseStartTime' = [long]($key.effective - (SimSeconds 36000) - 504911232000000000); 'msKds-CreateTime' = [long]($key.created - 504911232000000000) } }
    }
}

function SimDirectory-Get-ADObject {
    [CmdletBinding(DefaultParameterSetName = 'Identity')] param(
        [Parameter(Mandatory, ParameterSetName = 'Identity', Position = 0)]$Identity, [Parameter(Mandatory, ParameterSetName = 'Filter')][ValidateNotNullOrEmpty()][string]$LDAPFilter,
        [Parameter(ParameterSetName = 'Filter')][AllowEmptyString()][string]$SearchBase, [string[]]$Properties, [ValidateNotNullOrEmpty()][string]$Server)
    $at = SimDirectoryAt $PSCmdlet $Server
    if ($PSCmdlet.ParameterSetName -eq 'Identity') { return SimShowObject $PSCmdlet $at (SimIdentity $PSCmdlet $at $Identity 'object') 'ADObject' @() $Properties }
    SimRead 'directory' $LDAPFilter
    $filter = SimReadFilter $LDAPFilter
    if ($null -eq $filter) { SimDirectoryFail $PSCmdlet 'ADException' 'The search filter cannot be recognized' 'ActiveDirectoryServer:8254' 'NotSpecified' $null }
    $root = if ($PSBoundParameters.ContainsKey('SearchBase')) { $SearchBase } else { $at.domain.dn }
    if ($root -eq '' -and -not $at.catalogue) { SimDirectoryFail $PSCmdlet 'System.ArgumentException' 'An empty SearchBase is only supported while connected to a GlobalCatalog.' 'ActiveDirectoryCmdlet:System.ArgumentException' 'InvalidArgument' $null }
    $configuration = "CN=Configuration,$($global:Sim.world.domain.dn)"
    if (SimBelow $root $configuration) {
        $services = "CN=Services,$configuration"
        $kds = "CN=Group Key Distribution Service,$services"
        if ($root -notin $configuration, $services, $kds, "CN=Master Root Keys,$kds") { SimNoPlace $PSCmdlet $root }
        $objects = @(SimRootKeys "CN=Master Root Keys,$kds")
    }
    else {
        $objects = [System.Collections.Generic.List[object]]::new()
        $isThere = $root -eq ''
        foreach ($object in $(if ($at.catalogue) { SimForestObjects $at } else { (SimView $at.domain $at.dc).Values })) {
            if ($object.dn -eq $root) { $isThere = $true }
            if ($root -eq '' -or $object.dn -eq $root -or $object.dn.EndsWith(",$root", 'OrdinalIgnoreCase')) { $objects.Add($object) }
        }
        if (-not $isThere) {
            if (-not (SimBelow $root $at.domain.dn)) { SimWrongPartition $PSCmdlet $at $root }
            SimNoPlace $PSCmdlet $root
        }
    }
    # In an order that does not depend on the process; to sort what fits takes far less time than to sort all.
    $found = @(foreach ($object in $objects) { if (SimMatches $filter $object) { $object } })
    if ($found.Count -gt 1) { $found = @($found | Sort-Object -Property { $_.dn }) }
    foreach ($object in $found) { SimShowObject $PSCmdlet $at $object 'ADObject' @() $Properties }
}
