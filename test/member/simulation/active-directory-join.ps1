# Joining a domain: what NetJoinDomain does and answers (Win32_ComputerSystem.JoinDomainOrWorkgroup, the Azure extension).

# The account of a user name in either of its forms, as DOMAIN\name, or nothing.
function SimActor {
    param([string]$UserName)
    if ($UserName -match '^([^\\]+)\\(.+)$') { $domain, $name = $Matches[1], $Matches[2] }
    elseif ($UserName -match '^(.+)@([^@]+)$') { $domain, $name = $Matches[2], $Matches[1] }
    else { return $null }
    $known = [Simulation.Directory]::Domain($domain)
    if ($null -eq $known) { return $null }
    "$($known.netbios)\$name"
}

# What comes of a join: @{ code }, and with code 0 what is to be done.
function SimJoinPlan {
    param($Arguments)
    $machine = $global:Sim.machine
    $world = $global:Sim.world.domain
    $options = [uint32]$Arguments['FJoinOptions']
    if (($options -band 1) -eq 0) { return @{ code = 87 } }
    if ($machine.domain.joined) { return @{ code = 2691 } }
    # What a test wants it to answer first.
    $first, $rest = $machine.domain['joinAnswers']
    if ($null -ne $first) { $machine.domain['joinAnswers'] = @($rest); return @{ code = [int]$first } }
    if ([Simulation.Network]::IsDown()) { return @{ code = 53 } }
    $name, $server = [string]$Arguments['Name'] -split '\\', 2
    $domain = if ([Simulation.Network]::NamesAreDown()) { $null } else { [Simulation.Directory]::Domain($name) }
    if ($null -eq $domain -or $domain.name -in $world.blockedDomains -or -not [Simulation.Network]::Passed($machine.domain.reachableAfter)) { return @{ code = 1355 } }
    $dc = 'dc2'
    if (-not [string]::IsNullOrEmpty($server)) {
        if ($server -notin 'dc1', 'dc2', "dc1.$($domain.name)", "dc2.$($domain.name)") { return @{ code = 53 } }
        $dc = $server.Substring(0, 3).ToLowerInvariant()
    }
    if ([Simulation.Network]::IsBlocked("$dc.$($domain.name)", 445) -or [Simulation.Network]::IsBlocked("$dc.$($domain.name)", 389)) { return @{ code = 53 } }
    # Kerberos comes before the password is looked at.
    if ([Math]::Abs([Simulation.Network]::ClockOffset()) -gt 300) { return @{ code = 1398 } }
    $actor = SimActor ([string]$Arguments['UserName'])
    $account = $null
    foreach ($key in $world.joinAccounts.Keys) { if ($null -ne $actor -and (SimActor $key) -eq $actor) { $account = $world.joinAccounts[$key] } }
    if ($null -eq $account) { return @{ code = 1326 } }
    if ($account.lockedOut) { return @{ code = 1909 } }
    if ([string]$Arguments['Password'] -cne $account.secret) { return @{ code = 1326 } }
    $view = [Simulation.Directory]::View($domain, $dc)
    $unit = [string]$Arguments['AccountOU']
    # A container is none, though it is there.
    if ($unit -ne '' -and ($null -eq $view[$unit] -or $view[$unit].class -ne 'organizationalUnit')) { return @{ code = 2 } }
    $there = [Simulation.Directory]::BySam($domain, $dc, "$($machine.name)`$")
    if ($null -eq $there) {
        if (($options -band 2) -eq 0) { return @{ code = 1317 } }
        if (-not $account.mayCreate) { return @{ code = 5 } }
    }
    else {
        # Whoever made it may use it again (Microsoft KB5020276), and it stays where it is.
        if ($there.creator -ne $actor -and $machine.name -notin $account.mayReuse) { return @{ code = 2732 } }
        if ($unit -ne '' -and $there.parent -ne $unit) { return @{ code = 2224 } }
    }
    @{ code = 0; domain = $domain; dc = $dc; actor = $actor; parent = $(if ($unit -ne '') { $unit } else { "CN=Computers,$($domain.dn)" }); text = "$($domain.name) as $actor$(if ($unit -ne '') { " in $unit" })" }
}

# The computer's account: made, or taken over.
function SimJoinObject {
    param($Plan)
    $machine = $global:Sim.machine
    $there = [Simulation.Directory]::BySam($Plan.domain, $Plan.dc, "$($machine.name)`$")
    if ($null -eq $there) {
        $there = SimMakeObject $Plan.domain 'computer' $machine.name $Plan.parent "$($machine.name)`$" @{}
        $there.creator = $Plan.actor
    }
    else { $there = $there.Clone(); $there.attributes = $there.attributes.Clone() }
    $names = SimComputerNames $machine.name $Plan.domain.name
    $there.attributes['dNSHostName'] = $names[0].Substring(5)
    $there.attributes['userAccountControl'] = [int]$there.attributes['userAccountControl'] -band -bnot 2 -bor 4096
    $there.attributes['msDS-SupportedEncryptionTypes'] = 28
    $there.attributes['servicePrincipalName'] = [string[]]@(@($there.attributes['servicePrincipalName'] | Where-Object { $null -ne $_ -and $_ -notin $names }) + $names)
    SimDirectoryChange $Plan.domain $Plan.dc @(@{ how = 'put'; dn = $there.dn; object = $there })
}

function SimComputerNames { param([string]$Name, [string]$Domain) , [string[]]@("HOST/$Name.$Domain", "HOST/$Name", "RestrictedKrbHost/$Name.$Domain", "RestrictedKrbHost/$Name") }

# Windows says at once that it belongs to the domain; all that needs the domain works after the restart.
function SimJoined {
    param($Plan)
    SimJoinObject $Plan
    $membership = $global:Sim.machine.domain
    $membership.joined = $true
    $membership.name = $Plan.domain.name
    $membership.restartNeeded = $true
    SimPutKey 'HKLM:\SYSTEM\CurrentControlSet\Services\Netlogon\JoinDomain'
}

function SimJoinDomain {
    param($Cmdlet, $Arguments)
    foreach ($pair in 'Name=String', 'Password=String', 'UserName=String', 'AccountOU=String', 'FJoinOptions=UInt32') {
        $name, $type = $pair -split '='
        if ($null -ne $Arguments -and $Arguments.Contains($name) -and $null -ne $Arguments[$name] -and $Arguments[$name].GetType().Name -ne $type) { SimFail $Cmdlet "Type mismatch for parameter `"$name`"" 'HRESULT 0x80041005' 'InvalidType' $name }
    }
    $plan = SimJoinPlan $(if ($null -eq $Arguments) { @{} } else { $Arguments })
    if ($plan.code -eq 0) {
        # Cut in the middle, the account is there and the machine knows nothing of it.
        $done = SimEffect $Cmdlet 'domain.join' $plan.text { SimJoined $plan } { SimJoinObject $plan }
        if (-not $done) { return }
    }
    else { [Simulation.Network]::Note('join', "$([string]$Arguments['Name']) answers $($plan.code)") }
    [pscustomobject]@{ ReturnValue = [uint32]$plan.code; PSComputerName = $null }
}

# As the Azure extension leaves a machine: joined, by the first of the accounts that may, and restarted.
function SimJoinByExtension {
    param($World, $Machine, $Unit)
    if ($null -eq $World.domain) { throw 'this world has no domain' }
    if ($Machine.domain.joined) { return }
    $domain = [Simulation.Directory]::Domain($World.domain.name)
    $parent = if ([string]::IsNullOrEmpty($Unit)) { "CN=Computers,$($domain.dn)" } else { $Unit }
    if (-not $domain.replicas.dc2.objects.ContainsKey($parent)) { throw "there is no $parent in the directory" }
    $actor = if ($World.domain.joinAccounts.Count -gt 0) { SimActor ([Simulation.Worlds]::Keys($World.domain.joinAccounts)[0]) } else { "$($domain.netbios)\Administrator" }
    SimJoined @{ domain = $domain; dc = 'dc2'; actor = $actor; parent = $parent }
    SimReboot $World $Machine
}
