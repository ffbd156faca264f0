# check: whether single sign-on can work from this member, from the account on it to the data sources. Changes nothing: the
# conditions are those of the steps, and are only looked at.

function Confirm-MemberSide {
    $settings = $Step.Settings
    Start-Part 'looking at this member'
    Confirm-Fact "this computer belongs to $($settings.domain)" { Test-DomainMember $settings.domain } 'Join it: see domainMembership.'
    Confirm-Fact 'it has a secure channel to its domain' { Test-DomainChannel } 'Test-ComputerSecureChannel -Repair; a domain controller must be within reach.'
    Confirm-Fact 'the service PBIEgwService is there' { $null -ne (Get-GatewayService) } 'Apply again: the step "install" installs it.'
    Confirm-Fact "the service runs, as $($settings.accountName)" {
        $service = Get-GatewayService
        $null -ne $service -and $service.State -eq 'Running' -and $service.StartName -eq $settings.accountName
    } 'Apply again; where that changes nothing, with memberSettings.rerun.configure for this member.'
    if ($settings.accountKind -ne 'groupManaged') { Confirm-AccountRight }
    foreach ($name in $settings.userMapping.Keys) {
        Confirm-Fact "$name is '$($settings.userMapping[$name])' here" { (Get-CoreSetting $name) -ceq $settings.userMapping[$name] } 'Apply again with memberSettings.rerun.configure for this member: an upgrade may have reset the file.'
    }
    Confirm-Fact 'users of the domain may log on here (Authenticated Users in Users)' {
        @(Get-LocalGroupMember -SID 'S-1-5-32-545' | ForEach-Object { [string] $_.SID.Value }) -contains 'S-1-5-11'
    } 'Single sign-on logs users of reports on to this machine: put NT AUTHORITY\Authenticated Users back into the local group Users.'
}

# Without bringing back a file that is gone, as a step would.
function Get-CoreSetting {
    param([string] $Name)
    $path = Get-CoreFile
    if (-not (Test-Path -LiteralPath $path)) { return $null }
    $section = Get-CoreSection (Read-ConfigFile $path)
    if ($null -eq $section) { return $null }
    return (Get-SettingText $section $Name)
}

function Confirm-AccountRight {
    Confirm-Fact "$($Step.Settings.accountName) has the rights $($Step.Settings.accountRights -join ', ') here" {
        @(Get-MissingRight (Get-AccountSid)).Count -eq 0
    } 'A group policy may have taken them away again: grant them there too.'
}

function Get-AccountSid {
    $settings = $Step.Settings
    if ($settings.accountKind -ne 'groupManaged') { return $settings.accountSid }
    return [string] (Get-ADServiceAccount -Identity $settings.accountSam -Server $Step.Directory.Server).SID.Value
}

# What only the domain knows of this member.
function Confirm-DomainSide {
    $sam = $Step.Settings.accountSam
    Start-Part 'comparing this member with the domain'
    Confirm-Fact 'the clock agrees with the domain within five minutes' {
        $there = ([datetime] (Get-ADRootDSE -Server $Step.Directory.Server).currentTime).ToUniversalTime()
        [Math]::Abs(($there - (Get-Date).ToUniversalTime()).TotalSeconds) -lt 300
    } 'w32tm /resync on this member.'
    if ($Step.Settings.accountKind -ne 'groupManaged') { return }
    Confirm-Fact "this computer may use $sam" { Test-ManagedAccount $sam } 'It must belong to the group that may read the password, and know of it: klist -li 0x3e7 purge, or a restart.'
    if (Test-AccountThere) { Confirm-AccountRight }
}

# Without it, nothing of the directory is known, and what does not need it is said all the same.
function Test-Directory {
    Assert-DirectoryTool
    try {
        Connect-Directory
        return $true
    }
    catch { Stop-Step $_.Exception.Message "$(Get-Remedy $_) The clock must be right within five minutes." }
}

function Confirm-Reachable {
    param($Service)
    $name = $Service.hostName
    Start-Part "looking for $name on the network"
    Confirm-Fact "$name is a name of its own in DNS" {
        $records = @(Resolve-DnsName -Name $name -Type A -DnsOnly -ErrorAction Stop)
        @($records | Where-Object { [string] $_.Type -eq 'CNAME' }).Count -eq 0
    } 'Use the name that the server has, and DNS knows: single sign-on does not work by an alias.'
    if ([int] $Service.port -eq 0) { return }
    Confirm-Fact "$($name):$($Service.port) answers" {
        (Test-NetConnection -ComputerName $name -Port $Service.port -WarningAction SilentlyContinue).TcpTestSucceeded
    } 'Open the way from the members to the data source.'
}

Invoke-AtConsole 'check' {
    $settings = $Step.Settings
    Confirm-MemberSide
    foreach ($service in $settings.services) { Confirm-Reachable $service }
    Start-Part 'asking the domain'
    Confirm-Fact "a domain controller of $($settings.domain) answers" { Test-Directory } ''
    if (-not $Step.Contains('Directory')) { return }
    Confirm-DomainSide
    Confirm-Prepared
    foreach ($computer in $settings.computers) { Confirm-Member $computer }
    Confirm-Released
}
