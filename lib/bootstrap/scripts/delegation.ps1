# Kerberos delegation, and what no longer belongs to the cluster.

# Bits of userAccountControl (MS-ADTS, 2.2.16).
function Get-ControlFlag {
    param([string] $Name)
    switch ($Name) {
        'Unconstrained' { 0x80000 }
        'ProtocolTransition' { 0x1000000 }
        default { throw "no flag is called '$Name'" }
    }
}

# What an account may delegate to. Microsoft: either this list or the other way round, never both for one account
# (MicrosoftDocs/powerbi-docs, service-gateway-sso-kerberos).
function Confirm-Delegation {
    param([string] $Sam, [bool] $Own)
    $settings = $Step.Settings
    # Somebody else sees to it.
    if ($settings.delegation -eq 'elsewhere') { return }
    Start-Part "looking at the delegation of $Sam"
    $remedy = "Whoever changes delegation needs the right to write to $Sam, and on the domain controllers the privilege to trust accounts for delegation (SeEnableDelegationPrivilege)."
    if ($settings.delegation -ne 'none') {
        Confirm-Condition "$Sam is not trusted for delegation to any service" { -not (Test-Flag (Find-Account $Sam) (Get-ControlFlag 'Unconstrained')) } {
            Set-ADAccountControl -Identity (Find-Account $Sam).DistinguishedName -TrustedForDelegation $false -Server $Step.Directory.Server
        } $remedy { if (-not $Own) { "$Sam was made by somebody else, or others use it, and may delegate to any service" } }
    }
    foreach ($service in $settings.delegateTo) {
        Confirm-Condition "$Sam may delegate to $service" { @(Get-DelegationOf $Sam) -contains $service } {
            Set-ADObject -Identity (Find-Account $Sam).DistinguishedName -Add @{ 'msDS-AllowedToDelegateTo' = $service } -Server $Step.Directory.Server
        } $remedy
    }
    $more = @(Get-DelegationOf $Sam | Where-Object { $settings.delegateTo -notcontains $_ })
    if ($Own) { Remove-Delegation $Sam $more $remedy }
    elseif ($more.Count -gt 0) { Confirm-ForeignDelegation $Sam $more }
    Confirm-ProtocolTransition $Sam $Own $remedy
}

function Get-DelegationOf {
    param([string] $Sam)
    return @(Get-ValueList (Find-Account $Sam) 'msDS-AllowedToDelegateTo')
}

function Remove-Delegation {
    param([string] $Sam, [string[]] $Services, [string] $Remedy)
    foreach ($service in $Services) {
        Confirm-Condition "$Sam may no longer delegate to $service" { @(Get-DelegationOf $Sam) -notcontains $service } {
            Set-ADObject -Identity (Find-Account $Sam).DistinguishedName -Remove @{ 'msDS-AllowedToDelegateTo' = $service } -Server $Step.Directory.Server
        } $Remedy
    }
}

# Somebody else has set them: they stay, unless they contradict what is described.
function Confirm-ForeignDelegation {
    param([string] $Sam, [string[]] $Services)
    if ($Step.Settings.delegation -ne 'resourceBased') {
        Add-Remark "$Sam may also delegate to $($Services -join ', ')" 'The account is not this cluster''s alone, so that they stay.'
        return
    }
    Confirm-Condition "$Sam has no constrained delegation beside the resource-based one" { $false } { } 'Remove the services from its Delegation tab: Microsoft has one kind for an account, not both.' {
        "$Sam may delegate to $($Services -join ', '), which others have set"
    }
}

# With it the gateway may turn the name of a user, which is all it has, into a ticket.
function Confirm-ProtocolTransition {
    param([string] $Sam, [bool] $Own, [string] $Remedy)
    $flag = Get-ControlFlag 'ProtocolTransition'
    if ($Step.Settings.delegation -eq 'constrained') {
        Confirm-Condition "$Sam may use any authentication protocol (protocol transition)" { Test-Flag (Find-Account $Sam) $flag } {
            Set-ADAccountControl -Identity (Find-Account $Sam).DistinguishedName -TrustedToAuthForDelegation $true -Server $Step.Directory.Server
        } $Remedy
    }
    elseif ($Own) { Remove-ProtocolTransition $Sam $Remedy }
}

function Remove-ProtocolTransition {
    param([string] $Sam, [string] $Remedy)
    $flag = Get-ControlFlag 'ProtocolTransition'
    if (-not (Test-Flag (Find-Account $Sam) $flag)) { return }
    Confirm-Condition "$Sam has no protocol transition any more" { -not (Test-Flag (Find-Account $Sam) $flag) } {
        Set-ADAccountControl -Identity (Find-Account $Sam).DistinguishedName -TrustedToAuthForDelegation $false -Server $Step.Directory.Server
    } $Remedy
}

# ---- The other way round: the account of the data source says who may come for others --------------------------------

function Confirm-Resource {
    param($Target)
    $name = '{0} of {1}' -f $Target.account, $Target.domain
    Start-Part "looking at $name"
    $remedy = "It takes an account of that name, the right to write to it, and a domain controller of $($Target.domain) within reach, which must trust this domain."
    Confirm-Condition "$name lets $(Get-ActorName) act for users" {
        $actor = Get-Actor
        $null -ne $actor -and @(Get-AllowedActor $Target) -contains $actor.DistinguishedName
    } { Add-AllowedActor $Target } $remedy {
        if ($null -eq (Find-Account $Target.account $Target.domain)) { "there is no $($Target.account) in $($Target.domain)" }
        else { Get-StrangerObstacle (Get-AllowedActor $Target) "the list of $name" }
    }
}

# Who acts for users: the managed account, or the computers by their group.
function Get-ActorName {
    if ($Step.Settings.accountKind -eq 'groupManaged') { return $Step.Settings.accountSam }
    return $Step.Settings.group
}

# As an object with its SID: the domain of the data source may not know the name.
function Get-Actor {
    if ($null -eq (Find-Account (Get-ActorName))) { return $null }
    if ($Step.Settings.accountKind -eq 'groupManaged') { return (Get-ADServiceAccount -Identity $Step.Settings.accountSam -Server $Step.Directory.Server) }
    return (Get-ADGroup -Identity $Step.Settings.group -Server $Step.Directory.Server)
}

# The account of a data source, with who may act for users there.
function Get-ResourceAccount {
    param($Target)
    $found = Find-Account $Target.account $Target.domain
    if ($null -eq $found) { return $null }
    $query = @{ Identity = $found.DistinguishedName; Server = $Target.domain; Properties = 'PrincipalsAllowedToDelegateToAccount' }
    return (Get-OfClass $found.ObjectClass $query)
}

# The module has a command for each class.
function Get-OfClass {
    param([string] $Class, [hashtable] $Query)
    switch ($Class) {
        'group' { return (Get-ADGroup @Query) }
        'computer' { return (Get-ADComputer @Query) }
        'user' { return (Get-ADUser @Query) }
        default { return (Get-ADServiceAccount @Query) }
    }
}

function Get-AllowedActor {
    param($Target)
    return @(Resolve-Principal (Get-ValueList (Get-ResourceAccount $Target) 'PrincipalsAllowedToDelegateToAccount'))
}

function Add-AllowedActor {
    param($Target)
    $account = Get-ResourceAccount $Target
    $all = @(Get-Actor) + @(Get-AllowedActor $Target | ForEach-Object { Get-ByName $_ })
    $change = @{ Identity = $account.DistinguishedName; PrincipalsAllowedToDelegateToAccount = $all; Server = $Target.domain }
    switch ($account.ObjectClass) {
        'computer' { Set-ADComputer @change }
        'user' { Set-ADUser @change }
        default { Set-ADServiceAccount @change }
    }
}

# The end of a distinguished name that says which domain it is in.
function Get-DomainPart {
    param([string] $DistinguishedName)
    return ($DistinguishedName -replace '^.*?(?=\bDC=)', '')
}

# A SID where others have a name: nobody has it any more, or nobody in this forest. It can be read and not be written back.
function Test-Stranger {
    param([string] $Name)
    return ($Name -like 'S-1-*')
}

function Get-StrangerObstacle {
    param([string[]] $Names, [string] $Place)
    $strangers = @($Names | Where-Object { Test-Stranger $_ })
    if ($strangers.Count -gt 0) { "nobody in this forest has $($strangers -join ', '), and it would be lost from $Place, which is written as a whole: take it out, or add to it by hand" }
}

# Somebody who is on a list already, from whatever domain: it is written as a whole.
function Get-ByName {
    param([string] $DistinguishedName)
    $domain = (Get-DomainPart $DistinguishedName) -replace ',?DC=', '.'
    $query = @{ Identity = $DistinguishedName; Server = $domain.TrimStart('.') }
    return (Get-OfClass (Get-ADObject @query).ObjectClass $query)
}

# ---- The data sources ------------------------------------------------------------------------------------------------

# Their names are registered by whoever runs them: a delegation to a name that nobody has leads nowhere.
function Confirm-Service {
    param($Service)
    $first = @($Service.names)[0]
    Start-Part "looking for $first"
    Confirm-Fact "$first is registered on one account" {
        # A computer stands for HTTP by its name HOST, unless somebody has registered it.
        $names = @($Service.names) + @($Service.names | Where-Object { $_ -like 'HTTP/*' } | ForEach-Object { 'HOST/' + $_.Substring(5) })
        $holders = @($names | ForEach-Object { Find-NameHolder $_ } | ForEach-Object { $_.DistinguishedName } | Sort-Object -Unique)
        $holders.Count -eq 1
    } "Register it on the account that the data source runs as: setspn -S $first ACCOUNT; setspn -X finds names that two accounts have."
    if ($Step.Settings.delegation -ne 'constrained') { return }
    Confirm-Fact "$first belongs to an account of $($Step.Settings.domain)" {
        $foreign = @($Service.names | ForEach-Object { Find-NameHolder $_ } | Where-Object { (Get-DomainPart $_.DistinguishedName) -ne $Step.Directory.Root })
        $foreign.Count -eq 0
    } 'Constrained delegation ends at the border of a domain: use KerberosDelegation.resourceBased.'
}

# ---- All of it -------------------------------------------------------------------------------------------------------

function Confirm-Prepared {
    $settings = $Step.Settings
    if ($settings.group -ne '') { Confirm-Group }
    if ($settings.accountKind -eq 'groupManaged') {
        Confirm-ManagedAccount
        Confirm-Delegation $settings.accountSam (Test-OwnAccount)
    }
    if ($settings.windowsAuthorizationAccess) { Confirm-AuthorizationAccess }
    foreach ($target in $settings.targets) { Confirm-Resource $target }
    foreach ($service in $settings.services) { Confirm-Service $service }
}

# Where the directory is hardened, reading the groups of a user takes a right of its own. By SID: its name is translated.
function Confirm-AuthorizationAccess {
    Start-Part 'looking at Windows Authorization Access Group'
    $group = 'S-1-5-32-560'
    Confirm-Condition "$(Get-ActorName) belongs to Windows Authorization Access Group" {
        $actor = Get-Actor
        $access = Get-ADGroup -Identity $group -Server $Step.Directory.Server -Properties member
        $null -ne $actor -and @(Get-ValueList $access 'member') -contains $actor.DistinguishedName
    } {
        Add-ADGroupMember -Identity $group -Members (Get-Actor).DistinguishedName -Server $Step.Directory.Server
    } 'Only administrators of the domain change its built-in groups.'
}

# Computers and names that are no longer described. The group comes last: it is by the group that they are found.
function Confirm-Released {
    $settings = $Step.Settings
    if ($settings.group -eq '') { return }
    Start-Part 'looking for what is no longer described'
    $dropped = @(Get-DroppedComputer (Find-Account $settings.group))
    if (-not (Test-OwnGroup)) {
        foreach ($sam in $dropped) { Add-Remark "$sam belongs to $($settings.group) and is not described" 'The group was made by somebody else: take it out by hand.' }
        return
    }
    if ($settings.accountKind -eq 'groupManaged') { Remove-MemberName $dropped }
    elseif ($dropped.Count -gt 0) {
        foreach ($sam in $dropped) { Remove-ComputerDelegation $sam }
        # One of them may have had it.
        Confirm-ServiceIdName ('{0}$' -f @($settings.computers)[0]) $dropped
    }
    foreach ($sam in $dropped) {
        Confirm-Condition "$sam belongs to $($settings.group) no more" { @(Get-DroppedComputer (Find-Account $settings.group)) -notcontains $sam } {
            Remove-ADGroupMember -Identity (Get-GroupName) -Members (Find-Account $sam).DistinguishedName -Confirm:$false -Server $Step.Directory.Server
        } "The actor must be allowed to write the members of $($settings.group)."
    }
}

function Remove-MemberName {
    param([string[]] $Dropped)
    $names = @($Dropped | ForEach-Object { 'gateway/' + $_.TrimEnd('$') })
    # A deleted computer has left the group by itself, and its name behind.
    if (Test-OwnAccount) { $names += @(Get-GatewayName | Where-Object { @($Step.Settings.computers | ForEach-Object { "gateway/$_" }) -notcontains $_ -and (Test-Release $_.Substring(8)) }) }
    foreach ($name in ($names | Sort-Object -Unique)) { Remove-ServiceName $name $Step.Settings.accountSam }
}

# A computer that has delegated in place of the virtual account.
function Remove-ComputerDelegation {
    param([string] $Sam)
    $remedy = "The actor must be allowed to write to $Sam, and to trust accounts for delegation."
    $described = @($Step.Settings.delegateTo)
    $all = @(Get-DelegationOf $Sam)
    Remove-Delegation $Sam @($all | Where-Object { $described -contains $_ }) $remedy
    $others = @($all | Where-Object { $described -notcontains $_ })
    if ($others.Count -gt 0) { Add-Remark "$Sam may still delegate to $($others -join ', ')" 'That is not described here: take it away by hand, or delete the account.' }
    else { Remove-ProtocolTransition $Sam $remedy }
    Remove-ServiceName "HTTP/$($Step.Settings.accountSid)" $Sam
}

function Get-GatewayName {
    return @(Get-ValueList (Find-Account $Step.Settings.accountSam) 'servicePrincipalName' | Where-Object { $_ -like 'gateway/*' })
}

# Who is in the group and is not described, by sAMAccountName.
function Get-DroppedComputer {
    param($Group)
    $wanted = @($Step.Settings.computers | ForEach-Object { "$_`$" })
    $found = @(Get-ValueList $Group 'member' | Where-Object { (Get-DomainPart $_) -eq $Step.Directory.Root } | ForEach-Object {
            Get-ADObject -Identity $_ -Server $Step.Directory.Server -Properties 'sAMAccountName'
        } | Where-Object { $_.ObjectClass -eq 'computer' } | ForEach-Object { [string] $_.sAMAccountName })
    return @($found | Where-Object { $wanted -notcontains $_ -and (Test-Release $_) })
}

# An administrator names who is to go: a list that was written today may not know the names of machines that exist.
function Test-Release {
    param([string] $Sam)
    return (-not $Step.Contains('Release') -or $Step.Release -contains $Sam.TrimEnd('$'))
}

function Remove-ServiceName {
    param([string] $ServiceName, [string] $Sam)
    Confirm-Condition "$ServiceName is registered on $Sam no more" { @(Get-ValueList (Find-Account $Sam) 'servicePrincipalName') -notcontains $ServiceName } {
        Set-ADObject -Identity (Find-Account $Sam).DistinguishedName -Remove @{ servicePrincipalName = $ServiceName } -Server $Step.Directory.Server
    } "The actor must be allowed to write to $Sam."
}
