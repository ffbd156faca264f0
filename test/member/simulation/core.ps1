# What all of the simulation is built on: effects and faults, errors, the clock, paths.
#
# $global:Sim is one run of a script on one member: world, machine, trace, fault. $global:SimProcess is the process
# that runs it: powershell.exe, or a pwsh.exe that it started. Everything here is named Sim..., so that no function
# of a script can take its place. Scripts may set the strictest mode, which reaches into functions that they call:
# hence $table['key'] for what may be absent, and $table.key for what is always there.

# Does a change of the world, unless the run's fault says otherwise. Answers whether the caller may go on as if it had
# been done. $SimCmdlet raises the error of a fault as the calling command would; without one the caller does.
function SimEffect {
    param($SimCmdlet, [string]$SimKind, [string]$SimDetail, [scriptblock]$SimDo, [scriptblock]$SimTorn)
    if ($global:Sim.off) { exit 1 }
    $simIndex = $global:Sim.trace.Count
    $simEntry = @{ index = $simIndex; kind = $SimKind; detail = $SimDetail }
    if ($global:SimProcess.inner) { $simEntry['process'] = 'pwsh' }
    $global:Sim.trace.Add($simEntry)
    if ($null -ne $SimTorn) { $global:Sim.halves.Add($simIndex) }
    $simFault = $global:Sim.fault
    if ($null -eq $simFault -or $simFault.at -ne $simIndex) {
        SimKeepCut $simIndex 'reboot'
        $null = & $SimDo
        SimKeepCut $simIndex 'rebootAfter'
        return $true
    }
    $simEntry['fault'] = $simFault.kind
    switch ($simFault.kind) {
        'errorAfter' { $null = & $SimDo }
        'rebootAfter' { $null = & $SimDo }
        'torn' { if ($null -ne $SimTorn) { $null = & $SimTorn } }
    }
    if ($simFault.kind -notin 'error', 'errorAfter') { SimPowerOff }
    if ($null -ne $SimCmdlet) {
        SimError $SimCmdlet ([System.IO.IOException]::new("Simulated fault at effect $simIndex ($SimKind).")) 'SimulatedFault' 'NotSpecified' $SimDetail
    }
    return $false
}

# For a run that is asked for the worlds that it would leave behind if the power were cut: before each effect, and after it.
function SimKeepCut {
    param([int]$At, [string]$Kind)
    if ($null -ne $global:Sim['cuts']) { $global:Sim.cuts.Add(@{ at = $At; kind = $Kind; world = [Simulation.Worlds]::Clone($global:Sim.world) }) }
}

# A change that no fault can hit and that is not counted: appending to a log, keeping what a program printed.
function SimQuietly { param([scriptblock]$SimDo) if ($global:Sim.off) { exit 1 }; $null = & $SimDo }

# The power is gone: from here on every simulated command ends the script, also in catch and finally.
function SimPowerOff { $global:Sim.off = $true; exit 1 }

# Raises an error as most cmdlets do: non-terminating, unless the caller's preference is Stop.
function SimError {
    param($Cmdlet, $Exception, [string]$Id, $Category, $Target)
    if ($Exception -is [string]) { $Exception = [System.InvalidOperationException]::new($Exception) }
    $name = $Cmdlet.MyInvocation.MyCommand.Name -replace '-', ''
    $Cmdlet.WriteError([System.Management.Automation.ErrorRecord]::new($Exception, "$Id,Microsoft.PowerShell.Commands.${name}Command", $Category, $Target))
}

# Raises an error that ends the statement, as parameter checks and a few cmdlets do.
function SimFail {
    param($Cmdlet, $Exception, [string]$Id, $Category, $Target)
    if ($Exception -is [string]) { $Exception = [System.InvalidOperationException]::new($Exception) }
    $name = $Cmdlet.MyInvocation.MyCommand.Name -replace '-', ''
    $Cmdlet.ThrowTerminatingError([System.Management.Automation.ErrorRecord]::new($Exception, "$Id,Microsoft.PowerShell.Commands.${name}Command", $Category, $Target))
}

function SimErrorNotFound {
    param($Cmdlet, [string]$Path)
    $drive = SimMissingDrive $Path
    if ($null -ne $drive) {
        SimError $Cmdlet ([System.Management.Automation.DriveNotFoundException]::new("Cannot find drive. A drive with the name '$drive' does not exist.")) 'DriveNotFound' 'ObjectNotFound' $drive
    }
    else {
        SimError $Cmdlet ([System.Management.Automation.ItemNotFoundException]::new("Cannot find path '$Path' because it does not exist.")) 'PathNotFound' 'ObjectNotFound' $Path
    }
}

# Lets time pass; what was due in it has happened.
function SimAdvance {
    param([double]$Seconds)
    if ($null -ne $global:SimProcess['deadline']) {
        # A process whose parent waits only so long: the parent is to see it still running.
        if ($global:Sim.world.clock + [Simulation.Network]::Ticks($Seconds) -gt $global:SimProcess.deadline) {
            $global:SimProcess.overdue = $true
            exit 1
        }
    }
    $global:Sim.world.clock += [Simulation.Network]::Ticks($Seconds)
    SimProcessesDue
}

# --- Paths ---------------------------------------------------------------------------------------------------------

function SimIsRegistry { param([string]$Path) $Path.StartsWith('HKLM:', 'OrdinalIgnoreCase') }

# The drive's name when a path is on one that this machine does not have.
function SimMissingDrive {
    param([string]$Path)
    $colon = $Path.IndexOf(':')
    if ($colon -lt 1) { return $null }
    $drive = $Path.Substring(0, $colon)
    if ($drive -eq 'C' -or $drive -eq 'HKLM' -or (SimDriveLetters).Contains($drive.ToUpperInvariant())) { return $null }
    $drive
}

# --- Text ----------------------------------------------------------------------------------------------------------

# Windows PowerShell writes UTF-8 with a mark and takes unmarked text for ANSI; PowerShell 7 means UTF-8 without one.
function SimEncode {
    param([string]$Text, [string]$Encoding, [bool]$Mark = $true)
    if ($Encoding -eq '') { $Encoding = if ($global:SimProcess.edition -eq 'Core') { 'utf8NoBOM' } else { 'Default' } }
    $encoder = $null
    switch ($Encoding) {
        'UTF8' { if ($global:SimProcess.edition -eq 'Core') { $encoder = [System.Text.UTF8Encoding]::new($false) } else { $encoder = [System.Text.UTF8Encoding]::new($Mark) } }
        'utf8BOM' { $encoder = [System.Text.UTF8Encoding]::new($Mark) }
        'utf8NoBOM' { $encoder = [System.Text.UTF8Encoding]::new($false) }
        'Unicode' { $encoder = [System.Text.UnicodeEncoding]::new($false, $Mark) }
        'ASCII' { $encoder = [System.Text.Encoding]::ASCII }
        'OEM' { $encoder = [System.Text.Encoding]::Latin1 }
        'Default' { $encoder = [System.Text.Encoding]::Latin1 }
        default { throw [System.ArgumentException]::new("'$Encoding' is not a supported encoding name.") }
    }
    $preamble = $encoder.GetPreamble()
    $bytes = $encoder.GetBytes($Text)
    if ($preamble.Length -eq 0) { return , $bytes }
    , [byte[]]($preamble + $bytes)
}

function SimDecode {
    param([byte[]]$Bytes, [string]$Encoding)
    if ($Bytes.Length -ge 3 -and $Bytes[0] -eq 0xEF -and $Bytes[1] -eq 0xBB -and $Bytes[2] -eq 0xBF) { return [System.Text.Encoding]::UTF8.GetString($Bytes, 3, $Bytes.Length - 3) }
    if ($Bytes.Length -ge 2 -and $Bytes[0] -eq 0xFF -and $Bytes[1] -eq 0xFE) { return [System.Text.Encoding]::Unicode.GetString($Bytes, 2, $Bytes.Length - 2) }
    if ($Encoding -eq 'Unicode') { return [System.Text.Encoding]::Unicode.GetString($Bytes) }
    if ($Encoding -like 'utf8*' -or ($Encoding -eq '' -and $global:SimProcess.edition -eq 'Core')) { return [System.Text.Encoding]::UTF8.GetString($Bytes) }
    [System.Text.Encoding]::Latin1.GetString($Bytes)
}

# What an installer, package or program is, told by the file itself: {"simulated":"gatewayInstaller","version":...}.
# $null for any other content, and for one that is cut short.
function SimArtifact {
    param($Node)
    if ($null -eq $Node -or $Node.dir -or $Node.data.Length -lt 14 -or $Node.data[0] -ne 0x7B) { return $null }
    # A content never changes, so it is read once; the answer is not to be changed either.
    $known = $null
    if ($global:Sim.artifacts.TryGetValue($Node.data, [ref]$known)) { return $known }
    $text = [System.Text.Encoding]::UTF8.GetString($Node.data)
    if (-not $text.StartsWith('{"simulated":')) { return $null }
    try { $known = SimFromJson $text $true } catch { return $null }
    $global:Sim.artifacts.AddOrUpdate($Node.data, $known)
    $known
}

function SimSha256 {
    param([byte[]]$Bytes)
    [System.Convert]::ToHexString([System.Security.Cryptography.SHA256]::HashData($Bytes))
}

# The same id for the same thing in every run: end states stay comparable.
function SimGuid {
    param([string]$Seed)
    $hash = [System.Security.Cryptography.SHA256]::HashData([System.Text.Encoding]::UTF8.GetBytes($Seed))
    [guid]::new([byte[]]$hash[0..15]).ToString()
}

# True n times for a thing that the world says fails n times.
function SimUseUp {
    param($Table, [string]$Key)
    if ($null -eq $Table[$Key] -or $Table[$Key] -le 0) { return $false }
    $Table[$Key] = $Table[$Key] - 1
    $true
}

function SimSecret { param([string]$Value) if ($Value.Length -ge 6 -and -not $global:Sim.world.secrets.Contains($Value)) { $global:Sim.world.secrets.Add($Value) } }
function SimPlain { param($SecureString) [System.Net.NetworkCredential]::new('', $SecureString).Password }

function SimNewObject { param([string]$TypeName, $Properties) [Simulation.Objects]::Make($TypeName, $Properties) }
function SimMethod { param($Object, [string]$Name, [scriptblock]$Body) $Object.PSObject.Members.Add([System.Management.Automation.PSScriptMethod]::new($Name, $Body)) }
function SimProperty { param($Object, [string]$Name, [scriptblock]$Body) $Object.PSObject.Members.Add([System.Management.Automation.PSScriptProperty]::new($Name, $Body)) }
