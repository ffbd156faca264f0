# What a cluster needs in Active Directory, as conditions: the group of its members, the managed account, the names of its
# services, and the delegation. What this library has made it keeps exactly as described; to what others have made it only
# adds.

# ---- Asking the directory --------------------------------------------------------------------------------------------

# For scripts that people run: nothing is installed on their machines.
function Assert-DirectoryTool {
    Start-Part 'looking for the PowerShell module ActiveDirectory'
    try { Import-Module -Name ActiveDirectory -ErrorAction Stop }
    catch { Stop-Step 'the PowerShell module ActiveDirectory is not installed here' 'Install-WindowsFeature RSAT-AD-PowerShell; domain controllers have it.' }
}

function Connect-Directory {
    Start-Part 'finding a domain controller'
    $settings = $Step.Settings
    $remedy = 'Active Directory Web Services (TCP 9389) of a domain controller must be within reach, and the account of this computer in order (Test-ComputerSecureChannel).'
    $domain = Invoke-Patiently "asking the domain $($settings.domain)" 120 15 { Get-ADDomain -Identity $settings.domain -Server $settings.domain } {
        param($problem)
        Test-PassingDirectoryError $problem
    } $remedy
    $server = [string] $settings.domainController
    if ($server -eq '') { $server = [string] $domain.PDCEmulator }
    $null = Invoke-Patiently "asking the domain controller $server" 120 15 { Get-ADRootDSE -Server $server } {
        param($problem)
        Test-PassingDirectoryError $problem
    } "All changes are made there. $remedy"
    $Step.Directory = @{ Server = $server; Root = [string] $domain.DistinguishedName; Forest = [string] $domain.Forest; Catalogue = '' }
}

# Codes of Win32: no server, no connection, busy.
function Test-PassingDirectoryError {
    param($ErrorRecord)
    return ($ErrorRecord.FullyQualifiedErrorId -match 'ActiveDirectoryServer:(0|1355|1722|8206),')
}

# A value in a search, as RFC 4515 wants it.
function ConvertTo-FilterText {
    param([string] $Text)
    return $Text.Replace('\', '\5c').Replace('*', '\2a').Replace('(', '\28').Replace(')', '\29')
}

# An account or group by its sAMAccountName; nothing where there is none.
function Find-Account {
    param([string] $Sam, [string] $Server = $Step.Directory.Server)
    if ($Sam -eq '') { return $null }
    $properties = @('sAMAccountName', 'servicePrincipalName', 'msDS-AllowedToDelegateTo', 'msDS-SupportedEncryptionTypes', 'userAccountControl', 'member', 'description', 'groupType', 'mS-DS-CreatorSID')
    $filter = '(sAMAccountName={0})' -f (ConvertTo-FilterText $Sam)
    return (Get-ADObject -LDAPFilter $filter -Server $Server -Properties $properties | Select-Object -First 1)
}

# A global catalogue. It is found by the root of the forest, and by no other domain.
function Get-Catalogue {
    if ($Step.Directory.Catalogue -eq '') {
        $found = Get-ADDomainController -Discover -Service GlobalCatalog -DomainName $Step.Directory.Forest
        $Step.Directory.Catalogue = '{0}:3268' -f @($found.HostName)[0]
    }
    return $Step.Directory.Catalogue
}

# Those on a list of SIDs, by their distinguished names. The module names only those of the list's own domain; who is nobody
# in the forest stays a SID.
function Resolve-Principal {
    param([string[]] $Names)
    foreach ($name in $Names) {
        if ($name -notlike 'S-1-*') { $name; continue }
        $found = @(Get-ADObject -LDAPFilter "(objectSid=$name)" -Server (Get-Catalogue) -SearchBase '')
        if ($found.Count -gt 0) { [string] $found[0].DistinguishedName } else { $name }
    }
}

# Whoever has a service's name, anywhere in the forest. Of this domain, as it is where changes are made: the catalogue
# hears of them later.
function Find-NameHolder {
    param([string] $ServiceName)
    $filter = '(servicePrincipalName={0})' -f (ConvertTo-FilterText $ServiceName)
    $here = @(Get-ADObject -LDAPFilter $filter -Server $Step.Directory.Server -Properties 'sAMAccountName')
    $all = @(Get-ADObject -LDAPFilter $filter -Server (Get-Catalogue) -SearchBase '' -Properties 'sAMAccountName')
    return ($here + @($all | Where-Object { (Get-DomainPart $_.DistinguishedName) -ne $Step.Directory.Root }))
}

# Whoever leaves is giving the name back.
function Find-OtherHolder {
    param([string] $ServiceName, [string] $Sam, [string[]] $Leaving)
    $own = @(Get-ValueList (Find-Account $Sam) 'DistinguishedName')
    return @(Find-NameHolder $ServiceName | Where-Object { $own -notcontains $_.DistinguishedName -and $Leaving -notcontains $_.sAMAccountName })
}

# Values of an attribute that may have none.
function Get-ValueList {
    param($Object, [string] $Attribute)
    if ($null -eq $Object) { return @() }
    $property = $Object.PSObject.Properties[$Attribute]
    if ($null -eq $property -or $null -eq $property.Value) { return @() }
    return @($property.Value | ForEach-Object { [string] $_ })
}

function Test-Flag {
    param($Object, [int] $Flag)
    return (([int] @(Get-ValueList $Object 'userAccountControl')[0] -band $Flag) -ne 0)
}

# What this library writes on what it makes; without it, things belong to somebody else.
function Get-Mark { return "Data gateway cluster $($Step.Settings.cluster) (cdktf-data-gateway)" }

function Test-Own {
    param($Object)
    return (@(Get-ValueList $Object 'description') -contains (Get-Mark))
}

# Others give no rights. Its bit is the sign (MS-ADTS, 2.2.12).
function Test-SecurityGroup {
    param($Object)
    return ($null -ne $Object -and $Object.ObjectClass -eq 'group' -and [int] @(Get-ValueList $Object 'groupType')[0] -lt 0)
}

function Test-OwnGroup {
    if ($Step.Settings.group -eq '') { return $false }
    $group = Find-Account $Step.Settings.group
    # Where there is none, it will be.
    return ($null -eq $group -or (Test-Own $group))
}

# ---- The group and the account ---------------------------------------------------------------------------------------

function Confirm-Group {
    $settings = $Step.Settings
    $name = $settings.group
    Start-Part "looking at the group $name"
    Confirm-Condition "the security group $name exists" { Test-SecurityGroup (Find-Account $name) } {
        $new = @{ Name = $name; SamAccountName = $name; GroupCategory = 'Security'; GroupScope = 'Global'; Description = (Get-Mark); Server = $Step.Directory.Server }
        if ([string] $settings.groupPath -ne '') { $new.Path = $settings.groupPath }
        New-ADGroup @new
    } 'It takes a name that is free, the right to create groups there, and an organizational unit that exists.' {
        $other = Find-Account $name
        if ($null -ne $other -and $other.ObjectClass -eq 'group') { "$name is a distribution group, which gives no rights" }
        elseif ($null -ne $other) { "$name is the name of a $($other.ObjectClass)" }
    }
    $group = Find-Account $name
    if ((Test-SecurityGroup $group) -and -not (Test-Own $group)) {
        Add-Remark "the group $name was made by somebody else" 'Computers are added to it, and none is taken out.'
    }
}

# A forest needs a key before its first group managed account. Those who may not see the keys see none.
function Get-RootKey {
    $root = (Get-ADRootDSE -Server $Step.Directory.Server).configurationNamingContext
    $place = "CN=Master Root Keys,CN=Group Key Distribution Service,CN=Services,$root"
    try {
        return @(Get-ADObject -LDAPFilter '(objectClass=msKds-ProvRootKey)' -SearchBase $place -Server $Step.Directory.Server -Properties 'msKds-UseStartTime')
    }
    catch { return @() }
}

# '' where nothing is known to be in the way.
function Get-RootKeyObstacle {
    $keys = @(Get-RootKey)
    if ($Step.Contains('RootKeyMade')) { return 'a new KDS root key counts ten hours after it was made' }
    if ($keys.Count -eq 0 -and $Step.Settings.kdsRootKey -eq 'create') { return 'a new KDS root key counts ten hours after it was made' }
    if ($keys.Count -eq 0) { return '' }
    # Domain controllers wait ten hours from then on, for all of them to have it.
    $first = ($keys | ForEach-Object { [datetime]::FromFileTimeUtc([long] $_.'msKds-UseStartTime').AddHours(10) } | Sort-Object | Select-Object -First 1)
    if ($first -le (Get-Date).ToUniversalTime()) { return '' }
    return 'the only KDS root key of the forest counts from {0} on' -f $first.ToString('yyyy-MM-dd HH:mm:ssZ')
}

function Confirm-RootKey {
    if ($Step.Settings.kdsRootKey -ne 'create' -or $null -ne (Find-Account $Step.Settings.accountSam)) { return }
    Start-Part 'looking for a KDS root key'
    # It is made at whichever domain controller is next, and may reach the one that is asked much later.
    Confirm-Condition 'the forest has a KDS root key' { $Step.Contains('RootKeyMade') -or @(Get-RootKey).Count -gt 0 } {
        $null = Add-KdsRootKey -EffectiveImmediately
        $Step.RootKeyMade = $true
    } 'Domain administrators of the root domain may create one: Add-KdsRootKey -EffectiveImmediately.'
}

function Confirm-ManagedAccount {
    $settings = $Step.Settings
    $sam = $settings.accountSam
    Confirm-RootKey
    Start-Part "looking at the account $sam"
    Confirm-Condition "the group managed service account $sam exists" { Test-AccountThere } { New-ManagedAccount } 'It takes a name that is free, a KDS root key that is older than ten hours (Add-KdsRootKey), the right to create such accounts there, and an organizational unit that exists.' {
        $other = Find-Account $sam
        if ($null -ne $other) { "$sam is the name of a $($other.ObjectClass)" } else { Get-RootKeyObstacle }
    }
    # A new account is made as it shall be.
    if (-not (Test-Setting) -and -not (Test-AccountThere)) { return }
    # Somebody has disabled it, perhaps for a reason.
    Confirm-Condition "$sam is enabled" { -not (Test-Flag (Find-Account $sam) 2) } { } "Enable it if that is right: Enable-ADAccount -Identity '$sam'." { "$sam is disabled" }
    Confirm-Encryption $sam
    if ($settings.group -eq '') { return }
    Confirm-Condition "members of $($settings.group) may read the password of $sam" { (Get-Reader) -contains (Get-GroupName) } {
        $readers = @(Get-Reader | Where-Object { -not (Test-Stranger $_) } | ForEach-Object { Get-ByName $_ })
        $readers += Get-ADGroup -Identity $settings.group -Server $Step.Directory.Server
        Set-ADServiceAccount -Identity $sam -PrincipalsAllowedToRetrieveManagedPassword $readers -Server $Step.Directory.Server
    } "The actor must be allowed to write to $sam." {
        if (-not (Test-Own (Find-Account $sam))) { Get-StrangerObstacle (Get-Reader) "the readers of the password of $sam" }
    }
}

function Confirm-Encryption {
    param([string] $Sam)
    if (-not (Test-Own (Find-Account $Sam)) -and -not (Test-AesOnly $Sam)) {
        Add-Remark "$Sam takes older encryption than AES" "It was made by somebody else, who may need that. Otherwise: Set-ADServiceAccount -Identity '$Sam' -KerberosEncryptionType AES128, AES256."
        return
    }
    Confirm-Condition "$Sam takes AES only" { Test-AesOnly $Sam } {
        Set-ADServiceAccount -Identity $Sam -KerberosEncryptionType AES128, AES256 -Server $Step.Directory.Server
    } "The actor must be allowed to write to $Sam."
}

# 8 and 16 are AES with 128 and 256 bits; 1, 2 and 4 are DES and RC4 (MS-KILE, 2.2.7).
function Test-AesOnly {
    param([string] $Sam)
    $types = @(Get-ValueList (Find-Account $Sam) 'msDS-SupportedEncryptionTypes')
    return ($types.Count -gt 0 -and ([int] $types[0] -band 31) -eq 24)
}

# Whether the account is there, and is one.
function Test-AccountThere {
    $account = Find-Account $Step.Settings.accountSam
    return ($null -ne $account -and $account.ObjectClass -eq 'msDS-GroupManagedServiceAccount')
}

function New-ManagedAccount {
    $settings = $Step.Settings
    $new = @{
        Name                                       = $settings.accountSam.TrimEnd('$')
        SamAccountName                             = $settings.accountSam
        DNSHostName                                = $settings.accountDnsHostName
        PrincipalsAllowedToRetrieveManagedPassword = Get-GroupName
        KerberosEncryptionType                     = 'AES128', 'AES256'
        ManagedPasswordIntervalInDays              = [int] $settings.passwordIntervalDays
        Description                                = Get-Mark
        Enabled                                    = $true
        Server                                     = $Step.Directory.Server
    }
    if ([string] $settings.accountPath -ne '') { $new.Path = $settings.accountPath }
    New-ADServiceAccount @new
}

# Distinguished name of the members' group; '' where there is none, or none is described.
function Get-GroupName {
    if ($Step.Settings.group -eq '') { return '' }
    $group = Find-Account $Step.Settings.group
    if ($null -eq $group) { return '' }
    return [string] $group.DistinguishedName
}

# Distinguished names of those who may read the password of the account.
function Get-Reader {
    if (-not (Test-AccountThere)) { return @() }
    $account = Get-ADServiceAccount -Identity $Step.Settings.accountSam -Server $Step.Directory.Server -Properties PrincipalsAllowedToRetrieveManagedPassword
    return @(Resolve-Principal (Get-ValueList $account 'PrincipalsAllowedToRetrieveManagedPassword'))
}

# Whether the account is this cluster's alone: made by it, and nobody else's computers use it.
function Test-OwnAccount {
    if ($Step.Settings.group -eq '') { return $false }
    $others = @(Get-Reader | Where-Object { -not (Test-Stranger $_) -and $_ -ne (Get-GroupName) })
    return ((Test-Own (Find-Account $Step.Settings.accountSam)) -and $others.Count -eq 0)
}

# ---- A member --------------------------------------------------------------------------------------------------------

# What the preparation has made, and somebody may have deleted since.
function Assert-Prepared {
    Start-Part 'looking for what the preparation has made'
    foreach ($sam in @($Step.Settings.group, $Step.Settings.accountSam)) {
        if ($sam -eq '' -or $null -ne (Find-Account $sam)) { continue }
        Stop-Step "there is no $sam in the directory any more" 'Change rerun of the DirectorySetup: the preparation is run again then.'
    }
}

function Confirm-Member {
    param([string] $Computer)
    $settings = $Step.Settings
    $sam = "$Computer`$"
    Confirm-Computer $Computer
    if (-not $settings.createComputers -and $null -eq (Find-Account $sam)) { return }
    Assert-Computer $sam
    if ($settings.accountKind -eq 'groupManaged') { Confirm-ServiceName "gateway/$Computer" $settings.accountSam }
    else {
        Confirm-ServiceIdName $sam
        Confirm-Delegation $sam (Test-OwnGroup)
    }
    if ($settings.group -eq '') { return }
    Confirm-Condition "$Computer belongs to $($settings.group)" { Test-Member $sam } {
        Add-ADGroupMember -Identity (Get-GroupName) -Members (Find-Account $sam).DistinguishedName -Server $Step.Directory.Server
    } "The actor must be allowed to write the members of $($settings.group)." { Get-ComputerObstacle $sam }
}

function Test-Member {
    param([string] $Sam)
    $account = Find-Account $Sam
    return ($null -ne $account -and @(Get-ValueList (Find-Account $Step.Settings.group) 'member') -contains $account.DistinguishedName)
}

# Before anything is given to it.
function Assert-Computer {
    param([string] $Sam)
    if (-not (Test-Setting) -or (Test-Member $Sam)) { return }
    $obstacle = Get-ComputerObstacle $Sam
    if ($obstacle -ne '') { Stop-Step $obstacle 'Find out who has made it; delete it if no machine of yours uses it, and let the account that joins make another.' }
}

# By default everybody may make ten computer accounts, of any name, and who has made one knows its password: it would be let
# read that of the managed account. Whoever makes one by a right of their own leaves no such trace.
function Get-ComputerObstacle {
    param([string] $Sam)
    $account = Find-Account $Sam
    if ($null -eq $account) { return '' }
    if ($account.ObjectClass -ne 'computer') { return "$Sam is the name of a $($account.ObjectClass)" }
    $creator = @(Get-ValueList $account 'mS-DS-CreatorSID')
    if ($creator.Count -eq 0 -or $creator[0] -eq (Get-JoinerSid)) { return '' }
    return "$Sam was made by $($creator[0]), who took it from the quota of the domain and is not the account that joins"
}

# SID of the account that joins members; '' where it is not known.
function Get-JoinerSid {
    $name = [string] $Step.Settings.joinAccount
    if ($name -eq '') { return '' }
    # name@domain holds also where no such attribute is written.
    $filter = '(|(userPrincipalName={0})(sAMAccountName={1}))' -f (ConvertTo-FilterText $name), (ConvertTo-FilterText ($name -split '@')[0])
    if ($name.Contains('\')) { $filter = '(sAMAccountName={0})' -f (ConvertTo-FilterText ($name -split '\\')[1]) }
    $found = @(Get-ADObject -LDAPFilter $filter -Server $Step.Directory.Server -Properties 'objectSid')
    return (@(Get-ValueList ($found | Select-Object -First 1) 'objectSid') -join '')
}

function Confirm-Computer {
    param([string] $Computer)
    $settings = $Step.Settings
    $sam = "$Computer`$"
    Start-Part "looking at the computer $Computer"
    if (-not $settings.createComputers) {
        # One that has just joined may be known to another domain controller only. Nobody waits for it in front of a script.
        if ((Test-Setting) -and -not $Step.AtConsole) {
            Wait-Until "the computer account of $Computer to reach $($Step.Directory.Server)" 900 15 { $null -ne (Find-Account $sam) } 'The member must be joined to the domain, and domain controllers must replicate; between sites that takes long: name a domain controller of the members'' site as domainController.'
        }
        elseif ($null -eq (Find-Account $sam)) { Add-Finding 'missing' "$Computer has a computer account" 'Join the member to the domain, then run this again.' }
        return
    }
    Confirm-Condition "$Computer has a computer account" { $null -ne (Find-Account $sam) } {
        $new = @{ Name = $Computer; SamAccountName = $sam; Enabled = $true; Server = $Step.Directory.Server }
        if ([string] $settings.computersPath -ne '') { $new.Path = $settings.computersPath }
        New-ADComputer @new
    } 'Join the member to the domain, or let an administrator make its account.'
}

function Confirm-ServiceName {
    param([string] $ServiceName, [string] $Sam, [string[]] $Leaving = @())
    Confirm-Condition "$ServiceName is registered on $Sam" { @(Get-ValueList (Find-Account $Sam) 'servicePrincipalName') -contains $ServiceName } {
        Set-ADObject -Identity (Find-Account $Sam).DistinguishedName -Add @{ servicePrincipalName = $ServiceName } -Server $Step.Directory.Server
    } "Names of services are unique in the forest: take it from the other account (setspn -D), or let the actor write to $Sam." {
        $others = @(Find-OtherHolder $ServiceName $Sam $Leaving)
        if ($others.Count -gt 0) { "$ServiceName is registered on $($others[0].DistinguishedName)" }
    }
}

# The name of the virtual account's SID, which is the same on all machines: only one computer of a forest can have it.
function Confirm-ServiceIdName {
    param([string] $Sam, [string[]] $Leaving = @())
    $name = "HTTP/$($Step.Settings.accountSid)"
    $holders = @(Find-OtherHolder $name $Sam $Leaving)
    if ($holders.Count -eq 0) {
        # Where nothing is written, the next computer finds it free as well.
        if (-not $Step.Contains('NameTold')) { Confirm-ServiceName $name $Sam $Leaving }
        $Step.NameTold = $true
        return
    }
    Add-Remark "$name is registered on $($holders[0].sAMAccountName)" 'A forest takes it once; a computer delegates under its own names as well.'
}
