# The domain: managed service accounts, Windows features, the computer's own ticket; and Windows LAPS.

# The account's record, by any form of its name, if this computer can ask the domain; otherwise nothing.
function SimManagedAccount {
    param([string]$Account)
    $domain = [Simulation.Directory]::Home()
    if ($null -eq $domain) { return $null }
    $name = $Account
    if ($name -match '^([^\\]+)\\(.+)$') { $name = $Matches[2]; $domain = [Simulation.Directory]::Domain($Matches[1]) }
    elseif ($name -match '^([^@]+)@(.+)$') {
        $name = $Matches[1]
        $domain = [Simulation.Directory]::Domain($Matches[2])
        if ($null -ne $domain -and $Matches[2] -ne $domain.name) { return $null }
    }
    if ($null -eq $domain) { return $null }
    SimManagedRecord ([Simulation.Directory]::BySam($domain, 'dc2', "$($name.TrimEnd('$'))`$"))
}

function SimManagedRecord {
    param($Object)
    if ($null -eq $Object -or $Object.class -notlike 'msDS-*ServiceAccount') { return $null }
    @{
        name = $Object.attributes['sAMAccountName'].TrimEnd('$'); netbios = [Simulation.Directory]::Domain($Object.domain).netbios; sid = $Object.sid; enabled = ([int]$Object.attributes['userAccountControl'] -band 2) -eq 0
        readers = @($Object.attributes['msDS-GroupMSAMembership'])
    }
}

# A right to read the password is the computer's own or by a group, and groups are in the ticket that the computer got
# when it started or when its tickets were thrown away. What a member's description grants goes by groups as well.
function SimMayRetrieve {
    param($Managed)
    if (-not [Simulation.Directory]::IsUp()) { return $false }
    $membership = $global:Sim.machine.domain
    if ($membership.ticket[$Managed.name] -eq $true) { return $true }
    foreach ($group in $membership.ticketGroups) { if ($group -in $Managed.readers) { return $true } }
    $computer = [Simulation.Directory]::BySam(([Simulation.Directory]::Home()), 'dc2', "$($global:Sim.machine.name)`$")
    $null -ne $computer -and $computer.sid -in $Managed.readers
}

function SimFreshTickets {
    $membership = $global:Sim.machine.domain
    if ($null -eq [Simulation.Directory]::Home()) { return }
    foreach ($name in @($membership.mayRetrieve.Keys)) {
        $after = $membership.mayRetrieve[$name]
        # Domain controllers learn of a new membership after a while; $null is never.
        $membership.ticket[$name] = $null -ne $after -and [Simulation.Network]::Passed($after)
    }
    SimFreshGroups
}

# The groups in the computer's ticket, as the domain controller that issues it knows them now.
function SimFreshGroups {
    $computer = [Simulation.Directory]::BySam(([Simulation.Directory]::Home()), 'dc2', "$($global:Sim.machine.name)`$")
    $global:Sim.machine.domain.ticketGroups = if ($null -eq $computer) { , @() } else { SimGroupsOf $computer }
}

function SimKnownSid {
    param([string]$Sid)
    if (-not $Sid.StartsWith('S-1-5-21-')) { return $true }
    if ($Sid -in @($global:Sim.machine.users.Values | ForEach-Object { $_.sid })) { return $true }
    $null -ne $global:Sim.world.domain -and $null -ne [Simulation.Directory]::BySid($null, $Sid)
}

# --- Features ------------------------------------------------------------------------------------------------------

function Get-WindowsFeature {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string[]]$Name)
    foreach ($one in $Name) {
        if ($global:Sim.machine.features.ContainsKey($one)) {
            $there = $global:Sim.machine.features[$one]
            [pscustomobject]@{ Name = $one; Installed = $there; InstallState = $(if ($there) { 'Installed' } else { 'Available' }) }
        }
    }
}

function Install-WindowsFeature {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Name, [switch]$IncludeManagementTools)
    if (-not $global:Sim.machine.features.ContainsKey($Name)) { SimFail $PSCmdlet ([System.ArgumentException]::new("ArgumentNotValid: The role, role service, or feature name is not valid: '$Name'. The name was not found.")) 'NameDoesNotExist' 'InvalidArgument' $Name }
    if ($global:Sim.machine.featureFails) { [pscustomobject]@{ Success = $false; RestartNeeded = 'No'; ExitCode = 'Failed'; FeatureResult = @() }; return }
    if (-not $global:Sim.machine.features[$Name]) {
        if (-not (SimEffect $PSCmdlet 'feature.install' $Name { $global:Sim.machine.features[$Name] = $true })) { return }
        $code = 'Success'
    }
    else { $code = 'NoChangeNeeded' }
    if ($Name -eq 'RSAT-AD-PowerShell') { SimDefineCommands 'Directory' }
    [pscustomobject]@{ Success = $true; RestartNeeded = 'No'; ExitCode = $code; FeatureResult = @($Name) }
}

# --- Module ActiveDirectory (SimDirectory-): its commands are there once the feature is. These two ask for this computer,
# and so name no server; for the others see active-directory-*.ps1 ------------------------------------------------------

function SimDirectoryAccount {
    param($Cmdlet, $Identity)
    $at = SimDirectoryAt $Cmdlet ''
    SimManagedRecord (SimIdentity $Cmdlet $at $Identity 'serviceAccount')
}

function SimDirectory-Test-ADServiceAccount {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)]$Identity)
    $managed = SimDirectoryAccount $PSCmdlet $Identity
    if (SimMayRetrieve $managed) { return $true }
    Write-Warning "Test failed for Managed Service Account $($managed.name). If standalone Managed Service Account, the account is linked to another computer object in the Active Directory. If group Managed Service Account, either this computer does not have permission to use the group MSA or this computer does not support all the Kerberos encryption types required for the gMSA. See the MSA operational log for more information."
    $false
}

function SimDirectory-Install-ADServiceAccount {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)]$Identity)
    $managed = SimDirectoryAccount $PSCmdlet $Identity
    if (-not (SimMayRetrieve $managed)) { SimFail $PSCmdlet "Cannot install service account. Error Message: '{Access Denied}`r`nA process has requested access to an object, but has not been granted those access rights.'." 'InstallADServiceAccount:PerformOperation:InstallServiceAcccountFailure' 'WriteError' $Identity }
    $null = SimEffect $PSCmdlet 'directory.install' $managed.name { $global:Sim.machine.domain.installed[$managed.name] = $true }
}

function Test-ComputerSecureChannel {
    [CmdletBinding()] param()
    if (-not $global:Sim.machine.domain.joined) { SimFail $PSCmdlet 'This command cannot be executed on target computer because it is not in a domain.' 'ComputerNotInDomain' 'InvalidOperation' $null }
    # A test may have it say so before the restart that a join takes.
    if ($global:Sim.machine.domain['channelAtOnce'] -eq $true) { return $true }
    [Simulation.Directory]::IsUp() -and [Simulation.Directory]::IsTrusted()
}

# --- LAPS (SimLaps-): only where Windows has it ---------------------------------------------------------------------------------

function SimLaps-Invoke-LapsPolicyProcessing {
    [CmdletBinding()] param()
    $root = 'HKLM:\Software\Microsoft\Windows\CurrentVersion\LAPS\Config'
    foreach ($higher in 'HKLM:\Software\Microsoft\Policies\LAPS', 'HKLM:\Software\Microsoft\Windows\CurrentVersion\Policies\LAPS') { if ([Simulation.Registry]::Exists($higher)) { $root = $higher; break } }
    $backup = [Simulation.Registry]::Value($root, 'BackupDirectory')
    if ($null -ne $global:Sim.machine.lapsError) { SimFail $PSCmdlet $global:Sim.machine.lapsError 'LapsPolicyProcessing' 'InvalidOperation' $null }
    if ($backup -eq 2 -and -not $global:Sim.machine.domain.joined) { SimFail $PSCmdlet 'The computer is not joined to a domain.' 'LapsPolicyProcessing' 'InvalidOperation' $null }
    $null = SimEffect $PSCmdlet 'laps.process' "$root BackupDirectory=$backup" {
        $global:Sim.machine.laps = @{ root = $root; backupDirectory = $backup }
        foreach ($user in $global:Sim.machine.users.Values) { if ($user.sid.EndsWith('-500') -and $backup -in 1, 2) { $user.managedByLaps = $true; $user.passwordSetAt = [Simulation.Network]::Now() } }
    }
}
