# The module ActiveDirectory: accounts, groups, names of services, and delegation.

# --- Looking -------------------------------------------------------------------------------------------------------

function SimDirectory-Get-ADServiceAccount {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)]$Identity, [string[]]$Properties, [ValidateNotNullOrEmpty()][string]$Server)
    $at = SimDirectoryAt $PSCmdlet $Server
    SimShowObject $PSCmdlet $at (SimIdentity $PSCmdlet $at $Identity 'serviceAccount') 'ADServiceAccount' @('Enabled', 'HostComputers', 'SamAccountName', 'SID', 'UserPrincipalName') $Properties
}

function SimDirectory-Get-ADComputer {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)]$Identity, [string[]]$Properties, [ValidateNotNullOrEmpty()][string]$Server)
    $at = SimDirectoryAt $PSCmdlet $Server
    SimShowObject $PSCmdlet $at (SimIdentity $PSCmdlet $at $Identity 'computer') 'ADComputer' @('DNSHostName', 'Enabled', 'SamAccountName', 'SID', 'UserPrincipalName') $Properties
}

function SimDirectory-Get-ADUser {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)]$Identity, [string[]]$Properties, [ValidateNotNullOrEmpty()][string]$Server)
    $at = SimDirectoryAt $PSCmdlet $Server
    SimShowObject $PSCmdlet $at (SimIdentity $PSCmdlet $at $Identity 'user') 'ADUser' @('Enabled', 'GivenName', 'SamAccountName', 'SID', 'Surname', 'UserPrincipalName') $Properties
}

function SimDirectory-Get-ADGroup {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)]$Identity, [string[]]$Properties, [ValidateNotNullOrEmpty()][string]$Server)
    $at = SimDirectoryAt $PSCmdlet $Server
    SimShowObject $PSCmdlet $at (SimIdentity $PSCmdlet $at $Identity 'group') 'ADGroup' @('GroupCategory', 'GroupScope', 'SamAccountName', 'SID') $Properties
}

# --- Making --------------------------------------------------------------------------------------------------------

# What all new objects have to pass: the right, the place, and that nobody has the name.
function SimMayMake {
    param($Cmdlet, $At, [string]$Kind, [string]$Class, [string]$Name, [string]$Sam, [string]$Path)
    if ($Path -ne '' -and -not (SimBelow $Path $At.domain.dn)) { SimWrongPartition $Cmdlet $At $Path }
    $view = [Simulation.Directory]::View($At.domain, $At.dc)
    $parent = $view[$Path]
    if ($null -eq $parent -or $parent.class -notin 'container', 'organizationalUnit', 'builtinDomain', 'domainDNS') { SimNoPlace $Cmdlet $Name }
    SimDirectoryMay $Cmdlet $At $Kind '' $Name
    $same = [Simulation.Directory]::BySam($At.domain, $At.dc, $Sam)
    if ($null -ne $same -and $same.class -eq 'group') { SimDirectoryFail $Cmdlet 'ADException' 'The specified group already exists' 'ActiveDirectoryServer:1318' 'NotSpecified' $Name }
    if ($null -ne $same) { SimDirectoryFail $Cmdlet 'ADIdentityAlreadyExistsException' "The specified $(if ($Class -eq 'user') { 'user' } else { 'account' }) already exists" 'ActiveDirectoryServer:1316' 'ResourceExists' $Name }
    if ($view.ContainsKey((SimRdn 'CN' $Name) + ",$Path")) { SimDirectoryFail $Cmdlet 'ADException' 'An attempt was made to add an object to the directory with a name that is already in use' 'ActiveDirectoryServer:8305' 'NotSpecified' $Name }
}

function SimMake {
    param($Cmdlet, $At, [string]$Kind, [string]$Class, [string]$Name, [string]$Sam, [string]$Path, $Attributes)
    if ($WhatIfPreference) { return }
    # A number is used up by what is made only.
    $null = SimEffect $Cmdlet $Kind "$Sam in $Path" {
        $object = SimMakeObject $At.domain $Class $Name $Path $Sam $Attributes
        $object.creator = SimComputerActor
        SimDirectoryChange $At.domain $At.dc @(@{ how = 'put'; dn = $object.dn; object = $object })
    }
}

function SimComputerActor { $domain = [Simulation.Directory]::Home(); if ($null -eq $domain) { return $null }; "$($domain.netbios)\$($global:Sim.machine.name)`$" }

function SimWithDollar { param([string]$Name) if ($Name.EndsWith('$')) { $Name } else { "$Name`$" } }

function SimDirectory-New-ADGroup {
    [CmdletBinding(SupportsShouldProcess)] param(
        [Parameter(Mandatory, Position = 0)][ValidateNotNullOrEmpty()][string]$Name, [string]$SamAccountName, [ValidateSet('Distribution', 'Security')][string]$GroupCategory = 'Security',
        [Parameter(Mandatory, Position = 1)][ValidateSet('DomainLocal', 'Global', 'Universal')][string]$GroupScope, [ValidateNotNullOrEmpty()][string]$Path, [string]$Description, [ValidateNotNullOrEmpty()][string]$Server)
    $at = SimDirectoryAt $PSCmdlet $Server
    $sam = if ($SamAccountName -eq '') { $Name } else { $SamAccountName }
    $parent = if ($Path -eq '') { "CN=Users,$($at.domain.dn)" } else { $Path }
    SimMayMake $PSCmdlet $at 'ad.group.create' 'group' $Name $sam $parent
    $type = @{ Global = 2; DomainLocal = 4; Universal = 8 }[$GroupScope]
    if ($GroupCategory -eq 'Security') { $type = $type -bor [int]::MinValue }
    SimMake $PSCmdlet $at 'ad.group.create' 'group' $Name $sam $parent @{ groupType = $type; description = $(if ($Description -ne '') { $Description }) }
}

function SimDirectory-New-ADComputer {
    [CmdletBinding(SupportsShouldProcess)] param(
        [Parameter(Mandatory, Position = 0)][ValidateNotNullOrEmpty()][string]$Name, [string]$SamAccountName, [ValidateNotNullOrEmpty()][string]$Path, [bool]$Enabled = $true, [string]$Description, [ValidateNotNullOrEmpty()][string]$Server)
    $at = SimDirectoryAt $PSCmdlet $Server
    $sam = SimWithDollar $(if ($SamAccountName -eq '') { $Name } else { $SamAccountName })
    $parent = if ($Path -eq '') { "CN=Computers,$($at.domain.dn)" } else { $Path }
    SimMayMake $PSCmdlet $at 'ad.computer.create' 'computer' $Name $sam $parent
    SimMake $PSCmdlet $at 'ad.computer.create' 'computer' $Name $sam $parent @{ userAccountControl = $(if ($Enabled) { 4096 } else { 4098 }); description = $(if ($Description -ne '') { $Description }) }
}

function SimEncryption { param($Types) [int][Microsoft.ActiveDirectory.Management.ADKerberosEncryptionType](@($Types) -join ', ') }

function SimDirectory-New-ADServiceAccount {
    [CmdletBinding(SupportsShouldProcess)] param(
        [Parameter(Mandatory, Position = 0)][ValidateNotNullOrEmpty()][string]$Name, [string]$SamAccountName, [Parameter(Mandatory)][ValidateNotNullOrEmpty()][string]$DNSHostName, [object[]]$PrincipalsAllowedToRetrieveManagedPassword,
        [ValidateSet('None', 'DES', 'RC4', 'AES128', 'AES256')][string[]]$KerberosEncryptionType, [ValidateRange(1, [int]::MaxValue)][int]$ManagedPasswordIntervalInDays = 30, [string]$Description, [ValidateNotNullOrEmpty()][string]$Path, [bool]$Enabled = $true, [ValidateNotNullOrEmpty()][string]$Server)
    $at = SimDirectoryAt $PSCmdlet $Server
    $sam = SimWithDollar $(if ($SamAccountName -eq '') { $Name } else { $SamAccountName })
    $parent = if ($Path -eq '') { "CN=Managed Service Accounts,$($at.domain.dn)" } else { $Path }
    $readers = @(foreach ($one in @($PrincipalsAllowedToRetrieveManagedPassword)) { if ($null -ne $one) { SimIdentity $PSCmdlet $at $one 'principal' } })
    SimMayMake $PSCmdlet $at 'ad.account.create' 'msDS-GroupManagedServiceAccount' $Name $sam $parent
    # The domain controller makes the password from a root key, and counts those only whose time has come.
    if (@($global:Sim.world.domain.kdsKeys | Where-Object { $_.effective -le $global:Sim.world.clock }).Count -eq 0) { SimDirectoryFail $PSCmdlet 'ADException' 'Key does not exist' 'ActiveDirectoryServer:-2146893811' 'NotSpecified' $Name }
    SimMake $PSCmdlet $at 'ad.account.create' 'msDS-GroupManagedServiceAccount' $Name $sam $parent @{
        dNSHostName = $DNSHostName; userAccountControl = $(if ($Enabled) { 4096 } else { 4098 }); 'msDS-ManagedPasswordInterval' = $ManagedPasswordIntervalInDays; description = $(if ($Description -ne '') { $Description })
        'msDS-SupportedEncryptionTypes' = $(if ($null -eq $KerberosEncryptionType) { 28 } else { SimEncryption $KerberosEncryptionType }); 'msDS-GroupMSAMembership' = $(if ($readers.Count -gt 0) { , @($readers | ForEach-Object { $_.sid }) })
    }
}

function SimDirectory-Add-KdsRootKey {
    [CmdletBinding()] param([Parameter(Mandatory)][switch]$EffectiveImmediately)
    $at = SimDirectoryAt $PSCmdlet ''
    SimDirectoryMay $PSCmdlet $at 'ad.kds.add' '' ''
    $keys = $global:Sim.world.domain.kdsKeys
    $id = SimGuid "kds $($keys.Count)"
    # Ten hours on, so that all domain controllers have it by then.
    if (SimEffect $PSCmdlet 'ad.kds.add' 'effective in 10 hours' { $keys.Add(@{ id = $id; created = $global:Sim.world.clock; effective = $global:Sim.world.clock + [Simulation.Network]::Ticks(36000) }) }) { [guid]$id }
}

# --- Accounts ------------------------------------------------------------------------------------------------------

# The changes that the lists of a Set command ask for: they replace what is there, and $null clears it.
function SimPrincipalLists {
    param($Cmdlet, $At, $Object, $Bound)
    foreach ($pair in 'PrincipalsAllowedToRetrieveManagedPassword=msDS-GroupMSAMembership=mayRetrieve', 'PrincipalsAllowedToDelegateToAccount=msDS-AllowedToActOnBehalfOfOtherIdentity=delegatesHere') {
        $parameter, $attribute, $word = $pair -split '='
        if (-not $Bound.ContainsKey($parameter)) { continue }
        $principals = @(foreach ($one in @($Bound[$parameter])) { if ($null -ne $one) { SimIdentity $Cmdlet $At $one 'principal' } })
        @{ how = 'set'; dn = $Object.dn; name = $attribute; value = [string[]]@($principals | ForEach-Object { $_.sid } | Select-Object -Unique); text = "$word <- $(@($principals | ForEach-Object { $_.attributes['sAMAccountName'] }) -join ', ')" }
    }
}

function SimSetFlag {
    param($Object, [int]$Flag, [bool]$On, [string]$Text)
    $flags = [int]$Object.attributes['userAccountControl']
    @{ how = 'set'; dn = $Object.dn; name = 'userAccountControl'; value = $(if ($On) { $flags -bor $Flag } else { $flags -band -bnot $Flag }); text = $Text }
}

function SimSetAccount {
    param($Cmdlet, $At, [string]$Kind, $Object, $Changes)
    $sam = $Object.attributes['sAMAccountName']
    SimDirectoryMay $Cmdlet $At $Kind '' $Object.dn
    if (@($Changes).Count -gt 0) { SimDirectoryWrite $Cmdlet $At $Kind "$sam $(@($Changes | ForEach-Object { $_.text }) -join '; ')" $Changes }
}

function SimDirectory-Set-ADServiceAccount {
    [CmdletBinding(SupportsShouldProcess)] param(
        [Parameter(Mandatory, Position = 0)]$Identity, [AllowNull()][object[]]$PrincipalsAllowedToRetrieveManagedPassword, [AllowNull()][object[]]$PrincipalsAllowedToDelegateToAccount,
        [ValidateSet('None', 'DES', 'RC4', 'AES128', 'AES256')][string[]]$KerberosEncryptionType, [bool]$Enabled, [ValidateNotNullOrEmpty()][string]$Server)
    $at = SimDirectoryAt $PSCmdlet $Server
    $object = SimIdentity $PSCmdlet $at $Identity 'serviceAccount'
    $changes = @(SimPrincipalLists $PSCmdlet $at $object $PSBoundParameters)
    if ($null -ne $KerberosEncryptionType) { $number = SimEncryption $KerberosEncryptionType; $changes += @{ how = 'set'; dn = $object.dn; name = 'msDS-SupportedEncryptionTypes'; value = $number; text = "encryptionTypes <- $number" } }
    if ($PSBoundParameters.ContainsKey('Enabled')) { $changes += SimSetFlag $object 2 (-not $Enabled) "enabled <- $Enabled" }
    SimSetAccount $PSCmdlet $at 'ad.account.set' $object $changes
}

function SimDirectory-Set-ADComputer {
    [CmdletBinding(SupportsShouldProcess)] param([Parameter(Mandatory, Position = 0)]$Identity, [AllowNull()][object[]]$PrincipalsAllowedToDelegateToAccount, [ValidateNotNullOrEmpty()][string]$Server)
    $at = SimDirectoryAt $PSCmdlet $Server
    $object = SimIdentity $PSCmdlet $at $Identity 'computer'
    SimSetAccount $PSCmdlet $at 'ad.computer.set' $object @(SimPrincipalLists $PSCmdlet $at $object $PSBoundParameters)
}

function SimDirectory-Set-ADUser {
    [CmdletBinding(SupportsShouldProcess)] param([Parameter(Mandatory, Position = 0)]$Identity, [AllowNull()][object[]]$PrincipalsAllowedToDelegateToAccount, [ValidateNotNullOrEmpty()][string]$Server)
    $at = SimDirectoryAt $PSCmdlet $Server
    $object = SimIdentity $PSCmdlet $at $Identity 'user'
    SimSetAccount $PSCmdlet $at 'ad.user.set' $object @(SimPrincipalLists $PSCmdlet $at $object $PSBoundParameters)
}

# On domain controllers it takes the privilege to trust accounts for delegation.
function SimDirectory-Set-ADAccountControl {
    [CmdletBinding(SupportsShouldProcess)] param([Parameter(Mandatory, Position = 0)]$Identity, [bool]$TrustedToAuthForDelegation, [bool]$TrustedForDelegation, [ValidateNotNullOrEmpty()][string]$Server)
    $at = SimDirectoryAt $PSCmdlet $Server
    $object = SimIdentity $PSCmdlet $at $Identity 'account'
    $after = $object.Clone()
    $after.attributes = $object.attributes.Clone()
    $words = @()
    foreach ($pair in 'TrustedToAuthForDelegation=16777216', 'TrustedForDelegation=524288') {
        $parameter, $flag = $pair -split '='
        if (-not $PSBoundParameters.ContainsKey($parameter)) { continue }
        $after.attributes['userAccountControl'] = (SimSetFlag $after ([int]$flag) $PSBoundParameters[$parameter] '').value
        $words += "$parameter <- $($PSBoundParameters[$parameter])"
    }
    $changes = @(if ($words.Count -gt 0) { @{ how = 'set'; dn = $object.dn; name = 'userAccountControl'; value = $after.attributes['userAccountControl']; text = $words -join '; ' } })
    SimSetAccount $PSCmdlet $at 'ad.account.control' $object $changes
}

# --- Names of services, and what an account may delegate to ---------------------------------------------------------------

function SimDirectory-Set-ADObject {
    [CmdletBinding(SupportsShouldProcess)] param([Parameter(Mandatory, Position = 0)]$Identity, [hashtable]$Add, [hashtable]$Remove, [ValidateNotNullOrEmpty()][string]$Server)
    $at = SimDirectoryAt $PSCmdlet $Server
    $object = SimIdentity $PSCmdlet $at $Identity 'object'
    $name = if ($object.attributes.ContainsKey('sAMAccountName')) { $object.attributes['sAMAccountName'] } else { $object.dn }
    $changes = @(foreach ($part in @{ how = 'remove'; table = $Remove }, @{ how = 'add'; table = $Add }) {
        if ($null -eq $part.table) { continue }
        foreach ($attribute in [Simulation.Worlds]::Keys($part.table)) {
            if ($attribute -notin 'servicePrincipalName', 'msDS-AllowedToDelegateTo') { SimFail $PSCmdlet "The simulation changes servicePrincipalName and msDS-AllowedToDelegateTo, not $attribute." 'NotSimulated' 'NotImplemented' $attribute }
            $values = [string[]]@($part.table[$attribute] | ForEach-Object { "$_" })
            @{ how = $part.how; dn = $object.dn; name = $attribute; value = $values; text = "$($part.how) $attribute $($values -join ', ') on $name" }
        }
    })
    foreach ($change in $changes) { SimDirectoryMay $PSCmdlet $at 'ad.object.set' $change.name $object.dn }
    foreach ($change in $changes) {
        if ($change.how -ne 'add' -or $change.name -ne 'servicePrincipalName') { continue }
        foreach ($other in [Simulation.Directory]::Everyone($at)) {
            if ($other.dn -eq $object.dn -or @($other.attributes['servicePrincipalName'] | Where-Object { $_ -in $change.value }).Count -eq 0) { continue }
            SimDirectoryFail $PSCmdlet 'ADException' 'The operation failed because SPN value provided for addition/modification is not unique forest-wide' 'ActiveDirectoryServer:8647' 'NotSpecified' $object.dn
        }
    }
    # A value that is there already, or is not there to be removed, is no error: the module modifies permissively.
    if ($changes.Count -gt 0) { SimDirectoryWrite $PSCmdlet $at 'ad.object.set' (@($changes | ForEach-Object { $_.text }) -join '; ') $changes }
}

# --- Groups --------------------------------------------------------------------------------------------------------

function SimChangeMembers {
    param($Cmdlet, $At, [string]$Kind, [string]$How, $Identity, $Members)
    $group = SimIdentity $Cmdlet $At $Identity 'group'
    $objects = @(foreach ($one in $Members) { SimIdentity $Cmdlet $At $one 'principal' })
    SimDirectoryMay $Cmdlet $At $Kind '' $group.dn
    $there = @($group.attributes['member'])
    # Modules of Windows Server 2019 and later suppress these two errors; older ones raise them.
    if (-not $global:Sim.world.domain.permissiveGroups) {
        foreach ($object in $objects) {
            if ($How -eq 'add' -and $object.dn -in $there) { SimDirectoryFail $Cmdlet 'ADException' 'The specified account name is already a member of the group' 'ActiveDirectoryServer:1378' 'NotSpecified' $group.dn }
            if ($How -eq 'remove' -and $object.dn -notin $there) { SimDirectoryFail $Cmdlet 'ADException' 'The specified account name is not a member of the group' 'ActiveDirectoryServer:1377' 'NotSpecified' $group.dn }
        }
    }
    $arrow = if ($How -eq 'add') { '<-' } else { '->' }
    SimDirectoryWrite $Cmdlet $At $Kind "$($group.attributes['sAMAccountName']) $arrow $(@($objects | ForEach-Object { $_.attributes['sAMAccountName'] }) -join ', ')" @(@{ how = $How; dn = $group.dn; name = 'member'; value = [string[]]@($objects | ForEach-Object { $_.dn }) })
}

function SimDirectory-Add-ADGroupMember {
    [CmdletBinding(SupportsShouldProcess)] param([Parameter(Mandatory, Position = 0)]$Identity, [Parameter(Mandatory, Position = 1)][object[]]$Members, [ValidateNotNullOrEmpty()][string]$Server)
    SimChangeMembers $PSCmdlet (SimDirectoryAt $PSCmdlet $Server) 'ad.group.add' 'add' $Identity $Members
}

function SimDirectory-Remove-ADGroupMember {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param([Parameter(Mandatory, Position = 0)]$Identity, [Parameter(Mandatory, Position = 1)][object[]]$Members, [ValidateNotNullOrEmpty()][string]$Server)
    # It asks, unless it is told not to; and nobody is there to answer.
    if ("$ConfirmPreference" -ne 'None' -and -not $WhatIfPreference) { SimFail $PSCmdlet ([System.Management.Automation.PSInvalidOperationException]::new('Windows PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.')) 'InvalidOperation' 'InvalidOperation' $null }
    SimChangeMembers $PSCmdlet (SimDirectoryAt $PSCmdlet $Server) 'ad.group.remove' 'remove' $Identity $Members
}
