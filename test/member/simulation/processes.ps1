# Processes. A record in machine.processes: @{ id; name; kind; commandLine; started; due; finished; exitCode; ... }.
# `due` is the time at which the program ends by itself; $null for a service, and for a pwsh.exe that has not run yet.

function SimNewProcess {
    param([string]$Name, [string]$Kind, [string]$CommandLine)
    $global:Sim.world.lastProcessId += 4
    $record = @{
        id = $global:Sim.world.lastProcessId; name = $Name; kind = $Kind; commandLine = $CommandLine; started = [Simulation.Network]::Now()
        due = $null; finished = $false; exitCode = 0; output = $null; errors = $null; work = $null; killed = $false
    }
    $global:Sim.machine.processes[$record.id] = $record
    $record
}

# The words of a command line, by the rules that Windows programs follow (quotes; a backslash only counts before one).
function SimWords {
    param([string]$CommandLine)
    $words = [System.Collections.Generic.List[string]]::new()
    foreach ($match in [regex]::Matches($CommandLine, '(?:[^\s"]+|"(?:\\"|[^"])*"?)+')) { $words.Add(($match.Value -replace '(?<!\\)"', '' -replace '\\"', '"')) }
    , $words
}

# Where Windows finds a program: by its path, or in the system's folder by its name alone.
function SimFindProgram {
    param([string]$FilePath)
    if ($FilePath.Contains('\')) { $path = [Simulation.Paths]::Full($FilePath) } else { $path = 'C:\Windows\System32\' + $FilePath }
    if (-not $path.EndsWith('.exe', 'OrdinalIgnoreCase')) { $path += '.exe' }
    $node = [Simulation.Files]::Node($path)
    if ($null -eq $node -or $node.dir) { return $null }
    $node
}

function Start-Process {
    [CmdletBinding()] param(
        [Parameter(Mandatory, Position = 0)][ValidateNotNullOrEmpty()][string]$FilePath,
        [Parameter(Position = 1)][ValidateNotNullOrEmpty()][string[]]$ArgumentList,
        [switch]$PassThru, [ValidateSet('Normal', 'Hidden', 'Minimized', 'Maximized')][string]$WindowStyle, [switch]$NoNewWindow,
        [string]$RedirectStandardOutput, [string]$RedirectStandardError, [string]$WorkingDirectory)
    if ($NoNewWindow -and $WindowStyle -ne '') { SimFail $PSCmdlet 'Parameters "-NoNewWindow" and "-WindowStyle" cannot be specified at the same time.' 'InvalidOperationException' 'InvalidOperation' $null }
    if ($RedirectStandardOutput -ne '' -and $RedirectStandardOutput -eq $RedirectStandardError) { SimFail $PSCmdlet 'This command cannot be run because "RedirectStandardOutput" and "RedirectStandardError" are same. Give different inputs and Run your command again.' 'InvalidOperationException' 'InvalidOperation' $null }
    $program = SimFindProgram $FilePath
    if ($null -eq $program) { SimFail $PSCmdlet 'This command cannot be run due to the error: The system cannot find the file specified.' 'InvalidOperationException' 'InvalidOperation' $null }
    foreach ($target in $RedirectStandardOutput, $RedirectStandardError) {
        if ($target -ne '' -and -not (SimWritable $PSCmdlet ([Simulation.Paths]::Full($target)))) { return }
    }
    # Windows PowerShell joins the arguments with spaces and quotes none of them.
    $commandLine = (@("`"$($program.path)`"") + @($ArgumentList | Where-Object { $null -ne $_ })) -join ' '
    if (-not (SimCanStart $program)) { SimFail $PSCmdlet "This command cannot be run due to the error: The specified executable is not a valid application for this OS platform." 'InvalidOperationException' 'InvalidOperation' $null }
    $holder = @{ record = $null }
    $started = SimEffect $PSCmdlet 'process.start' $commandLine {
        $holder.record = SimLaunch $program $commandLine
        if ($RedirectStandardOutput -ne '') { $holder.record.output = [Simulation.Paths]::Full($RedirectStandardOutput); [Simulation.Files]::PutFile($holder.record.output, ([byte[]]@())) }
        if ($RedirectStandardError -ne '') { $holder.record.errors = [Simulation.Paths]::Full($RedirectStandardError); [Simulation.Files]::PutFile($holder.record.errors, ([byte[]]@())) }
        SimLaunched $holder.record
    }
    if ($started -and $PassThru) { SimProcessObject $holder.record }
}

# The object that -PassThru gives. As with the real one, ExitCode is lost unless Handle was read while it ran.
function SimProcessObject {
    param($Record)
    $object = SimNewObject 'System.Diagnostics.Process' ([ordered]@{ Id = $Record.id; ProcessName = $Record.name; Name = $Record.name; SimRecord = $Record; SimHandle = @{ read = $Record.kind -eq 'service' } })
    SimProperty $object 'Handle' { $this.SimHandle.read = $true; [IntPtr]$this.SimRecord.id }
    SimProperty $object 'StartTime' { [datetime]::new($this.SimRecord.started, 'Utc') }
    SimProperty $object 'HasExited' { SimProcessPoll $this.SimRecord $null; $this.SimRecord.finished }
    SimProperty $object 'ExitCode' {
        SimProcessPoll $this.SimRecord $null
        if (-not $this.SimRecord.finished) { throw [System.InvalidOperationException]::new('Process must exit before requested information can be determined.') }
        if ($this.SimHandle.read) { $this.SimRecord.exitCode } else { $null }
    }
    SimMethod $object 'WaitForExit' {
        param($Milliseconds)
        if ($global:Sim.off) { return $false }
        $most = if ($null -eq $Milliseconds -or $Milliseconds -lt 0) { 86400 } else { $Milliseconds / 1000 }
        SimProcessPoll $this.SimRecord $most
        if ($null -ne $Milliseconds) { $this.SimRecord.finished }
    }
    SimMethod $object 'Kill' { $record = $this.SimRecord; $null = SimEffect $null 'process.stop' $record.name { SimKill $record } }
    SimMethod $object 'Refresh' { }
    SimMethod $object 'Close' { }
    SimMethod $object 'Dispose' { }
    $object
}

# Lets a process go on: until it ends, or for at most so many seconds; $null only looks.
function SimProcessPoll {
    param($Record, $Seconds)
    if ($Record.finished -or $Record.killed) { return }
    if ($Record.kind -eq 'pwsh' -and -not $Record.work.started) {
        $limit = if ($null -eq $Seconds) { $null } else { [Simulation.Network]::Now() + [Simulation.Network]::Ticks($Seconds) }
        SimRunPwsh $Record $limit
        return
    }
    if ($null -eq $Seconds) { SimProcessesDue; return }
    $left = if ($null -eq $Record.due) { $Seconds } else { [Math]::Min($Seconds, ($Record.due - [Simulation.Network]::Now()) / 10000000) }
    SimAdvance ([Math]::Max(0, $left))
}

# Ends all the processes of this machine whose time has come.
function SimProcessesDue {
    if ($global:Sim.off) { return }
    $now = [Simulation.Network]::Now()
    foreach ($record in @($global:Sim.machine.processes.Values)) {
        if ($null -ne $record.due -and -not $record.finished -and $record.due -le $now) { SimProcessEnd $record }
    }
}

function SimProcessEnd {
    param($Record)
    $Record.finished = $true
    switch ($Record.kind) {
        'gatewayInstaller' { SimRunGatewayInstaller $Record }
        'msiexec' { SimRunMsi $Record }
    }
    $global:Sim.machine.processes.Remove($Record.id)
}

function SimKill {
    param($Record)
    $Record.killed = $true
    $Record.finished = $true
    $Record.exitCode = -1
    $global:Sim.machine.processes.Remove($Record.id)
}

function SimProcessPrint {
    param($Record, [string]$Text, [string]$To = 'output')
    if ($null -eq $Record[$To]) { return }
    $before = [Simulation.Files]::Node($Record[$To]).data
    [Simulation.Files]::PutFile($Record[$To], ([byte[]]($before + [System.Text.Encoding]::UTF8.GetBytes($Text + "`r`n"))))
}

function Get-Process {
    [CmdletBinding()] param([Parameter(ParameterSetName = 'Id', Mandatory)][int[]]$Id, [Parameter(ParameterSetName = 'Name', Position = 0)][string[]]$Name)
    SimProcessesDue
    SimServicesDue
    $running = @($global:Sim.machine.processes.Values | Where-Object { -not $_.finished })
    if ($PSCmdlet.ParameterSetName -eq 'Id') {
        foreach ($one in $Id) {
            $found = @($running | Where-Object { $_.id -eq $one })
            if ($found.Count -eq 0) { SimError $PSCmdlet "Cannot find a process with the process identifier $one." 'NoProcessFoundForGivenId' 'ObjectNotFound' $one } else { SimProcessObject $found[0] }
        }
        return
    }
    if ($null -eq $Name) { foreach ($record in $running) { SimProcessObject $record }; return }
    foreach ($one in $Name) {
        $found = @($running | Where-Object { $_.name -like $one })
        if ($found.Count -eq 0 -and -not $one.Contains('*')) { SimError $PSCmdlet "Cannot find a process with the name `"$one`". Verify the process name and call the cmdlet again." 'NoProcessFoundForGivenName' 'ObjectNotFound' $one }
        foreach ($record in $found) { SimProcessObject $record }
    }
}

function Stop-Process {
    [CmdletBinding()] param([Parameter(Mandatory, Position = 0)][int[]]$Id, [switch]$Force)
    SimProcessesDue
    foreach ($one in $Id) {
        $record = $global:Sim.machine.processes[$one]
        if ($null -eq $record) { SimError $PSCmdlet "Cannot find a process with the process identifier $one." 'NoProcessFoundForGivenId' 'ObjectNotFound' $one; continue }
        $null = SimEffect $PSCmdlet 'process.stop' $record.name { SimKill $record }
    }
}
