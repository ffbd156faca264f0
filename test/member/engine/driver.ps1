# The engine's other end: JSON lines from standard input, one answer a line to standard output. It runs on a full
# PowerShell and on the bare engine of host/ alike, so it goes by the language and .NET only.
param([string]$Folder)

$ErrorActionPreference = 'Stop'
$reader = [System.IO.StreamReader]::new([System.Console]::OpenStandardInput(), [System.Text.UTF8Encoding]::new($false))
$writer = [System.IO.StreamWriter]::new([System.Console]::OpenStandardOutput(), [System.Text.UTF8Encoding]::new($false))
$writer.AutoFlush = $true
$scratch = [System.IO.Directory]::CreateTempSubdirectory('member-').FullName

# What of the simulation is C#: this host has it built in, a full PowerShell compiles it.
if ($null -eq ('Simulation.Current' -as [type])) { Add-Type -Path ([System.IO.Directory]::GetFiles([System.IO.Path]::Combine($Folder, '..', 'simulation'), '*.cs')) }

# --- The simulation, parsed once -------------------------------------------------------------------------------------

# By the sessions that have them: every one, those of one PowerShell, those with a feature.
$functions = @{ Core = @{}; Desktop = @{}; Directory = @{}; Laps = @{} }
foreach ($file in [System.IO.Directory]::GetFiles([System.IO.Path]::Combine($Folder, '..', 'simulation'), '*.ps1')) {
    $tokens = $null
    $problems = $null
    $tree = [System.Management.Automation.Language.Parser]::ParseFile($file, [ref]$tokens, [ref]$problems)
    if ($problems.Count -gt 0) { throw "${file}: $($problems[0])" }
    foreach ($definition in $tree.EndBlock.Statements) {
        if ($definition -isnot [System.Management.Automation.Language.FunctionDefinitionAst]) { throw "${file}: only functions, please: $definition" }
        $body = $definition.Body.Extent.Text
        $body = $body.Substring(1, $body.Length - 2)
        $name = $definition.Name
        $editions = 'Core', 'Desktop'
        if ($name -match '^Sim(Core|Desktop|Directory|Laps)-(.+)$') { $editions = @($Matches[1]); $name = $Matches[2] }
        if ($name -notmatch '^Sim[A-Z]') {
            # A command does nothing at all once the power is off.
            $block = foreach ($one in $definition.Body.BeginBlock, $definition.Body.ProcessBlock, $definition.Body.EndBlock) { if ($null -ne $one) { $one; break } }
            $at = $block.Statements[0].Extent.StartOffset - $definition.Body.Extent.StartOffset - 1
            $body = $body.Insert($at, 'if ($global:Sim.off) { exit 1 }; ')
        }
        foreach ($edition in $editions) { $functions[$edition][$name] = $body }
    }
}

# The same functions here, for what happens outside of runs. Core's: as PowerShell 7 sees the world.
foreach ($name in @($functions.Core.Keys)) { . ([scriptblock]::Create("function global:$name {$($functions.Core[$name])}")) }

# A session with what the core has and scripts may use: its whole default takes twenty times as long to open.
$core = [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
$base = [System.Management.Automation.Runspaces.InitialSessionState]::Create()
$base.LanguageMode = 'FullLanguage'
foreach ($provider in $core.Providers) { if ($provider.Name -in 'Alias', 'Environment', 'Function', 'Variable') { $base.Providers.Add($provider) } }
foreach ($entry in $core.Commands) {
    if ($entry.Name -in 'ForEach-Object', 'Where-Object', 'Get-Command', 'Out-Null', 'Out-Default', 'Out-Host', 'Set-StrictMode', 'Get-Module', 'Remove-Module', 'Export-ModuleMember', 'New-Module', 'Invoke-Command') { $base.Commands.Add($entry) }
    elseif ($entry -is [System.Management.Automation.Runspaces.SessionStateAliasEntry] -and $entry.Name -in '%', '?', 'foreach', 'where', 'select', 'sort', 'echo') { $base.Commands.Add($entry) }
}
# For the script's own file, which is not a command of the session.
$base.Commands.Add([System.Management.Automation.Runspaces.SessionStateScriptEntry]::new('*'))

$engine = @{ base = $base; functions = $functions; states = @{}; folder = $scratch; scripts = [System.Collections.Generic.Dictionary[string, object]]::new(); files = [System.Collections.Generic.Dictionary[string, object]]::new(); tails = [System.Collections.Generic.List[string]]::new(); marks = [System.Collections.Hashtable]::new([System.StringComparer]::Ordinal) }
$worlds = @{}
# Of each world as it is now: what was found out about it; copies share it.
$states = @{}
$told = SimNewTold
# Scripts by the numbers that the caller has given them: each goes over once.
$texts = @{}
$nextWorld = 0
$global:Sim = @{}
[Simulation.Current]::Sim = $global:Sim

# The variables that a script expects of Windows.
$environment = @{
    ProgramFiles = 'C:\Program Files'; ProgramData = 'C:\ProgramData'; SystemRoot = 'C:\Windows'; windir = 'C:\Windows'; SystemDrive = 'C:'; TEMP = 'C:\Windows\Temp'; TMP = 'C:\Windows\Temp'; PROCESSOR_ARCHITECTURE = 'AMD64'
    LOCALAPPDATA = 'C:\Windows\system32\config\systemprofile\AppData\Local'
}
$trueEdition = $PSVersionTable['PSEdition']
$trueVersion = $PSVersionTable['PSVersion']

function Get-World { param($Id) $world = $worlds["$Id"]; if ($null -eq $world) { throw "no world $Id" }; $world }
function Get-Machine {
    param($World, $Name)
    if ([string]::IsNullOrEmpty($Name)) { return $null }
    $machine = $World.machines[$Name]
    if ($null -eq $machine) { throw "no member $Name" }
    $machine
}

# What a run comes to: by doing it, or, if one from the very same world was done before, by what came of that.
function Get-Run {
    param($Request)
    $id = "$($Request.world)"
    $world = Get-World $id
    $key = SimToldKey $told $world $Request
    $known = if ($null -ne $key) { SimTell $told $key $world }
    if ($null -ne $known) {
        $worlds[$id] = $known.world
        $states[$id] = $known.state
        return $known.result
    }
    $logs = if ($null -ne $key) { SimLogs $world }
    $states[$id] = @{}
    $result = Invoke-Run $Request
    if ($null -ne $key) { SimKeepTold $told $key $logs $world (Get-Machine $world $Request.member) $result $states[$id] }
    $result
}

# The state of a world, which is found out once until the world changes.
function Get-State {
    param($Id)
    if ($null -eq $states["$Id"]) { $states["$Id"] = @{} }
    $state = $states["$Id"]
    if ($null -eq $state['value']) { $state['value'] = SimState ([Simulation.Worlds]::Clone((Get-World $Id))) }
    $state['value']
}

function Copy-World {
    param($Id)
    $world = [Simulation.Worlds]::Clone((Get-World $Id))
    $script:nextWorld++
    if ($null -eq $states["$Id"]) { $states["$Id"] = @{} }
    $worlds["$nextWorld"] = $world
    $states["$nextWorld"] = $states["$Id"]
    $nextWorld
}

function Invoke-Run {
    param($Request)
    $world = Get-World $Request.world
    $machine = Get-Machine $world $Request.member
    foreach ($name in $environment.Keys) { [System.Environment]::SetEnvironmentVariable($name, $environment[$name]) }
    [System.Environment]::SetEnvironmentVariable('COMPUTERNAME', $machine.name)
    # What the machine that runs the tests, or an earlier script, has set.
    foreach ($name in 'HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy', 'NO_PROXY', 'no_proxy') { [System.Environment]::SetEnvironmentVariable($name, $null) }
    SimUseWorld $world $machine
    SimResetProxies 'Desktop'
    $sim = $global:Sim
    $sim['fault'] = $Request['fault']
    if ($Request['cuts']) { $sim['cuts'] = [System.Collections.Generic.List[object]]::new() }
    $sim['engine'] = $engine
    $sim['restartScheduled'] = $false
    $sim['typeSources'] = @{}
    $sim['innerOutput'] = [System.Collections.Generic.List[string]]::new()
    $sim['coverage'] = @{ executed = [System.Collections.Generic.HashSet[string]]::new(); inner = [System.Collections.Generic.HashSet[string]]::new(); script = $null }
    $process = SimNewSession 'Desktop' $false
    $global:SimProcess = $process
    $script = SimScript $engine $Request.script
    $sim['script'] = $script
    SimProcessesDue
    SimServicesDue
    $began = $world.clock
    try { $code = SimRunScript $engine $script $process $Request['args'] } finally { $PSVersionTable['PSEdition'] = $trueEdition; $PSVersionTable['PSVersion'] = $trueVersion }
    $seconds = ($world.clock - $began) / 10000000
    $log = SimLogText $machine $sim.logs
    $trace = $sim.trace.ToArray()
    $reads = $sim.reads.ToArray()
    $rebooted = $sim.off
    $cuts = $sim.cuts
    if ($rebooted) { SimReboot $world $machine }
    $result = [ordered]@{
        exitCode = $(if ($rebooted) { $null } else { $code }); rebooted = $rebooted; restartScheduled = $sim.restartScheduled; output = $process.output.ToArray(); innerOutput = $sim.innerOutput.ToArray(); errors = $process.errors.ToArray()
        trace = $trace; halves = $sim.halves.ToArray(); reads = $reads; log = $log; seconds = $seconds; executed = @($sim.coverage.executed); innerStatements = @($sim.coverage.inner)
    }
    # The outer script's statements go over once; the caller keeps them by the script's text.
    if ($Request['statements']) { $result['statements'] = $script.statements.ToArray() }
    if ($null -ne $cuts) { $result['cuts'] = @(foreach ($cut in $cuts) { [ordered]@{ at = $cut.at; kind = $cut.kind; world = (Add-Cut $cut.world $machine.name) } }) }
    $result
}

# A world in which the power of a machine was cut, and is there again.
function Add-Cut {
    param($World, $Name)
    $machine = Get-Machine $World $Name
    # A key that was not kept is gone with the process that had it.
    foreach ($certificate in $machine.certificates) { if ($null -ne $certificate.key) { $certificate.key.alive = $false } }
    SimReboot $World $machine
    $script:nextWorld++
    $worlds["$nextWorld"] = $World
    $nextWorld
}

function Invoke-Request {
    param($Request)
    switch ($Request.op) {
        'ping' { return [ordered]@{ version = "$trueVersion"; host = $(if ($null -eq [type]::GetType('Microsoft.PowerShell.ConsoleHost, Microsoft.PowerShell.ConsoleHost')) { 'dotnet' } else { 'pwsh' }) } }
        'worldNew' { $script:nextWorld++; $worlds["$nextWorld"] = SimNewWorld $Request.config; return $nextWorld }
        'worldClone' { return Copy-World $Request.world }
        'worldDrop' { $worlds.Remove("$($Request.world)"); $states.Remove("$($Request.world)"); return $true }
        'worldsDrop' { $worlds.Clear(); $states.Clear(); $texts.Clear(); $script:told = SimNewTold; return $true }
        'worldState' { return Get-State $Request.world }
        'worldSecrets' { return , (Get-World $Request.world).secrets.ToArray() }
        'worldTraces' { return , [Simulation.State]::Traces((Get-World $Request.world), $Request.texts) }
        'worldTime' { return ((Get-World $Request.world).clock - (Get-World $Request.world).began) / 10000000 }
        'reboot' { $states.Remove("$($Request.world)"); $world = Get-World $Request.world; SimReboot $world (Get-Machine $world $Request.member); return $true }
        'mutate' { $states.Remove("$($Request.world)"); $world = Get-World $Request.world; SimMutate $world (Get-Machine $world $Request['member']) $Request.change; return $true }
        'worldSame' { return SimIsSame (Get-World $Request.world) (Get-World $Request.other) }
        'run' {
            if ($null -ne $Request['text']) { $texts[$Request.script] = $Request.text }
            $Request['script'] = $texts[$Request.script]
            return Get-Run $Request
        }
        'parse' { return SimParse $Request.script }
        default { throw "no operation $($Request.op)" }
    }
}

$global:SimProcess = SimNewSession 'Core' $false
try {
    while ($null -ne ($line = $reader.ReadLine())) {
        if ($line -eq '') { continue }
        $id = -1
        try {
            $request = [Simulation.Json]::Read($line, $true)
            $id = $request.id
            $answer = '{"id":' + $id + ',"result":' + [Simulation.Json]::Write((Invoke-Request $request), 100, $true, $false) + '}'
        }
        catch {
            $global:SimProcess = SimNewSession 'Core' $false
            $answer = '{"id":' + $id + ',"error":' + [Simulation.Json]::Write("$($_.Exception.Message)`n$($_.ScriptStackTrace)", 0, $true, $false) + '}'
        }
        $writer.WriteLine($answer)
    }
}
finally { [System.IO.Directory]::Delete($scratch, $true) }
