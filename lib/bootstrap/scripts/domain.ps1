# The domain as a member sees it, and the tools of Windows to ask it.

# Until the computer is in the domain and has a secure channel to it. It has none between a join and the restart after
# it, so that nothing is begun that the restart would cut off.
function Wait-Domain {
    param([string] $Domain, [string] $Remedy)
    Start-Part "waiting for the domain $Domain"
    Wait-Until "this computer to be in the domain $Domain" 900 15 { Test-DomainMember $Domain } $Remedy
    # Windows' own marks of a join that waits for its restart; no document promises them, hence the patience.
    $markEnd = Get-WaitEnd 300
    while ((Test-JoinMark) -and (Get-Date) -lt $markEnd) { $markEnd = Wait-Second 15 $markEnd }
    Wait-Until 'a secure channel to the domain' 600 15 { Test-DomainChannel } 'The members must reach a domain controller, and their computer account must be in order.'
}

# In another domain it stays: a member is never moved.
function Test-DomainMember {
    param([string] $Domain)
    $computer = Get-CimInstance -ClassName Win32_ComputerSystem
    if (-not $computer.PartOfDomain) { return $false }
    if ($computer.Domain -eq $Domain) { return $true }
    Stop-Step "this computer is in the domain $($computer.Domain), and $Domain is described" 'A member stays in its domain for life: give it a new key.'
}

function Test-JoinMark {
    $netlogon = 'HKLM:\SYSTEM\CurrentControlSet\Services\Netlogon'
    foreach ($mark in 'JoinDomain', 'AvoidSpnSet') {
        if ((Test-Path -LiteralPath "$netlogon\$mark") -or $null -ne (Get-RegistryValue $netlogon $mark)) { return $true }
    }
    return $false
}

function Test-DomainChannel {
    try { return (Test-ComputerSecureChannel) } catch { return $false }
}

function Install-DirectoryTool {
    $feature = 'RSAT-AD-PowerShell'
    if (-not (Get-WindowsFeature -Name $feature).Installed) {
        $result = Install-WindowsFeature -Name $feature
        if (-not $result.Success) { Stop-Step "the Windows feature $feature could not be installed" 'Its files must be in the image, or Windows Update within reach.' }
        Add-Change "installed the Windows feature $feature"
    }
    Import-Module -Name ActiveDirectory
}
