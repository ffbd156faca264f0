# The domain: managed service accounts, Windows features, the computer's own ticket; and Windows LAPS.

# The account's record, by any form of its name, if this computer can ask the domain; otherwise nothing.
function SimManagedAccount {
    param([string]$Account)
    $domain = $global:Sim.world.domain
    if ($null -eq $domain -or -not $global:Sim.machine.domain.joined) { return $null }
    $name = $Account
    if ($name -match '^([^\\]+)\\(.+)$') {
        if ($Matches[1] -ne $domain.netbios -and $Matches[1] -ne $domain.name) { return $null }
        $name = $Matches[2]
    }
    elseif ($name -match '^([^@]+)@(.+)$') {
        if ($Matches[2] -ne $domain.name) { return $null }
        $name = $Matches[1]
    }
    $domain.accounts[$name.TrimEnd('$')]
}

# A right to read the password is by a group, and groups are in the ticket that the computer got when it started or
# when its tickets were thrown away.
function SimMayRetrieve { param($Managed) (SimDirectoryUp) -and $global:Sim.machine.domain.ticket[$Managed.name] -eq $true }

function SimFreshTickets {
    $machine = $global:Sim.machine
    if ($null -eq $global:Sim.world.domain -or -not $machine.domain.joined) { return }
    foreach ($name in @($machine.domain.mayRetrieve.Keys)) {
        $after = $machine.domain.mayRetrieve[$name]
        # Domain controllers learn of a new membership after a while; $null is never.
        $machine.domain.ticket[$name] = $null -ne $after -and (SimPassed $after)
    }
}

function SimDirectoryUp { -not (SimNetworkDown) -and $null -ne $global:Sim.world.domain -and $global:Sim.machine.domain.joined -and (SimPassed $global:Sim.machine.domain.reachableAfter) }

function SimKnownSid {
    param([string]$Sid)
    if (-not $Sid.StartsWith('S-1-5-21-')) { return $true }
    if ($Sid -in @($global:Sim.machine.users.Values | ForEach-Object { $_.sid })) { return $true }
    $domain = $global:Sim.world.domain
    $null -ne $domain -and $Sid -in @($domain.accounts.Values | ForEach-Object { $_.sid })
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

# --- Module ActiveDirectory (SimDirectory-): its commands are there once the feature is ----------------------------------------------

function SimDirectoryProblem {
    param($Cmdlet)
    if (-not (SimDirectoryUp)) {
        SimFail $Cmdlet 'Unable to find a default server with Active Directory Web Services running.' 'ActiveDirectoryServer:0' 'ResourceUnavailable' $null
    }
    if ([Math]::Abs((SimClockOffset)) -gt 300) { SimFail $Cmdlet 'The clock skew between the client and the server is too great.' 'ActiveDirectoryServer:1398' 'AuthenticationError' $null }
}

function SimDirectoryAccount {
    param($Cmdlet, [string]$Identity)
    SimDirectoryProblem $Cmdlet
    SimRead 'directory' $Identity
    $managed = $global:Sim.world.domain.accounts[$Identity.TrimEnd('$')]
    if ($null -eq $managed) { SimFail $Cmdlet "Cannot find an object with identity: '$Identity' under: '$($global:Sim.world.domain.dn)'." 'ActiveDirectoryCmdlet:Microsoft.ActiveDirectory.Management.ADIdentityNotFoundException' 'ObjectNotFound' $Identity }
    $managed
}

function SimDirectory-Get-ADServiceAccount {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Identity, [string[]]$Properties)
    $managed = SimDirectoryAccount $PSCmdlet $Identity
    $shown = [ordered]@{
        DistinguishedName = "CN=$($managed.name),CN=Managed Service Accounts,$($global:Sim.world.domain.dn)"
        Enabled = $managed.enabled; Name = $managed.name; ObjectClass = $managed.objectClass; ObjectGUID = [guid](SimGuid "account $($managed.name)")
        SamAccountName = "$($managed.name)`$"; SID = [pscustomobject]@{ Value = $managed.sid }; UserPrincipalName = $null
    }
    SimMethod $shown.SID 'ToString' { $this.Value }
    $more = $managed.properties
    foreach ($property in @($Properties | Where-Object { $null -ne $_ })) {
        if ($property -eq '*') { foreach ($key in $more.Keys) { $shown[$key] = $more[$key] }; continue }
        if ($more.ContainsKey($property)) { $shown[$property] = $more[$property] }
        elseif (-not $shown.Contains($property) -and $property -notmatch '^(msDS-|servicePrincipalNames?$|KerberosEncryptionType$|PrincipalsAllowed|TrustedToAuth|TrustedForDelegation|Description$)') { SimFail $PSCmdlet ([System.ArgumentException]::new("One or more properties are invalid.`r`nParameter name: $property")) 'ActiveDirectoryCmdlet:System.ArgumentException' 'InvalidArgument' $property }
    }
    SimNewObject 'Microsoft.ActiveDirectory.Management.ADServiceAccount' $shown
}

function SimDirectory-Test-ADServiceAccount {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Identity)
    $managed = SimDirectoryAccount $PSCmdlet $Identity
    if (SimMayRetrieve $managed) { return $true }
    Write-Warning "Test failed for Managed Service Account $($managed.name). If standalone Managed Service Account, the account is linked to another computer object in the Active Directory. If group Managed Service Account, either this computer does not have permission to use the group MSA or this computer does not support all the Kerberos encryption types required for the gMSA. See the MSA operational log for more information."
    $false
}

function SimDirectory-Install-ADServiceAccount {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][string]$Identity)
    $managed = SimDirectoryAccount $PSCmdlet $Identity
    if (-not (SimMayRetrieve $managed)) { SimFail $PSCmdlet "Cannot install service account. Error Message: '{Access Denied}`r`nA process has requested access to an object, but has not been granted those access rights.'." 'InstallADServiceAccount:PerformOperation:InstallServiceAcccountFailure' 'WriteError' $Identity }
    $null = SimEffect $PSCmdlet 'directory.install' $managed.name { $global:Sim.machine.domain.installed[$managed.name] = $true }
}

function Test-ComputerSecureChannel {
    [CmdletBinding()] param()
    if (-not $global:Sim.machine.domain.joined) { SimFail $PSCmdlet 'This command cannot be executed on target computer because it is not in a domain.' 'ComputerNotInDomain' 'InvalidOperation' $null }
    (SimDirectoryUp) -and -not $global:Sim.machine.domain.trustBroken
}

# --- LAPS (SimLaps-): only where Windows has it ---------------------------------------------------------------------------------

function SimLaps-Invoke-LapsPolicyProcessing {
    [CmdletBinding()] param()
    $root = 'HKLM:\Software\Microsoft\Windows\CurrentVersion\LAPS\Config'
    foreach ($higher in 'HKLM:\Software\Microsoft\Policies\LAPS', 'HKLM:\Software\Microsoft\Windows\CurrentVersion\Policies\LAPS') { if (SimKeyExists $higher) { $root = $higher; break } }
    $backup = SimValue $root 'BackupDirectory'
    if ($null -ne $global:Sim.machine.lapsError) { SimFail $PSCmdlet $global:Sim.machine.lapsError 'LapsPolicyProcessing' 'InvalidOperation' $null }
    if ($backup -eq 2 -and -not $global:Sim.machine.domain.joined) { SimFail $PSCmdlet 'The computer is not joined to a domain.' 'LapsPolicyProcessing' 'InvalidOperation' $null }
    $null = SimEffect $PSCmdlet 'laps.process' "$root BackupDirectory=$backup" {
        $global:Sim.machine.laps = @{ root = $root; backupDirectory = $backup }
        foreach ($user in $global:Sim.machine.users.Values) { if ($user.sid.EndsWith('-500') -and $backup -in 1, 2) { $user.managedByLaps = $true; $user.passwordSetAt = SimNow } }
    }
}
