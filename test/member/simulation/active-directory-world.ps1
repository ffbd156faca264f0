# The directory of a new world, from its description, and at the end.

function SimNewForest {
    param($Config)
    $forest = @{
        name = $Config.name; netbios = $Config.netbios; dn = (SimDomainDn $Config.name); domains = @{}; nextRid = 2000; replicationDelay = $Config.replicationDelay; writers = $Config.writers; denied = $Config.denied; joinAccounts = $Config.joinAccounts
        kdsKeys = [System.Collections.Generic.List[object]]::new(); kdsVisible = $Config.kdsVisible; permissiveGroups = $Config.permissiveGroups; aliases = $Config.aliases; listeners = $Config.listeners; blockedDomains = $Config.blockedDomains
    }
    $global:Sim.world.domain = $forest
    foreach ($key in $Config.kdsKeys) {
        $effective = $global:Sim.world.began + [Simulation.Network]::Ticks($key.effectiveAfter)
        $forest.kdsKeys.Add(@{ id = (SimGuid "kds $($forest.kdsKeys.Count)"); created = $effective - [Simulation.Network]::Ticks(36000); effective = $effective })
    }
    foreach ($account in $Config.joinAccounts.Values) { SimSecret $account.secret }
    SimAddDomain $forest $Config.name $Config.netbios 'S-1-5-21-3623811015-3361044348-30300820'
    foreach ($name in [Simulation.Worlds]::Keys($Config.domains)) {
        $hash = [System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes($name))
        SimAddDomain $forest $name $Config.domains[$name].netbios ('S-1-5-21-' + (@(0, 4, 8 | ForEach-Object { [System.BitConverter]::ToUInt32($hash, $_) }) -join '-'))
    }
    $main = $forest.domains[$Config.name]
    foreach ($name in [Simulation.Worlds]::Keys($Config.accounts)) {
        $account = $Config.accounts[$name]
        $object = SimMakeObject $main $account.objectClass $name "CN=Managed Service Accounts,$($main.dn)" "$name`$" @{ userAccountControl = $(if ($account.enabled) { 4096 } else { 4098 }); dNSHostName = "$name.$($main.name)"; 'msDS-SupportedEncryptionTypes' = 28; 'msDS-ManagedPasswordInterval' = 30 }
        $object.sid = $account.sid
        $object.properties = $account.properties
        SimLay $main $object
    }
}

function SimDomainDn { param([string]$Name) 'DC=' + ($Name -replace '\.', ',DC=') }

# Puts an object where all domain controllers have it.
function SimLay { param($Domain, $Object) foreach ($dc in 'dc1', 'dc2') { $Domain.replicas[$dc].objects[$Object.dn] = $Object } }

function SimAddDomain {
    param($Forest, [string]$Name, [string]$Netbios, [string]$Sid)
    $dn = SimDomainDn $Name
    $domain = @{ name = $Name; netbios = $Netbios; dn = $dn; sid = $Sid; replicas = @{ dc1 = @{ objects = @{} }; dc2 = @{ objects = @{} } }; pending = [System.Collections.Generic.List[object]]::new() }
    $Forest.domains[$Name] = $domain
    SimLay $domain @{ dn = $dn; name = ($Name -split '\.')[0]; class = 'domainDNS'; sid = $null; guid = (SimGuid "object $dn"); parent = ''; domain = $Name; creator = $null; builtIn = $true; properties = @{}; attributes = @{} }
    foreach ($container in 'Computers', 'Users', 'Managed Service Accounts', 'Builtin') {
        $object = SimMakeObject $domain $(if ($container -eq 'Builtin') { 'builtinDomain' } else { 'container' }) $container $dn '' @{}
        $object.builtIn = $true
        SimLay $domain $object
    }
    foreach ($group in "Domain Computers=CN=Users,$dn=$Sid-515=2", "Domain Users=CN=Users,$dn=$Sid-513=2", "Domain Admins=CN=Users,$dn=$Sid-512=2", "Windows Authorization Access Group=CN=Builtin,$dn=S-1-5-32-560=4") {
        $null = $group -match '^([^=]+)=(.+)=([^=]+)=(\d)$'
        $own, $parent, $groupSid, $type = $Matches[1], $Matches[2], $Matches[3], $Matches[4]
        $object = SimMakeObject $domain 'group' $own $parent $own @{ groupType = [int]$type -bor [int]::MinValue }
        $object.sid = $groupSid
        $object.builtIn = $true
        SimLay $domain $object
    }
}

# --- Objects of the description ------------------------------------------------------------------------------------------

function SimLayObjects {
    param([string]$DomainName, $Objects)
    $domain = [Simulation.Directory]::Domain($DomainName)
    # Units first, from the outside in: others may be in them.
    foreach ($config in @($Objects | Sort-Object -Property { if ($_.class -eq 'organizationalUnit') { ([string]$_['path']).Length } else { 100000 } })) {
        $class = if ($config.class -eq 'gmsa') { 'msDS-GroupManagedServiceAccount' } else { $config.class }
        $place = switch ($config.class) { 'computer' { 'CN=Computers,' } 'gmsa' { 'CN=Managed Service Accounts,' } 'organizationalUnit' { '' } default { 'CN=Users,' } }
        $parent = if ($null -ne $config['path']) { $config.path } else { $place + $domain.dn }
        if (-not $domain.replicas.dc1.objects.ContainsKey($parent)) { throw "there is no $parent for $($config.name): list it as an organizationalUnit" }
        $flags = if ($class -eq 'user') { 512 } elseif ($class -in 'group', 'organizationalUnit') { $null } else { 4096 }
        if ($null -ne $flags) {
            if (-not $config.enabled) { $flags = $flags -bor 2 }
            if ($config.trustedForDelegation) { $flags = $flags -bor 0x80000 }
            if ($config.trustedToAuthForDelegation) { $flags = $flags -bor 0x1000000 }
        }
        $object = SimMakeObject $domain $class $config.name $parent $(if ($class -eq 'organizationalUnit') { '' } else { $config.sam }) @{
            userAccountControl = $flags; description = $config['description']; 'msDS-SupportedEncryptionTypes' = $config['encryptionTypes']; groupType = $(if ($class -eq 'group') { 2 -bor [int]::MinValue })
            servicePrincipalName = $(if (@($config.spns).Count -gt 0) { , [string[]]@($config.spns) }); 'msDS-AllowedToDelegateTo' = $(if (@($config.allowedToDelegateTo).Count -gt 0) { , [string[]]@($config.allowedToDelegateTo) })
            dNSHostName = $(if ($class -notin 'user', 'group', 'organizationalUnit') { "$($config.sam.TrimEnd('$')).$($domain.name)" })
        }
        $object.creator = $config['creator']
        $object.properties = $config.properties
        SimLay $domain $object
    }
}

# The computer account of a member that has joined, unless it is described.
function SimLayComputer {
    param($Machine)
    $domain = [Simulation.Directory]::Domain($Machine.domain.name)
    if ($null -ne [Simulation.Directory]::BySam($domain, 'dc1', "$($Machine.name)`$")) { return }
    $names = SimComputerNames $Machine.name $domain.name
    SimLay $domain (SimMakeObject $domain 'computer' $Machine.name "CN=Computers,$($domain.dn)" "$($Machine.name)`$" @{ userAccountControl = 4096; dNSHostName = "$($Machine.name).$($domain.name)"; 'msDS-SupportedEncryptionTypes' = 28; servicePrincipalName = $names })
}

# Who is in groups and may do what: objects name each other, so that this comes when all are there.
function SimLink {
    param([string]$DomainName, $Objects)
    $domain = [Simulation.Directory]::Domain($DomainName)
    foreach ($config in $Objects) {
        foreach ($pair in 'members=member', 'principalsAllowedToRetrieve=msDS-GroupMSAMembership', 'principalsAllowedToDelegateToAccount=msDS-AllowedToActOnBehalfOfOtherIdentity') {
            $key, $attribute = $pair -split '='
            if (@($config[$key]).Count -eq 0) { continue }
            $others = @(foreach ($name in $config[$key]) { SimNamed $domain $name })
            $values = [string[]]@(foreach ($other in $others) { if ($attribute -eq 'member') { $other.dn } else { $other.sid } })
            $object = [Simulation.Directory]::BySam($domain, 'dc1', $config.sam)
            foreach ($dc in 'dc1', 'dc2') { [Simulation.Directory]::Apply($domain.replicas[$dc].objects, @{ how = 'set'; dn = $object.dn; name = $attribute; value = $values }) }
        }
    }
}

# By sAMAccountName, of another domain as FABRIKAM\name; a SID may be nobody's.
function SimNamed {
    param($Domain, [string]$Name)
    if ($Name -match '^S-1-') { return @{ dn = $Name; sid = $Name } }
    $short = $Name
    if ($Name -match '^([^\\]+)\\(.+)$') { $Domain = [Simulation.Directory]::Domain($Matches[1]); $short = $Matches[2] }
    $found = if ($null -ne $Domain) { [Simulation.Directory]::BySam($Domain, 'dc1', $short) }
    if ($null -eq $found) { throw "there is no $Name in the directory" }
    $found
}

# Somebody deletes an object: it has left all groups by itself, and its SID stays where it has rights.
function SimDeleteObject {
    param([string]$DomainName, [string]$Sam)
    $domain = [Simulation.Directory]::Domain($DomainName)
    $gone = [Simulation.Directory]::BySam($domain, 'dc1', $Sam)
    if ($null -eq $gone) { throw "there is no $Sam in the directory" }
    foreach ($other in $global:Sim.world.domain.domains.Values) {
        foreach ($dc in 'dc1', 'dc2') {
            $objects = [Simulation.Directory]::View($other, $dc)
            foreach ($group in @($objects.Values | Where-Object { $gone.dn -in @($_.attributes['member']) })) { [Simulation.Directory]::Apply($objects, @{ how = 'remove'; dn = $group.dn; name = 'member'; value = @($gone.dn) }) }
            if ($other.name -eq $domain.name) { $objects.Remove($gone.dn) }
        }
    }
}
