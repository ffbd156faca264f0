# Local users, groups and rights.

function SimUserObject {
    param($User)
    $sid = [pscustomobject]@{ Value = $User.sid }
    SimMethod $sid 'ToString' { $this.Value }
    $object = SimNewObject 'Microsoft.PowerShell.Commands.LocalUser' ([ordered]@{ Name = $User.name; SID = $sid; Enabled = $User.enabled; PasswordLastSet = [datetime]::new($User.passwordSetAt, 'Utc'); Description = '' })
    SimMethod $object 'ToString' { $this.Name }
    $object
}

function Get-LocalUser {
    [CmdletBinding()] param([Parameter(Position = 0)][string[]]$Name)
    if ($null -eq $Name) { foreach ($user in @($global:Sim.machine.users.Values | Sort-Object -Property { $_.name })) { SimUserObject $user }; return }
    foreach ($one in $Name) {
        $user = $global:Sim.machine.users[$one]
        if ($null -eq $user) { SimError $PSCmdlet "User $one was not found." 'UserNotFound' 'ObjectNotFound' $one } else { SimUserObject $user }
    }
}

function Set-LocalUser {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Name, [securestring]$Password)
    $user = $global:Sim.machine.users["$Name"]
    if ($null -eq $user) { SimError $PSCmdlet "User $Name was not found." 'UserNotFound' 'ObjectNotFound' $Name; return }
    if ($null -eq $Password) { return }
    $plain = SimPlain $Password
    $kinds = 0
    foreach ($pattern in '[a-z]', '[A-Z]', '[0-9]', '[^a-zA-Z0-9]') { if ($plain -cmatch $pattern) { $kinds++ } }
    if ($plain.Length -lt 8 -or $kinds -lt 3 -or $plain.Length -gt 127) {
        SimError $PSCmdlet 'Unable to update the password. The value provided for the new password does not meet the length, complexity, or history requirements of the domain.' 'InvalidPassword' 'InvalidArgument' $Name
        return
    }
    SimSecret $plain
    $null = SimEffect $PSCmdlet 'user.password' $user.name { $user.password = $plain; $user.passwordSetAt = [Simulation.Network]::Now() }
}

function SimGroupOf {
    param($Cmdlet, [string]$Sid)
    $group = $global:Sim.machine.groups[$Sid]
    if ($null -eq $group) { SimError $Cmdlet "Group $Sid was not found." 'GroupNotFound' 'ObjectNotFound' $Sid }
    $group
}

function Add-LocalGroupMember {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$SID, [Parameter(Mandatory)][string[]]$Member)
    $group = SimGroupOf $PSCmdlet $SID
    if ($null -eq $group) { return }
    foreach ($one in $Member) {
        $full = $null
        if ($one -match '^S-1-') { $full = SimNameOfSid $one }
        elseif ($global:Sim.machine.users.ContainsKey($one)) { $full = "$($global:Sim.machine.name)\$one" }
        else { $full = SimCanonicalAccount $one }
        if ($null -eq $full) { SimError $PSCmdlet "Principal $one was not found." 'PrincipalNotFound' 'ObjectNotFound' $one; continue }
        if ($full -in $group.members) { SimError $PSCmdlet "$full is already a member of group $($group.name)." 'MemberExists' 'ResourceExists' $one; continue }
        $null = SimEffect $PSCmdlet 'group.add' "$($group.name) $full" { $group.members = @(@($group.members) + $full) }
    }
}

# The name that Windows shows for an id, or nothing where it knows none.
function SimNameOfSid {
    param([string]$Sid)
    if ($Sid -eq 'S-1-5-80-1835761534-3291552707-3889884660-1303793167-3990676079') { if ($global:Sim.machine.services.ContainsKey('PBIEgwService')) { return 'NT SERVICE\PBIEgwService' } else { return $null } }
    foreach ($user in $global:Sim.machine.users.Values) { if ($user.sid -eq $Sid) { return "$($global:Sim.machine.name)\$($user.name)" } }
    foreach ($pair in SimWellKnown) { if ($pair[0] -eq $Sid) { return $pair[1] } }
    if (-not [Simulation.Directory]::IsUp()) { return $null }
    $object = [Simulation.Directory]::BySid($null, $Sid)
    if ($null -ne $object) { "$([Simulation.Directory]::Domain($object.domain).netbios)\$($object.attributes['sAMAccountName'])" }
}

function SimWellKnown { @('S-1-5-11', 'NT AUTHORITY\Authenticated Users'), @('S-1-5-4', 'NT AUTHORITY\INTERACTIVE') }

# The id of a name as groups keep it, or nothing.
function SimSidOfName {
    param([string]$Name)
    foreach ($pair in SimWellKnown) { if ($pair[1] -eq $Name) { return $pair[0] } }
    if ($Name -eq 'NT SERVICE\PBIEgwService') { return 'S-1-5-80-1835761534-3291552707-3889884660-1303793167-3990676079' }
    $place, $short = $Name -split '\\', 2
    if ($place -eq $global:Sim.machine.name -and $global:Sim.machine.users.ContainsKey($short)) { return $global:Sim.machine.users[$short].sid }
    $domain = [Simulation.Directory]::Domain($place)
    if ($null -eq $domain) { return $null }
    $object = [Simulation.Directory]::BySam($domain, 'dc2', $short)
    if ($null -ne $object) { $object.sid }
}

function Get-LocalGroupMember {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$SID)
    $group = SimGroupOf $PSCmdlet $SID
    if ($null -eq $group) { return }
    # A member whose account is gone makes the real one fail for the whole group.
    if ($group.orphaned) { SimError $PSCmdlet "Failed to compare two elements in the array." 'An unspecified error occurred: error code = 1789' 'NotSpecified' $SID; return }
    foreach ($member in $group.members) {
        [pscustomobject]@{ Name = $member; ObjectClass = $(if ($member -like 'NT AUTHORITY\*') { 'Group' } else { 'User' }); PrincipalSource = $(if ($null -ne [Simulation.Directory]::Domain(($member -split '\\')[0])) { 'ActiveDirectory' } else { 'Local' }); SID = [Simulation.Search]::Sid((SimSidOfName $member)) }
    }
}

function ConvertTo-SecureString {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0, ValueFromPipeline)][AllowEmptyString()][string]$String, [switch]$AsPlainText, [switch]$Force)
    process {
        if (-not $AsPlainText) { SimFail $PSCmdlet ([System.FormatException]::new('Input string was not in a correct format.')) 'ImportSecureString_InvalidArgument' 'InvalidArgument' $null }
        if (-not $Force -and $global:SimProcess.edition -ne 'Core') { SimFail $PSCmdlet ([System.ArgumentException]::new('The system cannot protect plain text input. To suppress this warning and convert the plain text to a SecureString, reissue the command specifying the Force parameter.')) 'ImportSecureString_ForceRequired' 'InvalidArgument' $null }
        if ($String -eq '') { SimFail $PSCmdlet ([System.Management.Automation.ParameterBindingException]::new("Cannot bind argument to parameter 'String' because it is an empty string.")) 'ParameterArgumentValidationErrorEmptyStringNotAllowed' 'InvalidData' $null }
        $secure = [securestring]::new()
        foreach ($character in $String.ToCharArray()) { $secure.AppendChar($character) }
        $secure.MakeReadOnly()
        $secure
    }
}

# The object that the script's own P/Invoke type would be; see New-Object.
function SimAccountRights {
    $object = SimNewObject 'DataGatewayAccountRights' ([ordered]@{})
    SimMethod $object 'GetRights' { param($sid) , [string[]]@($global:Sim.machine.rights[[string]$sid] | Where-Object { $null -ne $_ }) }
    SimMethod $object 'AddRight' {
        param($sid, $right)
        if ($right -cnotin 'SeServiceLogonRight', 'SeImpersonatePrivilege', 'SeTcbPrivilege', 'SeAssignPrimaryTokenPrivilege', 'SeBatchLogonRight') { throw [System.ComponentModel.Win32Exception]::new(1313, 'A specified privilege does not exist.') }
        if ($sid -notmatch '^S-1-[\d-]+$') { throw [System.ComponentModel.Win32Exception]::new(1337, 'The security ID structure is invalid.') }
        if ($global:Sim.off) { return }
        $before = @($global:Sim.machine.rights[[string]$sid] | Where-Object { $null -ne $_ })
        if ($right -in $before) { return }
        $done = SimEffect $null 'right.add' "$sid $right" { $global:Sim.machine.rights[[string]$sid] = @($before + $right | Sort-Object) }
        if (-not $done) { throw [System.ComponentModel.Win32Exception]::new(5, 'Access is denied.') }
    }
    $object
}
