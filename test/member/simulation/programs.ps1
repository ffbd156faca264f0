# The programs of Windows that scripts start: what they do, say and answer. Also as commands, for `& sc.exe ...`.

# Whether Windows can run this file at all.
function SimCanStart {
    param($Program)
    if ([Simulation.Paths]::Leaf($Program.path) -in 'msiexec.exe', 'sc.exe', 'klist.exe', 'icacls.exe', 'netsh.exe', 'w32tm.exe', 'shutdown.exe') { return $true }
    $artifact = SimArtifact $Program
    $null -ne $artifact -and $artifact['simulated'] -in 'gatewayInstaller', 'pwsh'
}

function SimLaunch {
    param($Program, [string]$CommandLine)
    $leaf = [Simulation.Paths]::Leaf($Program.path)
    $name = $leaf.Substring(0, $leaf.Length - 4)
    $artifact = SimArtifact $Program
    $kind = if ($null -ne $artifact) { $artifact['simulated'] } elseif ($leaf -eq 'msiexec.exe') { 'msiexec' } else { 'native' }
    SimNewProcess $name $kind $CommandLine
}

# What a program does right at its start, once its output has somewhere to go.
function SimLaunched {
    param($Record)
    $words = SimWords $Record.commandLine
    $arguments = @($words | Select-Object -Skip 1)
    switch ($Record.kind) {
        'pwsh' { $Record.work = @{ started = $false } }
        'gatewayInstaller' {
            $artifact = SimArtifact ([Simulation.Files]::Node($words[0]))
            $Record.work = @{ artifact = $artifact; arguments = $arguments }
            # Without a quiet switch its window waits for somebody.
            if (@($arguments | Where-Object { $_ -in '/quiet', '-q', '/q', '-quiet', '/s' }).Count -gt 0) { $Record.due = [Simulation.Network]::Now() + [Simulation.Network]::Ticks($artifact['seconds']) }
        }
        'msiexec' { SimLaunchMsi $Record $arguments }
        default {
            $answer = SimNative $Record.name $arguments
            $Record.exitCode = $answer.code
            $Record.due = [Simulation.Network]::Now()
            SimProcessPrint $Record $answer.text
            $Record.finished = $true
            $global:Sim.machine.processes.Remove($Record.id)
        }
    }
}

# --- msiexec: only PowerShell's package -----------------------------------------------------------------------------

function SimLaunchMsi {
    param($Record, [string[]]$Arguments)
    $package = $null
    $log = $null
    $quiet = $false
    for ($index = 0; $index -lt $Arguments.Count; $index++) {
        switch -Regex ($Arguments[$index]) {
            '^[/-](package|i)$' { $package = $Arguments[$index + 1] }
            '^[/-](log|l\S*)$' { $log = $Arguments[$index + 1] }
            '^[/-](quiet|qn)$' { $quiet = $true }
        }
    }
    $path = if ($null -eq $package) { '' } else { [Simulation.Paths]::Full($package) }
    $Record.work = @{ path = $path; artifact = (SimArtifact ([Simulation.Files]::Node($path))); arguments = $Arguments; log = $log; code = $null }
    if (SimUseUp $global:Sim.machine 'msiBusyTimes') { $Record.work.code = 1618 }
    elseif ($path -eq '') { $Record.work.code = 1639 }
    elseif ($null -eq [Simulation.Files]::Node($path)) { $Record.work.code = 1619 }
    elseif ($null -eq $Record.work.artifact -or $Record.work.artifact['simulated'] -ne 'powerShellMsi') { $Record.work.code = 1620 }
    if ($null -ne $Record.work.code) { $Record.due = [Simulation.Network]::Now() + [Simulation.Network]::Ticks(2) }
    elseif ($quiet) { $Record.due = [Simulation.Network]::Now() + [Simulation.Network]::Ticks($Record.work.artifact['seconds']) }
}

function SimRunMsi {
    param($Record)
    $work = $Record.work
    if ($null -ne $work.log) { SimQuietly { SimPutText ([Simulation.Paths]::Full($work.log)) "MSI (s) simulated log of $($work.path)" } }
    if ($null -ne $work.code) { $Record.exitCode = $work.code; return }
    if ($null -ne $global:Sim.machine.msiFails) { $Record.exitCode = $global:Sim.machine.msiFails; return }
    $folder = 'C:\Program Files\PowerShell\7'
    $there = SimArtifact ([Simulation.Files]::Node("$folder\pwsh.exe"))
    if ($null -ne $there -and [version]$there['version'] -gt [version]$work.artifact['version']) { $Record.exitCode = 1603; return }
    $done = SimEffect $null 'msi.run' "PowerShell $($work.artifact['version'])" {
        SimPutPowerShell $work.artifact['version']
        SimPutValue 'HKLM:\SOFTWARE\Microsoft\PowerShellCore\InstalledVersions\31ab5147-9a97-4452-8443-d9709f0516e1' 'SemanticVersion' $work.artifact['version']
    } { [Simulation.Files]::PutFolder($folder); SimPutText "$folder\pwsh.dll" 'MZ' }
    $Record.exitCode = if (-not $done) { 1603 } elseif ($global:Sim.machine.msiWantsRestart) { 3010 } else { 0 }
}

function SimPutPowerShell {
    param([string]$Version)
    SimPutText 'C:\Program Files\PowerShell\7\pwsh.exe' (SimToJson ([ordered]@{ simulated = 'pwsh'; version = $Version; signer = 'CN=Microsoft Corporation, O=Microsoft Corporation, L=Redmond, S=Washington, C=US' }) 3 $true)
    SimPutText 'C:\Program Files\PowerShell\7\pwsh.dll' 'MZ'
    [Simulation.Files]::PutFolder('C:\Program Files\PowerShell\Modules')
}

# --- Small programs --------------------------------------------------------------------------------------------------

# Their parts in both forms: @{ code; text }.
function SimNative {
    param([string]$Name, [string[]]$Arguments)
    switch ($Name.ToLowerInvariant()) {
        'sc' { return SimSc $Arguments }
        'klist' { return SimKlist $Arguments }
        'icacls' {
            $path = [Simulation.Paths]::Full($Arguments[0])
            if ($null -eq [Simulation.Files]::Node($path)) { return @{ code = 2; text = "${path}: The system cannot find the file specified.`r`nSuccessfully processed 0 files; Failed to process 1 files" } }
            $new = ($Arguments | Select-Object -Skip 1) -join ' '
            # A rule for an account that nobody knows is refused; one that is there already adds nothing.
            if ($new -match '\*(S-1-5-21-[\d-]+)' -and -not (SimKnownSid $Matches[1])) { return @{ code = 1332; text = "$($Matches[1]): No mapping between account names and security IDs was done.`r`nSuccessfully processed 0 files; Failed to process 1 files" } }
            $rules = @($global:Sim.machine.acl[$path] | Where-Object { $null -ne $_ })
            if ($new -ne '' -and $new -notin $rules) { $global:Sim.machine.acl[$path] = [string[]]@($rules + $new) }
            return @{ code = 0; text = "processed file: $path`r`nSuccessfully processed 1 files; Failed to process 0 files" }
        }
        'netsh' {
            $line = $Arguments -join ' '
            if ($line -match '^winhttp set proxy ') { $global:Sim.machine.winhttp = $line.Substring(18) }
            if ($line -match '^winhttp reset proxy') { $global:Sim.machine.winhttp = '' }
            return @{ code = 0; text = "Current WinHTTP proxy settings:`r`n`r`n    $(if ($global:Sim.machine.winhttp -eq '') { 'Direct access (no proxy server).' } else { $global:Sim.machine.winhttp })" }
        }
        'w32tm' { return SimW32tm $Arguments }
        'shutdown' {
            if ($null -ne $global:Sim.machine['shutdownFails']) { return @{ code = [int]$global:Sim.machine['shutdownFails']; text = 'A system shutdown is in progress.' } }
            # One restart at a time.
            if ($global:Sim.machine['restartScheduled'] -eq $true) { return @{ code = 1190; text = 'A system shutdown has already been scheduled.(1190)' } }
            $global:Sim.machine['restartScheduled'] = $true
            $global:Sim.restartScheduled = $true
            return @{ code = 0; text = '' }
        }
    }
    throw [System.InvalidOperationException]::new("The program $Name is not simulated.")
}

# sc.exe wants `reset= 86400`: the value is an argument of its own.
function SimSc {
    param([string[]]$Arguments)
    $service = $global:Sim.machine.services[[string]$Arguments[1]]
    if ($null -eq $service) { return @{ code = 1060; text = '[SC] OpenService FAILED 1060:' + "`r`n`r`nThe specified service does not exist as an installed service." } }
    $key = "HKLM:\SYSTEM\CurrentControlSet\Services\$($service.name)"
    switch ($Arguments[0]) {
        'failure' {
            $reset = 0
            $actions = @()
            for ($index = 2; $index -lt $Arguments.Count; $index += 2) {
                if ($Arguments[$index] -notin 'reset=', 'actions=', 'reboot=', 'command=' -or $index + 1 -ge $Arguments.Count) { return @{ code = 1639; text = 'DESCRIPTION:' + "`r`n        Changes the actions upon failure" } }
                if ($Arguments[$index] -eq 'reset=') { $reset = [int]$Arguments[$index + 1] }
                if ($Arguments[$index] -eq 'actions=') { $actions = @($Arguments[$index + 1] -split '/' | Where-Object { $_ -ne '' }) }
            }
            if ($actions.Count % 2 -ne 0) { return @{ code = 87; text = '[SC] ChangeServiceConfig2 FAILED 87:' + "`r`n`r`nThe parameter is incorrect." } }
            # SERVICE_FAILURE_ACTIONS as the registry holds it: reset period, two empty offsets, count, 20, then pairs.
            $numbers = [System.Collections.Generic.List[int]]::new()
            foreach ($number in $reset, 0, 0, ($actions.Count / 2), 20) { $numbers.Add($number) }
            for ($index = 0; $index -lt $actions.Count; $index += 2) {
                $kinds = @{ '' = 0; none = 0; restart = 1; reboot = 2; run = 3 }
                $numbers.Add($kinds[$actions[$index]])
                $numbers.Add([int]$actions[$index + 1])
            }
            $bytes = [System.Collections.Generic.List[byte]]::new()
            foreach ($number in $numbers) { $bytes.AddRange([System.BitConverter]::GetBytes([int]$number)) }
            SimPutValue $key 'FailureActions' $bytes.ToArray() 'Binary'
            return @{ code = 0; text = '[SC] ChangeServiceConfig2 SUCCESS' }
        }
        'managedaccount' {
            SimPutValue $key 'ServiceAccountManaged' $(if ($Arguments[2] -eq 'true') { 1 } else { 0 }) 'DWord'
            return @{ code = 0; text = '[SC] ChangeServiceConfig SUCCESS' }
        }
        'failureflag' {
            SimPutValue $key 'FailureActionsOnNonCrashFailures' ([int]$Arguments[2]) 'DWord'
            return @{ code = 0; text = '[SC] ChangeServiceConfig2 SUCCESS' }
        }
    }
    @{ code = 1639; text = "ERROR:  Unrecognized command (the simulation knows failure and failureflag): $($Arguments[0])" }
}

function SimKlist {
    param([string[]]$Arguments)
    if (($Arguments -join ' ') -eq '-li 0x3e7 purge') {
        SimFreshTickets
        return @{ code = 0; text = "Current LogonId is 0:0x3e7`r`n        Deleting all tickets:`r`n        Ticket(s) purged!" }
    }
    @{ code = 0; text = "Current LogonId is 0:0x3e7`r`n`r`nCached Tickets: (0)" }
}

function SimW32tm {
    param([string[]]$Arguments)
    $line = $Arguments -join ' '
    if ($line -match '^/resync') {
        if ([Simulation.Network]::IsDown()) { return @{ code = 1; text = 'The computer did not resync because no time data was available.' } }
        if ($global:Sim.machine.clockResyncWorks) { $global:Sim.machine.clockOffset = 0 }
        return @{ code = 0; text = "Sending resync command to local computer`r`nThe command completed successfully." }
    }
    $offset = [Simulation.Network]::ClockOffset().ToString('+0.0000000;-0.0000000', [cultureinfo]::InvariantCulture)
    if ($line -match '^/stripchart') { return @{ code = 0; text = "Tracking $line.`r`n$([Simulation.Network]::LocalTime().ToString('HH:mm:ss')), ${offset}s" } }
    @{ code = 0; text = "Leap Indicator: 0(no warning)`r`nPhase Offset: ${offset}s`r`nSource: VM IC Time Synchronization Provider" }
}

# `& sc.exe ...`: a process like any other, whose text goes to the pipeline and whose code to $LASTEXITCODE. Arguments are
# taken as text, which keeps 0x3e7 as it is written.
function SimCallNative {
    param([string]$Name, [string[]]$Words)
    $holder = @{ answer = $null }
    $done = SimEffect $null 'process.start' ("`"C:\Windows\System32\$Name.exe`" " + ($Words -join ' ')) { $holder.answer = SimNative $Name $Words }
    if (-not $done) { $global:LASTEXITCODE = 5; return 'Access is denied.' }
    $global:LASTEXITCODE = $holder.answer.code
    if ($holder.answer.text -ne '') { $holder.answer.text -split "\r?\n" }
}
function sc.exe { param([Parameter(ValueFromRemainingArguments)][string[]]$Words) SimCallNative 'sc' $Words }
function klist.exe { param([Parameter(ValueFromRemainingArguments)][string[]]$Words) SimCallNative 'klist' $Words }
function icacls.exe { param([Parameter(ValueFromRemainingArguments)][string[]]$Words) SimCallNative 'icacls' $Words }
function netsh.exe { param([Parameter(ValueFromRemainingArguments)][string[]]$Words) SimCallNative 'netsh' $Words }
function w32tm.exe { param([Parameter(ValueFromRemainingArguments)][string[]]$Words) SimCallNative 'w32tm' $Words }
function shutdown.exe { param([Parameter(ValueFromRemainingArguments)][string[]]$Words) SimCallNative 'shutdown' $Words }
