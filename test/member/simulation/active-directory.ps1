# Active Directory: a forest of domains. Each has two domain controllers, dc1 (the PDC emulator) and dc2 (which everyone
# asks who names none), and what is written on one is seen on the other after the world's replication delay.
#
# An object is @{ dn; name; class; sid; guid; parent; domain; creator; builtIn; properties; attributes }, its attributes by
# their LDAP names. It never changes once it is stored (a change stores another), so that copies of a world may share it.

# --- The forest ----------------------------------------------------------------------------------------------------

function SimRdn {
    param([string]$Kind, [string]$Name)
    $text = $Name -replace '([,\\+"<>;=])', '\$1' -replace '^([# ])', '\$1'
    if ($text.EndsWith(' ')) { $text = $text.Substring(0, $text.Length - 1) + '\ ' }
    "$Kind=$text"
}

# --- Reading and writing -------------------------------------------------------------------------------------------

# Does changes on a domain controller; the other has them at once, or after the delay. A change is @{ how; dn; ... }:
# put (object), set (name, value; $null takes the attribute away), add and remove (name, value: a list).
function SimDirectoryChange {
    param($Domain, [string]$Dc, $Changes)
    $here = [Simulation.Directory]::View($Domain, $Dc)
    $other = if ($Dc -eq 'dc1') { 'dc2' } else { 'dc1' }
    $delay = $global:Sim.world.domain.replicationDelay
    foreach ($change in $Changes) {
        [Simulation.Directory]::Apply($here, $change)
        if ($delay -gt 0) { $Domain.pending.Add(@{ due = $global:Sim.world.clock + [Simulation.Network]::Ticks($delay); to = $other; op = $change }) }
        else { [Simulation.Directory]::Apply($Domain.replicas[$other].objects, $change) }
    }
}

# A new object, not stored yet. The SID is for what can have rights.
function SimMakeObject {
    param($Domain, [string]$Class, [string]$Name, [string]$Parent, [string]$Sam, $Attributes)
    $dn = (SimRdn $(if ($Class -eq 'organizationalUnit') { 'OU' } else { 'CN' }) $Name) + ",$Parent"
    $kept = @{}
    foreach ($key in $Attributes.Keys) { if ($null -ne $Attributes[$key]) { $kept[$key] = $Attributes[$key] } }
    $sid = $null
    if ($Sam -ne '') {
        $kept['sAMAccountName'] = $Sam
        $global:Sim.world.domain.nextRid++
        $sid = "$($Domain.sid)-$($global:Sim.world.domain.nextRid)"
    }
    @{ dn = $dn; name = $Name; class = $Class; sid = $sid; guid = (SimGuid "object $dn"); parent = $Parent; domain = $Domain.name; creator = $null; builtIn = $false; properties = @{}; attributes = $kept }
}

# --- Who is who ----------------------------------------------------------------------------------------------------

# SIDs of all groups that an object is in, directly or by other groups, and by its primary group.
function SimGroupsOf {
    param($Object)
    $groups = @([Simulation.Directory]::Everyone($null) | Where-Object { $_.class -eq 'group' })
    $primary = [Simulation.Directory]::Domain($Object.domain).sid + $(if ($Object.class -eq 'user') { '-513' } else { '-515' })
    $found = [System.Collections.Generic.List[string]]::new()
    $found.Add($primary)
    $look = [System.Collections.Generic.Queue[string]]::new()
    $look.Enqueue($Object.dn)
    foreach ($group in $groups) { if ($group.sid -eq $primary) { $look.Enqueue($group.dn) } }
    while ($look.Count -gt 0) {
        $dn = $look.Dequeue()
        foreach ($group in $groups) {
            if ($found.Contains($group.sid) -or $dn -notin @($group.attributes['member'])) { continue }
            $found.Add($group.sid)
            $look.Enqueue($group.dn)
        }
    }
    , $found.ToArray()
}

# --- Domain controllers, and what they refuse --------------------------------------------------------------------------

# Raises an error as the module's cmdlets do: it ends the statement, and -ErrorAction does not change that.
function SimDirectoryFail {
    param($Cmdlet, [string]$Type, [string]$Message, [string]$Id, $Category, $Target)
    $class = if ($Type.Contains('.')) { $Type } else { "Microsoft.ActiveDirectory.Management.$Type" }
    $exception = ($class -as [type])::new($Message)
    if ($Id -match '^ActiveDirectoryServer:(-?\d+)$' -and $Type.StartsWith('AD')) { $exception.ErrorCode = [int]$Matches[1] }
    $name = $Cmdlet.MyInvocation.MyCommand.Name -replace '-', ''
    $Cmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new($exception, "$Id,Microsoft.ActiveDirectory.Management.Commands.$name", $Category, $Target))
}

# The domain controller that a command works with: @{ domain; dc; catalogue }, or an error.
function SimDirectoryAt {
    param($Cmdlet, [string]$Server)
    $at = [Simulation.Directory]::At($Server)
    if ($null -eq $at['refusal']) { return $at }
    switch ($at.refusal) {
        'nobody' { SimDirectoryFail $Cmdlet 'ADServerDownException' 'Unable to find a default server with Active Directory Web Services running.' 'ActiveDirectoryServer:1355' 'ResourceUnavailable' $null }
        'server' { SimDirectoryFail $Cmdlet 'ADServerDownException' 'Unable to contact the server. This may be because this server does not exist, it is currently down, or it does not have the Active Directory Web Services running.' 'ActiveDirectoryServer:0' 'ResourceUnavailable' $null }
        'clock' { SimDirectoryFail $Cmdlet 'ADException' 'The clock skew between the client and the server is too great.' 'ActiveDirectoryServer:1398' 'AuthenticationError' $null }
        'credentials' { SimDirectoryFail $Cmdlet 'System.Security.Authentication.AuthenticationException' 'The server has rejected the client credentials.' 'ActiveDirectoryCmdlet:System.Security.Authentication.AuthenticationException' 'SecurityError' $null }
    }
}

# A directory in which this computer may change things, or an error. `denied` holds kinds of change, or a kind with an
# attribute: delegation takes a privilege of its own on domain controllers.
function SimDirectoryMay {
    param($Cmdlet, $At, [string]$Kind, [string]$Attribute, [string]$Target)
    $rights = $global:Sim.world.domain
    if ($At.catalogue) { SimDirectoryFail $Cmdlet 'ADException' 'A referral was returned from the server' 'ActiveDirectoryServer:8235' 'ResourceUnavailable' $Target }
    if ($global:Sim.machine.name -in $rights.writers -and $Kind -notin $rights.denied -and "$Kind $Attribute" -notin $rights.denied) { return }
    if ($Kind -like '*.create') { SimDirectoryFail $Cmdlet 'System.UnauthorizedAccessException' 'Access is denied' 'ActiveDirectoryServer:5' 'PermissionDenied' $Target }
    SimDirectoryFail $Cmdlet 'ADException' 'Insufficient access rights to perform the operation' 'ActiveDirectoryServer:8344' 'NotSpecified' $Target
}

function SimDirectoryWrite {
    param($Cmdlet, $At, [string]$Kind, [string]$Detail, $Changes)
    if ($WhatIfPreference) { return }
    $null = SimEffect $Cmdlet $Kind $Detail { SimDirectoryChange $At.domain $At.dc $Changes }
}
